/** Lets at most `width` tasks through at once; the others wait in line. */
export class Limiter {
  readonly #waiting: (() => void)[] = [];
  #freeSlots: number;

  constructor(width: number) {
    this.#freeSlots = width;
  }

  async run<T>(task: () => Promise<T>): Promise<T> {
    if (this.#freeSlots > 0) this.#freeSlots -= 1;
    // A place is handed on to the first in line without becoming free in between.
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
