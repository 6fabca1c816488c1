import type { ObservedDescriptions } from "../../../core/ledger/ledgerEntry.ts";
import { withoutTimes } from "../../../core/ledger/observedText.ts";
import { bookingStates, type OpenRange } from "../../../core/ledger/openRange.ts";
import type { TimeZone } from "../../../core/time/timeZone.ts";
import type { Connection, SqlValue } from "../sqlite/connection.ts";
import { type ObservedKind, observedKinds } from "../sqlite/observedTexts.ts";
import { foldCase } from "../tables/caseFold.ts";
import { bookableCodes, changeCodes } from "../tables/changeCode.ts";

/** A condition on a row of the table `sample`. */
interface SqlCondition {
  readonly sql: string;
  readonly values: readonly SqlValue[];
}

interface SearchContext {
  readonly descriptions: ObservedDescriptions;
  readonly timeZone: TimeZone;
  /** `undefined` on a meter on which the provider does not book. */
  readonly openRanges: readonly OpenRange[] | undefined;
}

/**
 * The condition for the observed entries of a meter that contain the search text: in their description as a reader sees
 * it, in their id, or in the local times of the change as `2026-11-16 21:59`.
 */
export function observedSearch(
  connection: Connection,
  meterId: string,
  text: string,
  { descriptions, timeZone, openRanges }: SearchContext,
): SqlCondition {
  const searchText = foldCase(text);
  const prefix = foldCase(`${meterId}-`);
  if (prefix.includes(searchText)) return { sql: "true", values: [] };
  const conditions: string[] = [];
  const values: SqlValue[] = [];
  const add = (sql: string, parameters: readonly SqlValue[]) => {
    conditions.push(`(${sql})`);
    values.push(...parameters);
  };
  const { localTimes, observedTexts } = connection;
  const acrossTimes = observedTexts.setSearchText(searchText, timeZone, descriptions);
  for (const kind of observedKinds) {
    const rows = rowsOf(kind, openRanges);
    if (!rows) continue;
    if (foldCase(withoutTimes(descriptions[kind] ?? "")).includes(searchText)) add(rows.sql, rows.values);
    else if (acrossTimes.includes(kind))
      add(`${rows.sql} AND is_observed_text(?, since_ms, from_ms)`, [...rows.values, kind]);
  }
  if (endsWithId(searchText, prefix)) add("instr(? || from_ms, ?) > 0", [prefix, searchText]);
  if (localTimes.setSearchText(searchText, timeZone)) add("is_at_wanted_time(since_ms, from_ms)", []);
  return { sql: conditions.length > 0 ? `(${conditions.join(" OR ")})` : "false", values };
}

const { debit, credit, reset, limit, window, returned } = changeCodes;
const bookable = `change IN (${bookableCodes.join()})`;
/** What is described as a change without a cause. */
const plain = `change IN (${debit}, ${credit})`;
const adjustments: Readonly<Partial<Record<ObservedKind, string>>> = {
  reset: `change = ${reset}`,
  limit: `change = ${limit}`,
  window: `change = ${window}`,
};

/** The rows that have a kind of description; `undefined` where none can have it. */
function rowsOf(kind: ObservedKind, openRanges: readonly OpenRange[] | undefined): SqlCondition | undefined {
  const adjustment = adjustments[kind];
  if (adjustment) return { sql: adjustment, values: [] };
  const booking = bookingStates.find((state) => state === kind);
  const unbooked = kind === "returned" ? `change = ${returned}` : plain;
  if (booking === undefined) return openRanges ? undefined : { sql: unbooked, values: [] };
  const spans = openRanges?.filter((range) => range.booking === booking);
  return spans && { sql: `${bookable} AND ${isInSpans}`, values: [spansOf(spans)] };
}

/** Whether a sample is in a row `span` of `json_each` over `spansOf`. */
export const isInSpan = "from_ms > span.value ->> 0 AND from_ms <= span.value ->> 1";
const isInSpans = `EXISTS (SELECT 1 FROM json_each(?) AS span WHERE ${isInSpan})`;

export function spansOf(ranges: readonly OpenRange[]): string {
  return JSON.stringify(ranges.map(({ fromMs, toMs }) => [fromMs, toMs]));
}

/** Whether the text is digits alone, or digits after an end of the prefix. */
function endsWithId(searchText: string, prefix: string): boolean {
  const digits = /\d+$/.exec(searchText);
  return digits !== null && prefix.endsWith(searchText.slice(0, digits.index));
}
