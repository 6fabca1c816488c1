import { setTimeout as wait } from "node:timers/promises";

// By the uptime of the machine, because tests move `Date.now`.
const defaultTimeoutMs = 45_000;

/** Resolves once `check` no longer throws; rejects with its last error when the time is up. */
export async function eventually<T>(check: () => Promise<T> | T, timeoutMs = defaultTimeoutMs): Promise<T> {
  for (const endMs = performance.now() + timeoutMs; ; await wait(25)) {
    try {
      return await check();
    } catch (error) {
      if (performance.now() >= endMs) throw error;
    }
  }
}

/** Resolves once `condition` is true; rejects when the time is up. */
export async function waitUntil(condition: () => boolean, timeoutMs = 20_000): Promise<void> {
  for (const endMs = performance.now() + timeoutMs; !condition(); await wait(5)) {
    if (performance.now() > endMs) throw new Error("the condition did not become true in time");
  }
}
