/** Something that can be let go of. Same shape as VS Code's. */
export interface Disposable {
  dispose(): void;
}

/** One event and its listeners. */
export class Emitter<T> implements Disposable {
  readonly #listeners = new Set<(value: T) => void>();

  readonly event = (listener: (value: T) => void): Disposable => {
    this.#listeners.add(listener);
    return { dispose: () => this.#listeners.delete(listener) };
  };

  fire(value: T): void {
    for (const listener of [...this.#listeners]) listener(value);
  }

  dispose(): void {
    this.#listeners.clear();
  }
}

type Listen = (listener: () => void) => Disposable;

/** One event out of several, when it does not matter which. */
export function anyEvent(...events: readonly Listen[]): Listen {
  return (listener) => {
    const subscriptions = events.map((event) => event(listener));
    return { dispose: () => void subscriptions.map((subscription) => subscription.dispose()) };
  };
}
