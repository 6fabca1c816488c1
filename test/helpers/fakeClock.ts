import type { Clock } from "../../src/services/common/clock.ts";

interface Timer {
  readonly dueMs: number;
  readonly callback: () => void;
}

/** Time that stands still until a test moves it. Timers run by uptime, as they do on a machine. */
export class FakeClock implements Clock {
  readonly #timers = new Set<Timer>();
  #nowMs: number;
  #uptimeMs = 0;

  constructor(nowMs = Date.UTC(2026, 10, 20, 12)) {
    this.#nowMs = nowMs;
  }

  /** The number of timers that have not fired. */
  get pendingTimers(): number {
    return this.#timers.size;
  }

  now(): number {
    return this.#nowMs;
  }

  after(delayMs: number, callback: () => void): () => void {
    const timer = { dueMs: this.#uptimeMs + Math.max(0, delayMs), callback };
    this.#timers.add(timer);
    return () => this.#timers.delete(timer);
  }

  /** Lets time pass; each timer fires at its instant, and its promises settle before the next timer. */
  async advance(ms: number): Promise<void> {
    await flushPromises();
    const endMs = this.#uptimeMs + ms;
    for (let timer = this.#nextTimer(endMs); timer; timer = this.#nextTimer(endMs)) {
      this.#timers.delete(timer);
      this.#moveTo(timer.dueMs);
      timer.callback();
      await flushPromises();
    }
    this.#moveTo(endMs);
  }

  /** Sets the wall clock forward or back, as a user or a sleep does: no timer fires. */
  jump(ms: number): void {
    this.#nowMs += ms;
  }

  #nextTimer(endMs: number): Timer | undefined {
    const [first] = [...this.#timers].sort((a, b) => a.dueMs - b.dueMs);
    return first && first.dueMs <= endMs ? first : undefined;
  }

  #moveTo(uptimeMs: number): void {
    this.#nowMs += uptimeMs - this.#uptimeMs;
    this.#uptimeMs = uptimeMs;
  }
}

/** Resolves once every promise that needs no I/O has settled. */
export function flushPromises(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
