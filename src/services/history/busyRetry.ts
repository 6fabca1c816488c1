import { isHistoryError } from "../../store/historyStore.ts";
import type { Clock } from "../common/clock.ts";

/** `optional`: the caller can go on without the result, so there are fewer tries. */
export type Priority = "required" | "optional";

const pauseMs = 50;
/** A try takes about 150 ms: this pause, and the time that SQLite itself waits for the file. */
const maxTries: Readonly<Record<Priority | "afterBusy", number>> = {
  required: 33,
  optional: 12,
  afterBusy: 4,
};
/** For this long after all tries failed, later operations try only a few times. */
const afterBusyMs = 10_000;

/**
 * Retries operations on a file that another program is using. It must not block the extension host, which other
 * extensions share: between the tries the event loop runs.
 */
export class BusyRetry {
  readonly #clock: Clock;
  #busyAtMs = Number.NEGATIVE_INFINITY;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** The first result. Rejects with any error other than a busy file, and with the last error after all tries. */
  async run<T>(operation: () => Promise<T>, priority: Priority = "required"): Promise<T> {
    const isAfterBusy = Math.abs(this.#clock.now() - this.#busyAtMs) < afterBusyMs;
    for (let tries = maxTries[isAfterBusy ? "afterBusy" : priority]; ; tries -= 1) {
      try {
        return await operation();
      } catch (error) {
        if (!isHistoryError(error) || error.recovery !== "retry") throw error;
        if (tries <= 1) {
          this.#busyAtMs = this.#clock.now();
          throw error;
        }
        // Real time rather than `Clock`: another program holds the file, also in tests with a fake clock.
        await new Promise((resolve) => setTimeout(resolve, pauseMs));
      }
    }
  }
}
