import type { Clock } from "./clock.ts";
import type { Disposable } from "./emitter.ts";
import type { History } from "./history.ts";

export interface HistoryPrunerOptions {
  readonly history: History;
  readonly clock: Clock;
  /** How long samples and entries are kept. */
  readonly days: () => number;
  readonly reportBug: (error: unknown) => void;
}

const dayMs = 86_400_000;
const firstMs = 60_000;
const restMs = 6 * 3_600_000;
const batch = 500;
const pauseMs = 250;

/** Lets go of what is older than the user wants to keep: small batches, long after start, with pauses. */
export class HistoryPruner implements Disposable {
  readonly #options: HistoryPrunerOptions;
  #stopTimer: () => void;

  constructor(options: HistoryPrunerOptions) {
    this.#options = options;
    this.#stopTimer = this.#after(firstMs);
  }

  dispose(): void {
    this.#stopTimer();
  }

  #after(delayMs: number): () => void {
    return this.#options.clock.after(delayMs, () => {
      this.#prune().catch(this.#options.reportBug);
    });
  }

  async #prune(): Promise<void> {
    const { history, clock, days } = this.#options;
    let waitMs = restMs;
    try {
      const limitMs = clock.now() - days() * dayMs;
      const gone = await history.prune(limitMs, batch);
      if (gone === batch) waitMs = pauseMs;
    } finally {
      this.#stopTimer = this.#after(waitMs);
    }
  }
}
