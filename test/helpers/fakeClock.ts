import type { Clock } from "../../src/services/common/clock.ts";

interface Timer {
  readonly dueMs: number;
  readonly callback: () => void;
}

/** Time that stands still until it is moved. Timers go by uptime, as they do on a machine. */
export class FakeClock implements Clock {
  readonly #timers = new Set<Timer>();
  #nowMs: number;
  #uptimeMs = 0;

  constructor(nowMs = Date.UTC(2026, 10, 20, 12)) {
    this.#nowMs = nowMs;
  }

  /** Timers that wait to go off. */
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

  /** Lets time pass; each timer goes off at its instant, and what follows from it comes to rest. */
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

  /** The wall clock is set, forward or back, or the machine sleeps: no timer notices. */
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

/** Once every promise that needs no I/O is through. */
export function flushPromises(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
