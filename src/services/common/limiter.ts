/** Runs at most `maxConcurrent` tasks at once; the others wait in order. */
export class Limiter {
  readonly #waiting: (() => void)[] = [];
  #freeSlots: number;

  constructor(maxConcurrent: number) {
    this.#freeSlots = maxConcurrent;
  }

  async run<T>(task: () => Promise<T>): Promise<T> {
    if (this.#freeSlots > 0) this.#freeSlots -= 1;
    // A finished task gives its slot directly to the first waiting task; the slot never counts as free in between.
    else await new Promise<void>((resolve) => this.#waiting.push(resolve));
    try {
      return await task();
    } finally {
      const next = this.#waiting.shift();
      if (next) next();
      else this.#freeSlots += 1;
    }
  }
}
