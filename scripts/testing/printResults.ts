import type { SuiteResult } from "./suiteResult.ts";

/** Prints every failure in full, a line a suite, and the sum as the last line. Returns the exit code. */
export function printResults(results: readonly SuiteResult[]): number {
  for (const { name, failures } of results) {
    for (const { title, detail } of failures) console.log(`\n✗ ${name}: ${title}\n${indent(detail.trim())}`);
  }
  console.log("");
  for (const { name, passed, skipped, failures } of results) {
    const mark = failures.length === 0 ? "✓" : "✗";
    const also = skipped === 0 ? "" : `, ${skipped} skipped`;
    console.log(`${mark} ${name}: ${passed} passed, ${failures.length} failed${also}`);
  }
  const passed = results.reduce((sum, result) => sum + result.passed, 0);
  const failed = results.reduce((sum, result) => sum + result.failures.length, 0);
  console.log(`${passed} passed, ${failed} failed`);
  return failed === 0 ? 0 : 1;
}

function indent(text: string): string {
  return text.replaceAll(/^/gm, "    ");
}
