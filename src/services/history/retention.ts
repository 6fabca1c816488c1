import type { Clock } from "../common/clock.ts";
import type { Disposable } from "../common/emitter.ts";
import { interval } from "../common/timers.ts";
import type { History } from "./history.ts";

export interface HistoryPrunerOptions {
  readonly history: History;
  readonly clock: Clock;
  /** Samples and entries are kept from then on, in epoch milliseconds. */
  readonly keptFromMs: () => number;
  readonly reportBug: (error: unknown) => void;
}

const firstMs = 60_000;
const restMs = 6 * 3_600_000;
const batch = 500;
const pauseMs = 250;

/** Lets go of what is older than the user wants to keep: small batches, long after start, with pauses. */
export class Retention implements Disposable {
  readonly #options: HistoryPrunerOptions;
  readonly #stop: () => void;

  constructor(options: HistoryPrunerOptions) {
    this.#options = options;
    this.#stop = interval({ ...options, pauseMs: firstMs }, () => this.#prune());
  }

  dispose(): void {
    this.#stop();
  }

  /** Resolves to the pause before the next batch. */
  async #prune(): Promise<number> {
    const { history, keptFromMs } = this.#options;
    const gone = await history.prune(keptFromMs(), batch);
    return gone === batch ? pauseMs : restMs;
  }
}
