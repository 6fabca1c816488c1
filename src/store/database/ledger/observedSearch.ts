import type { SQLInputValue } from "node:sqlite";
import type { ObservedDescriptions } from "../../../core/ledger/ledgerEntry.ts";
import type { LocalTimes } from "../sqlite/localTimes.ts";
import { foldCase } from "../tables/caseFold.ts";
import { changeCodes } from "../tables/changeCode.ts";

/** A test of a sample's row. */
export interface SqlCondition {
  readonly sql: string;
  readonly values: readonly SQLInputValue[];
}

/**
 * Which observed entries of a meter a search finds: by the words that the entries of a cause hold, by id, and
 * by the local times of the change.
 */
export function observedSearchCondition(
  text: string,
  words: ObservedDescriptions,
  meterId: string,
  times: LocalTimes,
): SqlCondition {
  const wanted = foldCase(text);
  const prefix = foldCase(`${meterId}-`);
  if (prefix.includes(wanted)) return { sql: "true", values: [] };
  const holds = (cause: keyof ObservedDescriptions) => foldCase(words[cause]).includes(wanted);
  const tests = codes.flatMap(({ cause, test }): string[] => (holds(cause) ? [test] : []));
  const values: SQLInputValue[] = [];
  if (endsWithId(wanted, prefix)) {
    tests.push("instr(? || from_ms, ?) > 0");
    values.push(prefix, wanted);
  }
  if (times.setSearchText(wanted)) tests.push("is_at_wanted_time(since_ms, from_ms)");
  return { sql: tests.length > 0 ? `(${tests.join(" OR ")})` : "false", values };
}

const [reset, limit] = changeCodes.adjustment;
const codes = [
  { cause: "change", test: `change IN (${changeCodes.debit}, ${changeCodes.credit})` },
  { cause: "reset", test: `change = ${reset}` },
  { cause: "limit", test: `change = ${limit}` },
] as const;

/** Digits, alone or behind an end of the prefix. */
function endsWithId(wanted: string, prefix: string): boolean {
  const digits = /\d+$/.exec(wanted);
  return digits !== null && prefix.endsWith(wanted.slice(0, digits.index));
}
