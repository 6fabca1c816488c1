import type { Clock } from "../../src/services/common/clock.ts";

/** The same for all processes of a run, so that they agree on the time. */
export interface ClockPlan {
  /** The machine's time at which the clock shows `startMs`; both epoch milliseconds. */
  readonly epochMs: number;
  readonly startMs: number;
  /** How many times as fast as the machine's it goes from then on. */
  readonly factor: number;
}

/** A clock that passes hours in minutes. */
export class FastClock implements Clock {
  readonly #plan: ClockPlan;
  readonly #timers = new Set<NodeJS.Timeout>();

  constructor(plan: ClockPlan) {
    this.#plan = plan;
  }

  /** Timers that wait to go off. */
  get timers(): number {
    return this.#timers.size;
  }

  now(): number {
    return this.at(Date.now());
  }

  /** What it showed at an instant of the machine. */
  at(machineMs: number): number {
    const { epochMs, startMs, factor } = this.#plan;
    return Math.round(startMs + (machineMs - epochMs) * factor);
  }

  after(delayMs: number, callback: () => void): () => void {
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      callback();
    }, delayMs / this.#plan.factor);
    this.#timers.add(timer);
    return () => {
      this.#timers.delete(timer);
      clearTimeout(timer);
    };
  }
}
