import { setTimeout as wait } from "node:timers/promises";

const usualMs = 45_000;

/** Resolves once `check` no longer throws; rejects with what it threw last when time is up. */
export async function eventually<T>(check: () => Promise<T> | T, limitMs = usualMs): Promise<T> {
  for (const until = Date.now() + limitMs; ; await wait(50)) {
    try {
      return await check();
    } catch (error) {
      if (Date.now() >= until) throw error;
    }
  }
}
