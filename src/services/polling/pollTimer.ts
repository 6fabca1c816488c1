import type { Clock } from "../common/clock.ts";
import type { Disposable } from "../common/disposable.ts";

/** Timers stop while the machine sleeps, so the wall clock is checked at least this often. */
const maxDelayMs = 20_000;
/** An account that is due and cannot be read yet must not cause a busy loop. */
const minDelayMs = 50;

/** Wakes the poller when the next account is due. */
export class PollTimer implements Disposable {
  readonly #clock: Clock;
  readonly #wake: () => void;
  #stop = () => {};

  constructor(clock: Clock, wake: () => void) {
    this.#clock = clock;
    this.#wake = wake;
  }

  /** `dueTimes`: epoch milliseconds, in any order. */
  schedule(dueTimes: readonly number[]): void {
    this.#stop();
    const delayMs = Math.min(maxDelayMs, ...dueTimes.map((dueMs) => dueMs - this.#clock.now()));
    this.#stop = this.#clock.after(Math.max(delayMs, minDelayMs), this.#wake);
  }

  dispose(): void {
    this.#stop();
  }
}
