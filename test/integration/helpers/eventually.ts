import { setTimeout as wait } from "node:timers/promises";

const limitMs = 30_000;

/** Waits until the assertion holds; fails as it last failed. */
export async function eventually(assertion: () => void | Promise<void>): Promise<void> {
  // Not `Date.now`, which tests move.
  const untilMs = performance.now() + limitMs;
  for (;;) {
    try {
      return await assertion();
    } catch (error) {
      if (performance.now() > untilMs) throw error;
      await wait(15);
    }
  }
}
