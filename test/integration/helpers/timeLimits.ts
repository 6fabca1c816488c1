const { timeout } = AbortSignal;
const timer = globalThis.setTimeout;
const minMs = 10_000;

/** The long timers of this process, in which the extension runs too. They use a clock that tests cannot move. */
export const timeLimits = {
  /** Makes timers that start from now on `factor` times as fast; returns the time limits of requests, in milliseconds. */
  speedUp(factor: number): readonly number[] {
    const limits: number[] = [];
    const shortened = (ms = 0) => (ms >= minMs ? ms / factor : ms);
    AbortSignal.timeout = (ms) => {
      limits.push(ms);
      return timeout.call(AbortSignal, shortened(ms));
    };
    const set = (work: () => void, ms?: number, ...more: []) => timer(work, shortened(ms), ...more);
    globalThis.setTimeout = Object.assign(set, timer);
    return limits;
  },
  restore(): void {
    AbortSignal.timeout = timeout;
    globalThis.setTimeout = timer;
  },
};
