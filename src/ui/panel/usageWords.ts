import { l10n } from "vscode";
import type { UsageWords } from "../../protocol/usageWords.ts";

export function usageWords(): UsageWords {
  return {
    title: l10n.t("Usage"),
    period: l10n.t("Period of the usage"),
    periods: {
      daily: l10n.t("Day"),
      monthly: l10n.t("Month"),
      yearly: l10n.t("Year"),
      range: l10n.t("Dates…"),
    },
    requests: l10n.t("Requests"),
    successful: l10n.t("Successful"),
    failed: l10n.t("Failed"),
    consumed: l10n.t("Credits consumed"),
    byEndpoint: l10n.t("Requests per endpoint"),
    showAll: l10n.t("Show all {0}", "{0}"),
    noRequests: l10n.t("No requests in this time."),
    perDay: l10n.t("Consumption per day"),
    perMonth: l10n.t("Consumption per month"),
    nothingConsumed: l10n.t("Nothing was consumed in this time, as far as readings tell."),
    total: l10n.t("{0} consumed", "{0}"),
  };
}
