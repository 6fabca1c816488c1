import { type LocalMonth, rangeOfMonth, startOfDay, toLocalDay } from "../../core/time/localDay.ts";
import type { ReaderTime } from "../../protocol/requestParams.ts";
import type { StatementViewState } from "../../protocol/viewState.ts";

const shownMonths = 14;

/** The last calendar months of the reader, this one first. */
export function recentMonths({ nowMs, timeZone }: ReaderTime): readonly LocalMonth[] {
  const months: LocalMonth[] = [];
  for (let atMs = nowMs; months.length < shownMonths; ) {
    const month = toLocalDay(atMs, timeZone).slice(0, 7);
    months.push(month);
    atMs = rangeOfMonth(month, timeZone).fromMs - 1;
  }
  return months;
}

/** The range that is chosen: a month, days of which the last one counts, or all of the history. */
export function statementRange(
  { period, from, to }: StatementViewState,
  { nowMs, timeZone }: ReaderTime,
): { readonly fromMs?: number; readonly toMs?: number } {
  if (period === "all") return {};
  if (period !== "chosen") return rangeOfMonth(period ?? toLocalDay(nowMs, timeZone).slice(0, 7), timeZone);
  return {
    ...(from === undefined ? {} : { fromMs: startOfDay(from, timeZone) }),
    ...(to === undefined ? {} : { toMs: startOfDay(to, timeZone, 1) }),
  };
}
