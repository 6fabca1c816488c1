import type { Disposable } from "./emitter.ts";

type Listen = (listener: () => void) => Disposable;

/** One event out of several, when it does not matter which. */
export function anyOf(...events: readonly Listen[]): Listen {
  return (listener) => {
    const subscriptions = events.map((event) => event(listener));
    return { dispose: () => void subscriptions.map((subscription) => subscription.dispose()) };
  };
}
