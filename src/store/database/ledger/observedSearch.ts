import type { SQLInputValue } from "node:sqlite";
import type { ObservedDescriptions } from "../../../core/ledger/ledgerEntry.ts";
import type { LocalTimes } from "../sqlite/localTimes.ts";
import { foldCase } from "../tables/caseFold.ts";
import { changeCodes } from "../tables/changeCode.ts";

/** A condition on a row of the table `sample`. */
export interface SqlCondition {
  readonly sql: string;
  readonly values: readonly SQLInputValue[];
}

/**
 * The condition for the observed entries of a meter that contain the search text: in the description of their cause,
 * in their id, or in the local localTimes of the change.
 */
export function observedSearchCondition(
  text: string,
  descriptions: ObservedDescriptions,
  meterId: string,
  localTimes: LocalTimes,
): SqlCondition {
  const searchText = foldCase(text);
  const prefix = foldCase(`${meterId}-`);
  if (prefix.includes(searchText)) return { sql: "true", values: [] };
  const isInDescription = (cause: keyof ObservedDescriptions) =>
    foldCase(descriptions[cause]).includes(searchText);
  const conditions = causes.flatMap(({ cause, condition }): string[] =>
    isInDescription(cause) ? [condition] : [],
  );
  const values: SQLInputValue[] = [];
  if (endsWithId(searchText, prefix)) {
    conditions.push("instr(? || from_ms, ?) > 0");
    values.push(prefix, searchText);
  }
  if (localTimes.setSearchText(searchText)) conditions.push("is_at_wanted_time(since_ms, from_ms)");
  return { sql: conditions.length > 0 ? `(${conditions.join(" OR ")})` : "false", values };
}

const [reset, limit] = changeCodes.adjustment;
const causes = [
  { cause: "change", condition: `change IN (${changeCodes.debit}, ${changeCodes.credit})` },
  { cause: "reset", condition: `change = ${reset}` },
  { cause: "limit", condition: `change = ${limit}` },
] as const;

/** Whether the text is digits alone, or digits after an end of the prefix. */
function endsWithId(searchText: string, prefix: string): boolean {
  const digits = /\d+$/.exec(searchText);
  return digits !== null && prefix.endsWith(searchText.slice(0, digits.index));
}
