import { isHistoryError } from "../../store/historyStore.ts";
import type { Clock } from "../common/clock.ts";

/** What is optional is hardly waited for, as whoever asks can do without. */
export type Priority = "mustBeKept" | "isOptional";

const pauseMs = 50;
/** How often something is tried, at about 150 ms with the moment that each try waits by itself. */
const maxTries: Readonly<Record<Priority | "staysBusy", number>> = {
  mustBeKept: 33,
  isOptional: 12,
  staysBusy: 4,
};
/** A file that stays busy is hardly waited for during a while. */
const busyMs = 10_000;

/**
 * Puts a question again to a file that another program holds. The extension host is shared, so nothing may keep
 * it waiting for long: it gets on with the rest between the tries.
 */
export class BusyRetry {
  readonly #clock: Clock;
  #busyAtMs = Number.NEGATIVE_INFINITY;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** The first answer. Rejects as the question did last, or did with anything but a busy file. */
  async run<T>(question: () => Promise<T>, worth: Priority = "mustBeKept"): Promise<T> {
    const staysBusy = Math.abs(this.#clock.now() - this.#busyAtMs) < busyMs;
    for (let tries = maxTries[staysBusy ? "staysBusy" : worth]; ; tries -= 1) {
      try {
        return await question();
      } catch (error) {
        if (!isHistoryError(error) || error.recovery !== "retry") throw error;
        if (tries <= 1) {
          this.#busyAtMs = this.#clock.now();
          throw error;
        }
        // The machine's time, not the clock's: a file is held by a program, not by the hour.
        await new Promise((resolve) => setTimeout(resolve, pauseMs));
      }
    }
  }
}
