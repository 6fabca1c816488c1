export interface Timing {
  /** The first run, without any cache. */
  readonly firstMs: number;
  readonly medianMs: number;
  readonly worstMs: number;
}

/** Runs `work` several times and ignores its result. */
export function measure(work: (run: number) => unknown, runs = 15): Timing {
  const times = Array.from({ length: runs }, (_, run) => {
    const startMs = performance.now();
    work(run);
    return performance.now() - startMs;
  });
  const sorted = times.toSorted((a, b) => a - b);
  return {
    firstMs: times[0] ?? 0,
    medianMs: sorted[Math.floor(runs / 2)] ?? 0,
    worstMs: sorted.at(-1) ?? 0,
  };
}
