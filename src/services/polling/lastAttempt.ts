import type { Reading } from "../../core/accounts/accountStatus.ts";
import type { Attempt } from "../../store/attempt.ts";

/**
 * An attempt by a clock that was set back by `backMs` since: ages stay true, and no pause that was asked for
 * grows. When it was made is left as it is, for one that lies far ahead is reason enough to read anew.
 */
export function shiftForClockRollback(attempt: Attempt, backMs: number): Attempt {
  const { reading, failure } = attempt;
  return {
    ...attempt,
    ...(reading ? { reading: { ...reading, readAtMs: reading.readAtMs - backMs } } : {}),
    ...(failure?.kind === "rateLimited"
      ? { failure: { ...failure, retryAtMs: failure.retryAtMs - backMs } }
      : {}),
  };
}

/** How an account was last tried, whichever window did it, and the last good reading, by a clock that may be set. */
export class LastAttempt {
  #value: Attempt | undefined;
  #inherited: Reading | undefined;
  /** The latest that the clock is known to have shown. */
  #latestSeenMs = 0;

  get value(): Attempt | undefined {
    return this.#value;
  }

  get reading(): Reading | undefined {
    return this.#value?.reading ?? this.#inherited;
  }

  set(attempt: Attempt): void {
    this.#value = attempt;
    this.#latestSeenMs = Math.max(this.#latestSeenMs, attempt.attemptedAtMs);
  }

  /** A reading from before its place changed: it counts until there is one of its own. */
  inherit(reading: Reading): void {
    this.#inherited = reading;
    this.#latestSeenMs = Math.max(this.#latestSeenMs, reading.readAtMs);
  }

  /** What was noted goes back with a clock that was set back. Returns by how many milliseconds it was; else 0. */
  adjustClock(nowMs: number): number {
    const backMs = Math.max(0, this.#latestSeenMs - nowMs);
    this.#latestSeenMs = nowMs;
    if (backMs === 0) return 0;
    this.#value &&= shiftForClockRollback(this.#value, backMs);
    this.#inherited &&= { ...this.#inherited, readAtMs: this.#inherited.readAtMs - backMs };
    return backMs;
  }
}
