/** Runs tasks of one key one after the other, those of different keys beside each other. */
export class TaskQueues {
  readonly #last = new Map<string, Promise<unknown>>();

  run<T>(key: string, task: () => Promise<T>): Promise<T> {
    const result = (this.#last.get(key) ?? Promise.resolve()).then(task);
    this.#last.set(
      key,
      result.catch(() => {}),
    );
    return result;
  }
}
