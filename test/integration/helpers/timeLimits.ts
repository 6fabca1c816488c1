const { timeout } = AbortSignal;
const timer = globalThis.setTimeout;
const longMs = 10_000;

/** The long timers of this process, where the extension lives too. They go by a clock that nobody can set. */
export const timeLimits = {
  /** Lets those that begin from now on pass so many times as fast; tells the limits of requests, in milliseconds. */
  speedUp(factor: number): readonly number[] {
    const asked: number[] = [];
    const hurried = (ms = 0) => (ms >= longMs ? ms / factor : ms);
    AbortSignal.timeout = (ms) => {
      asked.push(ms);
      return timeout.call(AbortSignal, hurried(ms));
    };
    const set = (work: () => void, ms?: number, ...more: []) => timer(work, hurried(ms), ...more);
    globalThis.setTimeout = Object.assign(set, timer);
    return asked;
  },
  restore(): void {
    AbortSignal.timeout = timeout;
    globalThis.setTimeout = timer;
  },
};
