import type { LedgerRow, ObservedDescriptions } from "../../core/ledger/ledgerEntry.ts";
import { observedText } from "../../core/ledger/observedText.ts";
import { LocalTimeTexts } from "../../core/time/localTimeTexts.ts";
import { l10n } from "./l10n.ts";
import type { TextContext } from "./textContext.ts";

type DescriptionContext = Pick<TextContext, "locale" | "timeZone">;

/** The descriptions of observed entries. A search for text looks in them, with the times as the locale writes them. */
export function observedDescriptions(locale: string): ObservedDescriptions {
  return {
    locale,
    change: l10n.t("Observed between {0} and {1}", "{0}", "{1}"),
    reset: l10n.t("Period reset, observed between {0} and {1}", "{0}", "{1}"),
    limit: l10n.t("Limit changed, observed between {0} and {1}", "{0}", "{1}"),
    window: l10n.t("Dropped out of the rolling window, observed between {0} and {1}", "{0}", "{1}"),
    returned: l10n.t(
      "Given back or dropped out of a rolling window, observed between {0} and {1}",
      "{0}",
      "{1}",
    ),
    notBooked: l10n.t("Not booked yet, observed between {0} and {1}", "{0}", "{1}"),
    unexplained: l10n.t("Unexplained, observed between {0} and {1}", "{0}", "{1}"),
  };
}

/**
 * The description of an entry: the provider's own, or for an entry that we observed its cause and the times between which
 * it happened, in the reader's language and zone.
 */
export function ledgerDescription(row: LedgerRow, { locale, timeZone }: DescriptionContext): string {
  if (row.source !== "observed") return row.description;
  const description = observedDescriptions(locale)[row.booking ?? row.cause ?? "change"];
  return observedText(description, timesOf(locale, timeZone), row.sinceMs, row.atMs);
}

let last: { readonly locale: string; readonly timeZone: string; readonly times: LocalTimeTexts } | undefined;

function timesOf(locale: string, timeZone: string): LocalTimeTexts {
  if (last?.locale !== locale || last.timeZone !== timeZone)
    last = { locale, timeZone, times: new LocalTimeTexts(locale, timeZone) };
  return last.times;
}
