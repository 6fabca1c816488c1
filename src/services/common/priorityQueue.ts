interface Waiting {
  readonly rank: number;
  readonly begin: () => void;
}

/**
 * One task after the other, of those that wait the one of the lowest rank first. Between two there is a pause
 * in which the outcome of the one leaves before the next is begun.
 */
export class PriorityQueue {
  readonly #waiting: Waiting[] = [];
  #isBusy = false;

  async take<T>(rank: number, task: () => Promise<T>): Promise<T> {
    await new Promise<void>((begin) => {
      this.#waiting.push({ rank, begin });
      if (this.#isBusy) return;
      this.#isBusy = true;
      setImmediate(() => this.#next());
    });
    try {
      return await task();
    } finally {
      setImmediate(() => this.#next());
    }
  }

  #next(): void {
    const [first] = this.#waiting.toSorted((a, b) => a.rank - b.rank);
    this.#isBusy = first !== undefined;
    if (!first) return;
    this.#waiting.splice(this.#waiting.indexOf(first), 1);
    first.begin();
  }
}
