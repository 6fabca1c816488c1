import type { Clock } from "./clock.ts";

/** Resolves after a delay, or at once when `signal` aborts. */
export function pause(clock: Clock, delayMs: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve();
    const stopTimer = clock.after(delayMs, () => {
      signal.removeEventListener("abort", end);
      resolve();
    });
    const end = () => {
      stopTimer();
      resolve();
    };
    signal.addEventListener("abort", end, { once: true });
  });
}
