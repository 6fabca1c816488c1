import { UserError } from "../helpers/cleanUp.ts";
import type { TestEvent } from "./testEvents.ts";

interface Failure {
  readonly title: string;
  readonly detail: string;
}

/** The result of a suite of tests or of a check. */
export interface SuiteResult {
  readonly name: string;
  /** What ran the tests, such as `Node v24.0.0`; empty when it did not start. */
  readonly runtime: string;
  readonly passed: number;
  readonly skipped: number;
  readonly failures: readonly Failure[];
  /** Tests that failed and passed when they ran once more. */
  readonly unsure: readonly Failure[];
  /** How long each test took, and what is done before and after tests. */
  readonly timings: readonly { readonly title: string; readonly ms: number }[];
}

const slowCount = 30;
const noTests = { runtime: "", passed: 0, skipped: 0, failures: [], unsure: [], timings: [] };

/** The result of a check, which has no tests. */
export function checkResult(name: string, ...complaints: readonly string[]): SuiteResult {
  return { name, ...noTests, failures: complaints.map((detail) => ({ title: name, detail })) };
}

/** A suite that could not run at all counts as one failure. */
export function brokenSuite(name: string, error: unknown): SuiteResult {
  const detail =
    error instanceof UserError || !(error instanceof Error) ? String(error) : (error.stack ?? "");
  return checkResult(name, detail);
}

/** The result of the events so far. */
export function countEvents(name: string, events: readonly TestEvent[]): SuiteResult {
  const retries = events.flatMap((event) => (event.kind === "retry" ? event : []));
  // The second try may fail for what the first one left behind: the first reason counts.
  const failures = events.flatMap((event): Failure[] => {
    if (event.kind !== "fail") return [];
    const { title, detail } = event;
    const first = retries.filter((retry) => retry.title === title).map((retry) => retry.detail);
    return [{ title, detail: [...first, detail].join("\nand at the second try:\n") }];
  });
  return {
    name,
    runtime: events.flatMap((event) => (event.kind === "start" ? event.runtime : [])).join(),
    passed: events.filter(({ kind }) => kind === "pass").length,
    skipped: events.filter(({ kind }) => kind === "skip").length,
    failures,
    unsure: retries.filter(({ title }) => failures.every((failure) => failure.title !== title)),
    timings: events.flatMap((event) => (event.kind === "pass" || event.kind === "hook" ? event : [])),
  };
}

/** One line about a suite. */
export function summary({ name, runtime, passed, skipped, failures, unsure }: SuiteResult): string {
  if (passed + skipped + failures.length === 0) return `✓ ${name}: no complaints`;
  const mark = failures.length === 0 ? "✓" : "✗";
  const also = [
    ...(skipped === 0 ? [] : [`, ${skipped} skipped`]),
    ...(unsure.length === 0 ? [] : [`, ${unsure.length} at the second try`]),
  ].join("");
  const where = runtime === "" ? "" : ` (${runtime})`;
  return `${mark} ${name}: ${passed} passed, ${failures.length} failed${also}${where}`;
}

/** Prints what took longest in a suite. */
export function printTimes({ name, timings }: SuiteResult): void {
  const slowest = timings.toSorted((one, other) => other.ms - one.ms).slice(0, slowCount);
  for (const { title, ms } of slowest) console.log(`  ${String(ms).padStart(6)} ms  ${name}: ${title}`);
}

/**
 * Prints every failure in full, also of tests that passed at the second try, a line for each suite, what the suites ran in, and the sum as the last line.
 * Returns the exit code.
 */
export function printResults(results: readonly SuiteResult[], surroundings: string): number {
  const print = (heading: string, detail: string) =>
    console.log(`\n${heading}\n${detail.trim().replaceAll(/^/gm, "    ")}`);
  for (const { name, failures, unsure } of results) {
    for (const { title, detail } of unsure)
      print(`${name}: ${title}, passed at the second try; first:`, detail);
    for (const { title, detail } of failures) print(`✗ ${name}: ${title}`, detail);
  }
  console.log("");
  for (const result of results) console.log(summary(result));
  const passed = results.reduce((sum, result) => sum + result.passed, 0);
  const failed = results.reduce((sum, result) => sum + result.failures.length, 0);
  console.log(surroundings);
  console.log(`${passed} passed, ${failed} failed`);
  return failed === 0 ? 0 : 1;
}
