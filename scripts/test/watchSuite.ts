import { setTimeout as wait } from "node:timers/promises";
import { log } from "../helpers/log.ts";
import type { EventLog } from "./eventLog.ts";

const tickMs = 10_000;

/** Waits for a runner's end, saying how far it is; resolves with how it ended, which may be that time was up. */
export async function watchSuite(
  name: string,
  events: EventLog,
  ended: Promise<string>,
  limitMs: number,
): Promise<string> {
  let told = 0;
  const ticks = setInterval(() => {
    const failed = events.failed();
    // A run that is cut short has told this much.
    for (const title of failed.slice(told)) log(`${name}: ✗ ${title}`);
    told = failed.length;
    log(`${name}: ${events.progress()}`);
  }, tickMs);
  const abort = new AbortController();
  const timeUp = wait(limitMs, `not done after ${limitMs / 1000} s`, { signal: abort.signal });
  timeUp.catch(() => undefined);
  try {
    return await Promise.race([ended, timeUp]);
  } catch (error) {
    return String(error);
  } finally {
    abort.abort();
    clearInterval(ticks);
  }
}
