import { isUnreached } from "../../core/readings/failure.ts";
import { minuteMs } from "../../core/time/durations.ts";
import type { Attempt } from "../../store/attempt.ts";

/** Whether requests of one account find a way to its provider. Instants are epoch milliseconds. */
export class ProviderReach {
  #unreachedSinceMs: number | undefined;
  #reachedAtMs: number | undefined;
  #retryAtMs: number | undefined;

  /** Since when no request found a way; absent when the last one did. */
  get unreachedSinceMs(): number | undefined {
    return this.#unreachedSinceMs;
  }

  /** When a request last found a way, whatever the provider answered. */
  get reachedAtMs(): number | undefined {
    return this.#reachedAtMs;
  }

  /** When to try again, because the network may be back: not all accounts at once. Absent when nothing says so. */
  retryDueMs(nowMs: number): number | undefined {
    // A later time is from before the clock was set back.
    return this.#retryAtMs !== undefined && this.#retryAtMs <= nowMs + minuteMs ? this.#retryAtMs : undefined;
  }

  /** The network may be back. */
  retryAt(atMs: number): void {
    if (this.#unreachedSinceMs !== undefined) this.#retryAtMs ??= atMs;
  }

  record({ failure, attemptedAtMs, reading }: Attempt): void {
    this.#retryAtMs = undefined;
    if (isUnreached(failure)) {
      this.#unreachedSinceMs ??= attemptedAtMs;
      this.#reachedAtMs ??= reading?.readAtMs;
    } else {
      this.#unreachedSinceMs = undefined;
      this.#reachedAtMs = attemptedAtMs;
    }
  }

  /** The clock was set back by `rollbackMs`. */
  shiftBack(rollbackMs: number): void {
    if (this.#unreachedSinceMs !== undefined) this.#unreachedSinceMs -= rollbackMs;
    if (this.#reachedAtMs !== undefined) this.#reachedAtMs -= rollbackMs;
    if (this.#retryAtMs !== undefined) this.#retryAtMs -= rollbackMs;
  }
}
