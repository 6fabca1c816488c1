import { setTimeout as wait } from "node:timers/promises";

const limitMs = 20_000;

/** Waits, by the machine's time, until something real has happened. Rejects when it does not. */
export async function waitUntil(hasHappened: () => boolean): Promise<void> {
  for (const endMs = performance.now() + limitMs; !hasHappened(); await wait(5)) {
    if (performance.now() > endMs) throw new Error("it did not happen");
  }
}
