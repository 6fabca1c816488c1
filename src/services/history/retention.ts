import { hourMs, minuteMs } from "../../core/time/durations.ts";
import type { Clock } from "../common/clock.ts";
import type { Disposable } from "../common/emitter.ts";
import { interval } from "../common/timers.ts";
import type { History } from "./history.ts";

export interface RetentionOptions {
  readonly history: History;
  readonly clock: Clock;
  /** Samples and entries are kept from then on, in epoch milliseconds. */
  readonly retainFromMs: () => number;
  readonly reportBug: (error: unknown) => void;
}

const initialDelayMs = minuteMs;
const intervalMs = 6 * hourMs;
const batchSize = 500;
const batchPauseMs = 250;

/** Lets go of what is older than the user wants to keep: small batches, long after start, with pauses. */
export class Retention implements Disposable {
  readonly #options: RetentionOptions;
  readonly #stop: () => void;

  constructor(options: RetentionOptions) {
    this.#options = options;
    this.#stop = interval({ ...options, delayMs: initialDelayMs }, () => this.#prune());
  }

  dispose(): void {
    this.#stop();
  }

  /** Resolves to the pause before the next batch. */
  async #prune(): Promise<number> {
    const { history, retainFromMs } = this.#options;
    const gone = await history.prune(retainFromMs(), batchSize);
    return gone === batchSize ? batchPauseMs : intervalMs;
  }
}
