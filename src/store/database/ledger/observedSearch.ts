import type { SQLInputValue } from "node:sqlite";
import type { ObservedDescriptions } from "../../../core/ledger/ledgerEntry.ts";
import type { LocalTimes } from "../sqlite/localTimes.ts";
import { foldText } from "../tables/caseFold.ts";
import { changeCodes } from "../tables/changeCode.ts";

/** A test of a sample's row. */
export interface SqlTest {
  readonly test: string;
  readonly given: readonly SQLInputValue[];
}

/**
 * Which observed entries of a meter a search finds: by the words that the entries of a cause hold, by id, and
 * by the local times of the change.
 */
export function observedText(
  text: string,
  words: ObservedDescriptions,
  meterId: string,
  times: LocalTimes,
): SqlTest {
  const wanted = foldText(text);
  const prefix = foldText(`${meterId}-`);
  if (prefix.includes(wanted)) return { test: "true", given: [] };
  const holds = (cause: keyof ObservedDescriptions) => foldText(words[cause]).includes(wanted);
  const tests = codes.flatMap(({ cause, test }): string[] => (holds(cause) ? [test] : []));
  const given: SQLInputValue[] = [];
  if (endsInId(wanted, prefix)) {
    tests.push("instr(? || from_ms, ?) > 0");
    given.push(prefix, wanted);
  }
  if (times.lookFor(wanted)) tests.push("is_at_wanted_time(since_ms, from_ms)");
  return { test: tests.length > 0 ? `(${tests.join(" OR ")})` : "false", given };
}

const [reset, limit] = changeCodes.adjustment;
const codes = [
  { cause: "change", test: `change IN (${changeCodes.debit}, ${changeCodes.credit})` },
  { cause: "reset", test: `change = ${reset}` },
  { cause: "limit", test: `change = ${limit}` },
] as const;

/** Digits, alone or behind an end of the prefix. */
function endsInId(wanted: string, prefix: string): boolean {
  const digits = /\d+$/.exec(wanted);
  return digits !== null && prefix.endsWith(wanted.slice(0, digits.index));
}
