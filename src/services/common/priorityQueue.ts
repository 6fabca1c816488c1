interface WaitingTask {
  readonly priority: number;
  readonly start: () => void;
}

/**
 * Runs one task at a time, the lowest priority number first. Between two tasks it yields to the event loop, so that
 * the result of the first is sent before the second starts.
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
