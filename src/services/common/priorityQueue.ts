interface WaitingTask {
  readonly priority: number;
  readonly start: () => void;
}

/**
 * One task after the other, of those that wait the one of the lowest rank first. Between two there is a pause
 * in which the outcome of the one leaves before the next is begun.
 */
export class PriorityQueue {
  readonly #waiting: WaitingTask[] = [];
  #isBusy = false;

  async run<T>(priority: number, task: () => Promise<T>): Promise<T> {
    await new Promise<void>((start) => {
      this.#waiting.push({ priority, start });
      if (this.#isBusy) return;
      this.#isBusy = true;
      setImmediate(() => this.#startNext());
    });
    try {
      return await task();
    } finally {
      setImmediate(() => this.#startNext());
    }
  }

  #startNext(): void {
    const [first] = this.#waiting.toSorted((a, b) => a.priority - b.priority);
    this.#isBusy = first !== undefined;
    if (!first) return;
    this.#waiting.splice(this.#waiting.indexOf(first), 1);
    first.start();
  }
}
