import { setImmediate as turn } from "node:timers/promises";

export interface Blocking {
  /** The longest turn of the event loop: during it, no other work runs. */
  readonly longestMs: number;
  readonly totalMs: number;
}

/** Runs `work` while a chain of immediates measures each turn, in processor time: a busy machine does not count. */
export async function longestBlock(work: () => Promise<unknown>): Promise<Blocking> {
  let isDone = false;
  let longestMs = 0;
  const startMs = processorMs();
  const watch = (async () => {
    let lastMs = processorMs();
    while (!isDone) {
      await turn();
      const nowMs = processorMs();
      longestMs = Math.max(longestMs, nowMs - lastMs);
      lastMs = nowMs;
    }
  })();
  await turn();
  await work();
  const totalMs = processorMs() - startMs;
  isDone = true;
  await watch;
  return { longestMs, totalMs };
}

/** Of this thread, garbage collection included. */
function processorMs(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
}
