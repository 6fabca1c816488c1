import { fillPlaceholders } from "../common/fillPlaceholders.ts";
import type { LocalTimeTexts } from "../time/localTimeTexts.ts";

/** The description of an observed entry: `{0}` and `{1}` stand for the times between which it was observed. */
export function observedText(
  description: string,
  times: LocalTimeTexts,
  sinceMs: number | undefined,
  atMs: number,
): string {
  const [since, at] = times.range(sinceMs ?? atMs, atMs);
  return fillPlaceholders(description, [since, at]);
}

/** What is the same in the descriptions of all entries of a kind. */
export function withoutTimes(description: string): string {
  return description.replace(/\{[01]\}/g, "");
}
