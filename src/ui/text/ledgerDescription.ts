import { l10n } from "vscode";
import type { LedgerRow, ObservedDescriptions } from "../../core/ledger/ledgerEntry.ts";
import { toHourAndMinute, toLocalDay } from "../../core/time/localDay.ts";
import type { TimeZone } from "../../core/time/timeZone.ts";

const descriptions = {
  change: (since, at) => l10n.t("Observed between {0} and {1}", since, at),
  reset: (since, at) => l10n.t("Period reset, observed between {0} and {1}", since, at),
  limit: (since, at) => l10n.t("Limit changed, observed between {0} and {1}", since, at),
  window: (since, at) => l10n.t("Dropped out of the rolling window, observed between {0} and {1}", since, at),
  notBooked: (since, at) => l10n.t("Not booked yet, observed between {0} and {1}", since, at),
  unexplained: (since, at) => l10n.t("Unexplained, observed between {0} and {1}", since, at),
} satisfies Record<keyof ObservedDescriptions, (since: string, at: string) => string>;

/** The description of an entry: the provider's own, or one in the display language for an entry that we observed. */
export function ledgerDescription(row: LedgerRow, timeZone: TimeZone): string {
  return row.source === "observed" ? observedDescription(row, timeZone) : row.description;
}

/** The description of an observed entry: its cause, and the time or the range of time in which it happened. */
function observedDescription({ sinceMs, atMs, cause, booking }: LedgerRow, timeZone: TimeZone): string {
  const dayOf = (ms: number) => toLocalDay(ms, timeZone);
  const timeOf = (ms: number) => toHourAndMinute(ms, timeZone);
  const isSameDay = sinceMs === undefined || dayOf(sinceMs) === dayOf(atMs);
  // The same format in every language, so that users can search for it: `2026-11-16 21:59`, local time.
  const format = (ms: number) => (isSameDay ? timeOf(ms) : `${dayOf(ms)} ${timeOf(ms)}`);
  return descriptions[cause ?? booking ?? "change"](format(sinceMs ?? atMs), format(atMs));
}

/** The descriptions without their times: a search for text looks in them. */
export function observedDescriptions(): ObservedDescriptions {
  return {
    change: descriptions.change("", ""),
    reset: descriptions.reset("", ""),
    limit: descriptions.limit("", ""),
    window: descriptions.window("", ""),
    notBooked: descriptions.notBooked("", ""),
    unexplained: descriptions.unexplained("", ""),
  };
}
