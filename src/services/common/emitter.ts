import type { Disposable } from "./disposable.ts";

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

type Event = (listener: () => void) => Disposable;

/** Combines several events into one that does not tell which of them fired. */
export function anyEvent(...events: readonly Event[]): Event {
  return (listener) => {
    const subscriptions = events.map((event) => event(listener));
    return { dispose: () => void subscriptions.map((subscription) => subscription.dispose()) };
  };
}
