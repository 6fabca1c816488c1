import type { StatementStrings } from "../../protocol/ledgerStrings.ts";
import { l10n } from "./l10n.ts";

/** The texts of a statement, for the panel and for its copies. */
export function statementStrings(): StatementStrings {
  return {
    title: l10n.t("Statement"),
    open: l10n.t("Statement…"),
    period: l10n.t("Statement period"),
    periods: { all: l10n.t("All time"), chosen: l10n.t("Custom range…") },
    grouping: l10n.t("Group by"),
    groupings: { endpoint: l10n.t("By endpoint"), description: l10n.t("By description") },
    opening: l10n.t("Opening balance"),
    closing: l10n.t("Closing balance"),
    sections: {
      in: l10n.t("In"),
      out: l10n.t("Out"),
      adjustments: l10n.t("Adjustments"),
      unexplained: l10n.t("Unexplained"),
    },
    kinds: {
      observed: l10n.t("Observed"),
      reset: l10n.t("Period reset"),
      limit: l10n.t("Limit changed"),
      window: l10n.t("Dropped out of the rolling window"),
      returned: l10n.t("Given back or dropped out of a rolling window"),
      notBooked: l10n.t("Not booked yet"),
      unexplained: l10n.t("Not explained by the provider's ledger"),
      break: l10n.t("Change without an entry, such as to another source"),
      other: l10n.t("All others"),
      unnamed: l10n.t("Without description"),
    },
    entries: l10n.t("Entries"),
    asOf: l10n.t("as of {0}", "{0}"),
    unknown: l10n.t("unknown"),
    nothingKnown: l10n.t("Nothing is known of this period. Choose a later one."),
    complete: l10n.t("The provider's ledger is complete as of {0}.", "{0}"),
    gap: l10n.t("Entries may be missing: the provider's ledger has not been fetched completely."),
    running: l10n.t("Entries may be missing: the provider's ledger is being fetched."),
    notSynced: l10n.t("The provider's ledger has not been synced yet."),
    observed: l10n.t("From readings: this provider publishes no ledger."),
    copy: l10n.t("Copy statement"),
    saveCsv: l10n.t("Save statement as CSV"),
    showAll: l10n.t("Show all {0}", "{0}"),
  };
}
