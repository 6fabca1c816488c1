import { setImmediate as turn } from "node:timers/promises";

export interface Blocking {
  /** The longest time during which no other work of the event loop ran. */
  readonly longestMs: number;
  readonly totalMs: number;
}

/** Runs `work` while a chain of immediates measures how long each turn of the event loop takes. */
export async function longestBlock(work: () => Promise<unknown>): Promise<Blocking> {
  let isDone = false;
  let longestMs = 0;
  const startMs = performance.now();
  const watch = (async () => {
    let lastMs = performance.now();
    while (!isDone) {
      await turn();
      const nowMs = performance.now();
      longestMs = Math.max(longestMs, nowMs - lastMs);
      lastMs = nowMs;
    }
  })();
  await turn();
  await work();
  const totalMs = performance.now() - startMs;
  isDone = true;
  await watch;
  return { longestMs, totalMs };
}
