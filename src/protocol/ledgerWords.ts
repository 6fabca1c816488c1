/** The words of "Ledger"; `{0}` stands for a value. */
export interface LedgerWords {
  readonly title: string;
  /** "{0} entry", "{0} entries" */
  readonly oneEntry: string;
  readonly entries: string;
  readonly search: string;
  readonly type: string;
  readonly types: {
    readonly all: string;
    readonly credit: string;
    readonly debit: string;
    readonly adjustment: string;
  };
  readonly source: string;
  readonly sources: { readonly all: string; readonly provider: string; readonly observed: string };
  readonly dates: string;
  readonly spans: {
    readonly all: string;
    readonly day: string;
    readonly week: string;
    readonly month: string;
    readonly chosen: string;
  };
  readonly order: string;
  readonly orders: { readonly newest: string; readonly oldest: string };
  readonly exportCsv: string;
  readonly exportJson: string;
  readonly time: string;
  readonly amount: string;
  readonly balanceAfter: string;
  readonly description: string;
  readonly reference: string;
  readonly id: string;
  readonly meter: string;
  readonly happened: string;
  /** "between {0} and {1}" */
  readonly between: string;
  readonly metadata: string;
  readonly details: string;
  readonly copy: string;
  readonly copied: string;
  readonly close: string;
  readonly empty: string;
  readonly noMatch: string;
  readonly clearFilters: string;
  /** "Fetching the provider's ledger… {0} entries" */
  readonly syncRunning: string;
  readonly syncPartial: string;
  /** "Provider's ledger fetched {1}: {0} entries" */
  readonly syncComplete: string;
  readonly syncNone: string;
  readonly syncNow: string;
  readonly cancel: string;
  /** "Unexplained {0}" */
  readonly unexplained: string;
  /** "between {0} and {1}: the balance fell by {2}, the provider's ledger explains {3}." */
  readonly fell: string;
  readonly rose: string;
  readonly unmoved: string;
  /** "and {0} more" */
  readonly more: string;
}
