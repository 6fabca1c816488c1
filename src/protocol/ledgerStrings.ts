import type { LedgerOrder, LedgerSourceFilter, PartialReason } from "../core/ledger/ledgerEntry.ts";
import type { StatementGrouping, StatementLabelKind, StatementSection } from "../core/ledger/statement.ts";
import type { CountStrings } from "./strings.ts";

/** The texts of "Ledger"; `{0}` stands for a value. */
export interface LedgerStrings {
  readonly title: string;
  /** "{0} entries" */
  readonly entries: CountStrings;
  readonly search: string;
  readonly type: string;
  readonly types: {
    readonly all: string;
    readonly credit: string;
    readonly debit: string;
    readonly adjustment: string;
  };
  readonly source: string;
  /** `once`: without a filter by source. */
  readonly sources: Readonly<Record<LedgerSourceFilter | "once", string>>;
  readonly dates: string;
  readonly spans: {
    readonly all: string;
    readonly day: string;
    readonly week: string;
    readonly month: string;
    readonly chosen: string;
  };
  readonly order: string;
  readonly orders: Readonly<Record<LedgerOrder, string>>;
  /** "{0} of {1} entries" */
  readonly entriesOf: string;
  /** "total {0}" */
  readonly sum: string;
  readonly exportCsv: string;
  readonly exportJson: string;
  readonly time: string;
  readonly amount: string;
  readonly balanceAfter: string;
  readonly providerBalance: string;
  /** "The provider says {0}, a difference of {1}." */
  readonly differs: string;
  /** What the readings show of an entry. */
  readonly observation: string;
  /** "{0} between {1} and {2}" */
  readonly observedChange: string;
  /** "together with {0} other entries" */
  readonly togetherWith: CountStrings;
  readonly description: string;
  readonly reference: string;
  readonly id: string;
  readonly meter: string;
  readonly happened: string;
  /** "between {0} and {1}" */
  readonly between: string;
  readonly metadata: string;
  readonly details: string;
  /** "{0}: was {1}, {2}" */
  readonly changedEntry: string;
  readonly changes: string;
  /** "The provider removed {0} entries that were stored before." */
  readonly removedEntries: string;
  readonly copy: string;
  readonly copied: string;
  readonly close: string;
  readonly empty: string;
  readonly noMatch: string;
  readonly clearFilters: string;
  /** "Syncing the provider's ledger… {0} entries" */
  readonly syncRunning: CountStrings;
  readonly syncPartial: CountStrings;
  /** "Provider's ledger synced {1}: {0} entries" */
  readonly syncComplete: CountStrings;
  /** "{0}. {1}": one of the two, and a note. */
  readonly syncNoted: string;
  /** A note: "Last full comparison {0}.", or why a ledger is not complete. */
  readonly syncCompared: string;
  readonly syncReasons: Readonly<Record<Exclude<PartialReason, "gap">, string>>;
  readonly syncNone: string;
  readonly syncNow: string;
  readonly cancel: string;
  /** "Unexplained {0}" */
  readonly unexplained: string;
  /** "Not booked yet {0}" */
  readonly notBookedYet: string;
  /** "between {0} and {1}: the balance fell by {2}; the provider's ledger accounts for {3}." */
  readonly fell: string;
  readonly rose: string;
  readonly unchanged: string;
  /** "and {0} more" */
  readonly more: string;
}

/** The texts of a statement; `{0}` stands for a value. */
export interface StatementStrings {
  readonly title: string;
  readonly open: string;
  readonly period: string;
  readonly periods: { readonly all: string; readonly chosen: string };
  readonly grouping: string;
  readonly groupings: Readonly<Record<StatementGrouping, string>>;
  readonly opening: string;
  readonly closing: string;
  readonly sections: Readonly<Record<StatementSection, string>>;
  readonly kinds: Readonly<Record<StatementLabelKind, string>>;
  readonly entries: string;
  /** "as of {0}" */
  readonly asOf: string;
  readonly unknown: string;
  readonly nothingKnown: string;
  /** "The provider's ledger is complete as of {0}." */
  readonly complete: string;
  readonly gap: string;
  readonly running: string;
  readonly notSynced: string;
  readonly observed: string;
  readonly copy: string;
  readonly saveCsv: string;
  /** "Show all {0}" */
  readonly showAll: string;
}
