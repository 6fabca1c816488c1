const sliceMs = 8;
/** Reading the clock takes longer than a step of one unit of cost. */
const costBetweenChecks = 32;

/** Divides long work into slices, between which other work of the extension host runs. */
export class TimeSlice {
  #cost = 0;
  #startedMs = performance.now();

  /** Counts a step of the work, of about `cost` microseconds; whether the work should pause now. */
  isOver(cost = 1): boolean {
    this.#cost += cost;
    if (this.#cost < costBetweenChecks) return false;
    this.#cost = 0;
    return performance.now() - this.#startedMs > sliceMs;
  }

  async pause(): Promise<void> {
    await new Promise<void>((resolve) => setImmediate(resolve));
    this.#startedMs = performance.now();
  }
}
