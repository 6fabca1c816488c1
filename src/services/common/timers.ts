import type { Clock } from "./clock.ts";

/** Resolves after a delay, or at once when `signal` aborts. */
export function delay(clock: Clock, delayMs: number, signal: AbortSignal): Promise<void> {
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

export interface IntervalOptions {
  readonly clock: Clock;
  /** The pause before the first time, and after a time that threw. */
  readonly delayMs: number;
  /** An exception nobody expected. */
  readonly reportBug: (error: unknown) => void;
}

/**
 * Does something again and again, with the pause that each time resolves to before the next. The returned
 * function calls it off, also while it is under way.
 */
export function interval(
  { clock, delayMs, reportBug }: IntervalOptions,
  task: () => Promise<number>,
): () => void {
  let isOff = false;
  let stopTimer = () => {};
  const arm = (delayMs: number) => {
    if (!isOff) stopTimer = clock.after(delayMs, () => void run());
  };
  const run = async () => {
    let nextMs = delayMs;
    try {
      nextMs = await task();
    } catch (error) {
      reportBug(error);
    } finally {
      arm(nextMs);
    }
  };
  arm(delayMs);
  return () => {
    isOff = true;
    stopTimer();
  };
}
