import { l10n } from "vscode";
import type { LedgerRow, ObservedDescriptions } from "../../core/ledger/ledgerEntry.ts";
import { toLocalDay } from "../../core/time/localDay.ts";

const words = {
  change: (since, at) => l10n.t("Observed between {0} and {1}", since, at),
  reset: (since, at) => l10n.t("Period reset, observed between {0} and {1}", since, at),
  limit: (since, at) => l10n.t("Limit changed, observed between {0} and {1}", since, at),
} satisfies Record<keyof ObservedDescriptions, (since: string, at: string) => string>;

/** What an observed entry is described by: when it happened, as far as it is known. */
export function observedText({ sinceMs, atMs, cause }: LedgerRow): string {
  const isSameDay = sinceMs === undefined || toLocalDay(sinceMs) === toLocalDay(atMs);
  // The same form in every language, for it is searched by: `2026-11-16 21:59`, local time.
  const time = (ms: number) => (isSameDay ? clockOf(ms) : `${toLocalDay(ms)} ${clockOf(ms)}`);
  return words[cause ?? "change"](time(sinceMs ?? atMs), time(atMs));
}

/** The words that descriptions of a cause hold, whatever their times: a search looks among them. */
export function observedWords(): ObservedDescriptions {
  return { change: words.change("", ""), reset: words.reset("", ""), limit: words.limit("", "") };
}

function clockOf(atMs: number): string {
  const date = new Date(atMs);
  const two = (value: number) => String(value).padStart(2, "0");
  return `${two(date.getHours())}:${two(date.getMinutes())}`;
}
