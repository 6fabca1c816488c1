import type { Clock } from "../common/clock.ts";

/** Timers stop while a machine sleeps, so the wall clock is looked at this often at least. */
const maxDelayMs = 20_000;
/** What is overdue and could not begin is not tried again without end. */
const minDelayMs = 50;

/** Wakes the poller when the next account is due. */
export class PollTimer {
  readonly #clock: Clock;
  readonly #wake: () => void;
  #stop = () => {};

  constructor(clock: Clock, wake: () => void) {
    this.#clock = clock;
    this.#wake = wake;
  }

  /** `dues`: epoch milliseconds, in any order. */
  arm(dues: readonly number[]): void {
    this.#stop();
    const waitMs = Math.min(maxDelayMs, ...dues.map((dueMs) => dueMs - this.#clock.now()));
    this.#stop = this.#clock.after(Math.max(waitMs, minDelayMs), this.#wake);
  }

  stop(): void {
    this.#stop();
  }
}
