import { existsSync, readFileSync } from "node:fs";
import { setTimeout as wait } from "node:timers/promises";
import { minuteMs } from "../../src/core/time/durations.ts";
import { log } from "../helpers/log.ts";
import type { StartedProcess } from "../helpers/process.ts";
import { countEvents, type SuiteResult } from "./suiteResult.ts";
import type { TestEvent } from "./testEvents.ts";

const progressMs = 10_000;
const limitMs = 40 * minuteMs;

/** A process or a VS Code that runs a suite. */
export interface SuiteRun {
  /** Resolves with how it ended. */
  readonly ended: Promise<string>;
  /** What it printed, to explain why it broke off. */
  readonly output: () => string;
  readonly stop: () => Promise<void>;
}

export function processRun(started: StartedProcess): SuiteRun {
  return {
    ended: started.ended.then((code) => `exit code ${code}`),
    output: () => started.output,
    stop: started.stop,
  };
}

/**
 * Waits for a run's end, printing how far it is, and stops it. A run that did not reach its end, or ran no
 * test without `mayBeEmpty`, failed.
 */
export async function followSuite(
  name: string,
  eventFile: string,
  { ended, output, stop }: SuiteRun,
  mayBeEmpty: boolean,
): Promise<SuiteResult> {
  let shown = 0;
  const ticks = setInterval(() => {
    const { passed, failures } = countEvents(name, readEvents(eventFile));
    for (const { title } of failures.slice(shown)) log(`${name}: ✗ ${title}`);
    shown = failures.length;
    log(`${name}: ${passed} passed, ${shown} failed so far`);
  }, progressMs);
  const timeUp = wait(limitMs, `not done after ${limitMs / 1000} s`, { ref: false });
  const ending = await Promise.race([ended.catch(String), timeUp]);
  clearInterval(ticks);
  await stop();
  const events = readEvents(eventFile);
  const result = countEvents(name, events);
  const hasEnded = events.some(({ kind }) => kind === "end");
  if (hasEnded && (mayBeEmpty || result.passed + result.failures.length > 0)) return result;
  const title = hasEnded ? `${name} ran no tests` : `${name} broke off`;
  return { ...result, failures: [...result.failures, { title, detail: `${ending}\n${output()}` }] };
}

function readEvents(file: string): readonly TestEvent[] {
  if (!existsSync(file)) return [];
  const lines = readFileSync(file, "utf8").split("\n");
  // The last line is empty, or still being written.
  return lines.slice(0, -1).map((line): TestEvent => JSON.parse(line));
}
