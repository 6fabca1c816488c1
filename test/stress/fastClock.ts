import type { Clock } from "../../src/services/common/clock.ts";

/** The same options in all processes of a run make their clocks agree. */
export interface FastClockOptions {
  /** The machine's time at which the clock shows `startMs`; both in epoch milliseconds. */
  readonly epochMs: number;
  readonly startMs: number;
  /** How many times as fast as the machine's clock it goes from then on. */
  readonly factor: number;
}

/** A clock that lets hours pass in minutes. */
export class FastClock implements Clock {
  readonly #options: FastClockOptions;
  readonly #timers = new Set<NodeJS.Timeout>();

  constructor(options: FastClockOptions) {
    this.#options = options;
  }

  /** Timers that have not fired yet. */
  get timers(): number {
    return this.#timers.size;
  }

  now(): number {
    return this.at(Date.now());
  }

  /** The time that it showed at an instant of the machine. */
  at(machineMs: number): number {
    const { epochMs, startMs, factor } = this.#options;
    return Math.round(startMs + (machineMs - epochMs) * factor);
  }

  after(delayMs: number, callback: () => void): () => void {
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      callback();
    }, delayMs / this.#options.factor);
    this.#timers.add(timer);
    return () => {
      this.#timers.delete(timer);
      clearTimeout(timer);
    };
  }
}
