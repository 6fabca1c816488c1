/** Time as a dependency, so that tests can control it. */
export interface Clock {
  /** The wall clock, in epoch milliseconds. */
  now(): number;
  /** Calls `callback` once after a delay; the returned function cancels the call. */
  after(delayMs: number, callback: () => void): () => void;
}

export const systemClock: Clock = {
  now: () => Date.now(),
  after: (delayMs, callback) => {
    const timer = setTimeout(callback, delayMs);
    return () => clearTimeout(timer);
  },
};
