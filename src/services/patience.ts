import type { Clock } from "./clock.ts";

/** A file may be busy: each try waits for a moment itself. */
const usualTries = 8;
const fewTries = 2;
/** Busy for longer than that, it is hardly waited for during a while. */
const busyMs = 10_000;

/** Puts a question to a busy file again, and less often to one that stays busy. */
export class Patience {
  readonly #clock: Clock;
  #busyAtMs = Number.NEGATIVE_INFINITY;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** The first answer that is none of "busy"; `undefined` when there is none. */
  async ask<T>(question: () => Promise<T | "busy">): Promise<T | undefined> {
    const isBusy = Math.abs(this.#clock.now() - this.#busyAtMs) < busyMs;
    for (let tries = isBusy ? fewTries : usualTries; tries > 0; tries -= 1) {
      const answer = await question();
      if (answer !== "busy") return answer;
      // The others that write get on with it, and so does this window.
      await new Promise(setImmediate);
    }
    this.#busyAtMs = this.#clock.now();
    return undefined;
  }
}
