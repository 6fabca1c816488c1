import { appendFileSync } from "node:fs";
import { setTimeout as wait } from "node:timers/promises";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

/** What an extension host holds after garbage collection. */
export interface MemorySample {
  readonly pid: number;
  readonly residentBytes: number;
  readonly heapBytes: number;
  /** What keeps the process alive, such as `Timeout` and `PipeWrap`, once for each. */
  readonly resources: readonly string[];
}

/** What one collection frees may release more. */
const collections = 3;
const settleMs = 300;

/** Collects garbage, then appends a sample of this process to `file`, as a JSON line. */
export async function recordMemory(file: string): Promise<void> {
  setFlagsFromString("--expose-gc");
  const collectGarbage: () => void = runInNewContext("gc");
  for (let count = 0; count < collections; count += 1) {
    collectGarbage();
    await wait(settleMs);
  }
  const { rss: residentBytes, heapUsed: heapBytes } = process.memoryUsage();
  const resources = process.getActiveResourcesInfo();
  const sample: MemorySample = { pid: process.pid, residentBytes, heapBytes, resources };
  appendFileSync(file, `${JSON.stringify(sample)}\n`);
}
