import type { SuiteResult } from "./suiteResult.ts";

const slowCount = 30;

/** Prints what took longest in a suite. */
export function printTimes({ name, timings }: SuiteResult): void {
  const slowest = timings.toSorted((one, other) => other.ms - one.ms).slice(0, slowCount);
  for (const { title, ms } of slowest) console.log(`  ${String(ms).padStart(6)} ms  ${name}: ${title}`);
}

/** Prints every failure in full, a line a suite, and the sum as the last line. Returns the exit code. */
export function printResults(results: readonly SuiteResult[]): number {
  for (const { name, failures } of results) {
    for (const { title, detail } of failures) console.log(`\n✗ ${name}: ${title}\n${indent(detail.trim())}`);
  }
  console.log("");
  for (const result of results) console.log(summary(result));
  const passed = results.reduce((sum, result) => sum + result.passed, 0);
  const failed = results.reduce((sum, result) => sum + result.failures.length, 0);
  console.log(`${passed} passed, ${failed} failed`);
  return failed === 0 ? 0 : 1;
}

/** One line on a runner. */
export function summary({ name, passed, skipped, failures }: SuiteResult): string {
  if (passed + skipped + failures.length === 0) return `✓ ${name}: no complaints`;
  const mark = failures.length === 0 ? "✓" : "✗";
  const also = skipped === 0 ? "" : `, ${skipped} skipped`;
  return `${mark} ${name}: ${passed} passed, ${failures.length} failed${also}`;
}

function indent(text: string): string {
  return text.replaceAll(/^/gm, "    ");
}
