import { setTimeout as wait } from "node:timers/promises";

// By the uptime of the machine, because tests move `Date.now`.
const defaultTimeoutMs = 45_000;
const minPauseMs = 5;
const maxPauseMs = 80;

/**
 * Resolves once `check` no longer throws; rejects with its last error when the time is up. It checks often at first, and
 * ever less often: a check of a page costs processor time, on which what it waits for may depend.
 */
export async function eventually<T>(check: () => Promise<T> | T, timeoutMs = defaultTimeoutMs): Promise<T> {
  const startMs = performance.now();
  for (;;) {
    try {
      return await check();
    } catch (error) {
      const passedMs = performance.now() - startMs;
      if (passedMs >= timeoutMs) throw error;
      await wait(Math.min(maxPauseMs, minPauseMs + passedMs / 10));
    }
  }
}

/** Resolves once `condition` is true; rejects when the time is up. */
export async function waitUntil(condition: () => boolean, timeoutMs = 20_000): Promise<void> {
  for (const endMs = performance.now() + timeoutMs; !condition(); await wait(5)) {
    if (performance.now() > endMs) throw new Error("the condition did not become true in time");
  }
}
