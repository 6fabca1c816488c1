import type { Reading } from "../../core/accounts/accountStatus.ts";
import type { Attempt } from "../../store/attempt.ts";

/**
 * Corrects an attempt after the clock was set back by `rollbackMs`: the age of its reading stays the same, and the
 * pause that its provider asked for does not grow. `attemptedAtMs` is not corrected: if it is far in the future, the
 * account is due at once.
 */
export function shiftForClockRollback(attempt: Attempt, rollbackMs: number): Attempt {
  const { reading, failure } = attempt;
  return {
    ...attempt,
    ...(reading ? { reading: shiftReading(reading, rollbackMs) } : {}),
    ...(failure && "retryAtMs" in failure && failure.retryAtMs !== undefined
      ? { failure: { ...failure, retryAtMs: failure.retryAtMs - rollbackMs } }
      : {}),
  };
}

function shiftReading(reading: Reading, rollbackMs: number): Reading {
  return { ...reading, readAtMs: reading.readAtMs - rollbackMs };
}

/** The last attempt of an account in any window, and its last good reading, corrected when the clock is set back. */
export class LastAttempt {
  #value: Attempt | undefined;
  #inherited: Reading | undefined;
  /** The latest time that the clock is known to have shown. */
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

  /** A reading from before the account's source changed. It counts until there is one of the new source. */
  inherit(reading: Reading): void {
    this.#inherited = reading;
    this.#latestSeenMs = Math.max(this.#latestSeenMs, reading.readAtMs);
  }

  /** Corrects all times when the clock was set back. Returns by how many milliseconds it was set back, or 0. */
  adjustClock(nowMs: number): number {
    const rollbackMs = Math.max(0, this.#latestSeenMs - nowMs);
    this.#latestSeenMs = nowMs;
    if (rollbackMs === 0) return 0;
    this.#value &&= shiftForClockRollback(this.#value, rollbackMs);
    this.#inherited &&= shiftReading(this.#inherited, rollbackMs);
    return rollbackMs;
  }
}
