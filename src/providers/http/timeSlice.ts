const sliceMs = 8;
/** Reading the clock takes longer than most steps. */
const stepsBetweenChecks = 32;

/** Divides long work into slices, between which other work of the extension host runs. */
export class TimeSlice {
  #steps = 0;
  #startedMs = performance.now();

  /** Counts a step of the work; whether it should pause now. */
  isOver(): boolean {
    this.#steps += 1;
    return this.#steps % stepsBetweenChecks === 0 && performance.now() - this.#startedMs > sliceMs;
  }

  async pause(): Promise<void> {
    await new Promise<void>((resolve) => setImmediate(resolve));
    this.#startedMs = performance.now();
  }
}
