import type { Clock } from "../../services/common/clock.ts";

/** A page that has not said `ready` by then may never do. */
const maxOpeningMs = 10_000;

interface Opening {
  readonly ended: Promise<void>;
  readonly end: () => void;
}

/** Whether a page is being opened, for work that nobody waits for: it would delay the page. */
export class PageOpening {
  readonly #clock: Clock;
  #current: Opening | undefined;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Resolves once no page is being opened. */
  async ended(): Promise<void> {
    while (this.#current) await this.#current.ended;
  }

  /** A visible page is being created. */
  start(): void {
    this.end();
    const { promise: ended, resolve } = Promise.withResolvers<void>();
    const stopTimer = this.#clock.after(maxOpeningMs, () => this.end());
    const end = () => {
      stopTimer();
      resolve();
    };
    this.#current = { ended, end };
  }

  /** The page listens, is hidden or closed, or could not be created. */
  end(): void {
    this.#current?.end();
    this.#current = undefined;
  }
}
