import type { Clock } from "./clock.ts";

/** Resolves after a delay, or at once when `signal` aborts. */
export function delay(clock: Clock, delayMs: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve();
    const stopTimer = clock.after(delayMs, () => {
      signal.removeEventListener("abort", onAbort);
      resolve();
    });
    const onAbort = () => {
      stopTimer();
      resolve();
    };
    signal.addEventListener("abort", onAbort, { once: true });
  });
}

export interface IntervalOptions {
  readonly clock: Clock;
  /** The delay before the first run, and after a run that threw. */
  readonly delayMs: number;
  /** Reports an unexpected exception. */
  readonly reportBug: (error: unknown) => void;
}

/**
 * Runs a task again and again. The task resolves to the delay before the next run, in milliseconds. The returned
 * function stops the interval, also while the task is running.
 */
export function interval(options: IntervalOptions, task: () => Promise<number>): () => void {
  const { clock, reportBug } = options;
  let isStopped = false;
  let stopTimer = () => {};
  const schedule = (delayMs: number) => {
    if (!isStopped) stopTimer = clock.after(delayMs, () => void run());
  };
  const run = async () => {
    let nextDelayMs = options.delayMs;
    try {
      nextDelayMs = await task();
    } catch (error) {
      reportBug(error);
    } finally {
      schedule(nextDelayMs);
    }
  };
  schedule(options.delayMs);
  return () => {
    isStopped = true;
    stopTimer();
  };
}
