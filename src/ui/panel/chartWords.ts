import { l10n } from "vscode";
import type { ChartWords } from "../../protocol/chartWords.ts";

export function chartWords(): ChartWords {
  return {
    title: l10n.t("Balance history"),
    meter: l10n.t("Meter"),
    span: l10n.t("Span of the chart"),
    spans: { day: l10n.t("24 h"), week: l10n.t("7 d"), month: l10n.t("30 d"), all: l10n.t("All") },
    asTable: l10n.t("Show as table"),
    summary: l10n.t(
      "Balance from {0} on {1} to {2} on {3}; lowest {4}, highest {5}.",
      "{0}",
      "{1}",
      "{2}",
      "{3}",
      "{4}",
      "{5}",
    ),
    from: l10n.t("From"),
    to: l10n.t("To"),
    balance: l10n.t("Balance"),
    marks: {
      topUp: l10n.t("top-up {0}", "{0}"),
      reset: l10n.t("reset {0}", "{0}"),
      limit: l10n.t("limit {0}", "{0}"),
    },
    notRead: l10n.t("not read"),
    lastOnly: l10n.t("Only the last {0} readings are listed.", "{0}"),
    noReadings: l10n.t("No readings yet. The line begins with the first one."),
    noReadingsHere: l10n.t("No readings in this span."),
    unlimited: l10n.t("This meter is unlimited: there is no balance to draw."),
    showAll: l10n.t("Show all time"),
  };
}
