import { fillPlaceholders } from "../../core/common/fillPlaceholders.ts";
import { dateTimeFormat } from "../../core/common/intlFormats.ts";
import type { SyncState } from "../../core/ledger/ledgerEntry.ts";
import { isSameDay } from "../../core/time/relativeTime.ts";
import type { LedgerStrings, StatementStrings } from "../../protocol/ledgerStrings.ts";
import type { TextContext } from "../text/textContext.ts";
import type { StatementRange } from "./accountStatement.ts";

/** The texts in the user's language. */
export interface StatementWords {
  readonly statement: StatementStrings;
  readonly syncReasons: LedgerStrings["syncReasons"];
}

/** Whether entries may be missing, and why. */
export function ledgerStateText(
  sync: SyncState | undefined,
  { statement: strings, syncReasons }: StatementWords,
  context: TextContext,
): string {
  if (sync === undefined) return strings.observed;
  const { state, reason = "gap", asOfMs, atMs } = sync;
  if (state === "none") return strings.notSynced;
  if (state === "running") return strings.running;
  if (state === "partial") return reason === "gap" ? strings.gap : syncReasons[reason];
  return fillPlaceholders(strings.complete, [statementTimeText(asOfMs ?? atMs ?? context.nowMs, context)]);
}

/** An instant in the reader's language and zone. */
export function statementTimeText(atMs: number, { locale, timeZone }: TextContext): string {
  return dateTimeFormat(locale, { dateStyle: "medium", timeStyle: "short", timeZone }).format(atMs);
}

/** The days of a statement with the zone that has them: "Nov 1 – 30, 2026 (Europe/Berlin)". */
export function statementPeriodText(
  { fromMs, toMs }: StatementRange,
  { locale, timeZone, nowMs }: TextContext,
): string {
  const format = dateTimeFormat(locale, { dateStyle: "long", timeZone });
  // The end is exclusive; what is to come is no part of a statement.
  const lastMs = Math.min((toMs ?? nowMs + 1) - 1, Math.max(nowMs, fromMs ?? nowMs));
  const days =
    fromMs === undefined
      ? `– ${format.format(lastMs)}`
      : isSameDay(fromMs, lastMs, timeZone)
        ? format.format(fromMs)
        : format.formatRange(fromMs, lastMs);
  return `${days} (${timeZone})`;
}
