/** The words of "Balance history"; `{0}` stands for a value. */
export interface ChartStrings {
  readonly title: string;
  /** The combobox of meters, where an account has several. */
  readonly meter: string;
  /** The group of spans, and the spans. */
  readonly span: string;
  readonly spans: {
    readonly day: string;
    readonly week: string;
    readonly month: string;
    readonly all: string;
  };
  readonly asTable: string;
  /** "Balance from {0} on {1} to {2} on {3}; lowest {4}, highest {5}." */
  readonly summary: string;
  readonly from: string;
  readonly to: string;
  readonly balance: string;
  /** "top-up {0}", "reset {0}", "limit {0}" */
  readonly marks: { readonly topUp: string; readonly reset: string; readonly limit: string };
  readonly notRead: string;
  /** "Only the last {0} readings are listed." */
  readonly lastOnly: string;
  readonly noReadings: string;
  readonly noReadingsHere: string;
  readonly unlimited: string;
  readonly showAll: string;
}

/** The words of "Ledger"; `{0}` stands for a value. */
export interface LedgerStrings {
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

/** The words of "Usage"; `{0}` stands for a value. */
export interface UsageStrings {
  readonly title: string;
  readonly period: string;
  readonly periods: {
    readonly daily: string;
    readonly monthly: string;
    readonly yearly: string;
    readonly range: string;
  };
  readonly requests: string;
  readonly successful: string;
  readonly failed: string;
  readonly consumed: string;
  readonly byEndpoint: string;
  /** "Show all {0}" */
  readonly showAll: string;
  readonly noRequests: string;
  readonly perDay: string;
  readonly perMonth: string;
  readonly nothingConsumed: string;
  /** "{0} consumed" */
  readonly total: string;
}

/** Every word of the panel, in the reader's language; `{0}` stands for a value. */
export interface PanelStrings {
  readonly accounts: string;
  readonly refresh: string;
  readonly addAccount: string;
  readonly trySample: string;
  readonly welcomeTitle: string;
  readonly welcomeText: string;
  readonly meters: string;
  readonly account: string;
  /** "credits left" by unit kind; money has no word after it but "left". */
  readonly leftCredits: string;
  readonly leftRequests: string;
  readonly leftMoney: string;
  readonly unlimited: string;
  readonly unknown: string;
  /** "{0} of {1} used" */
  readonly usedOf: string;
  /** "{0} used" */
  readonly used: string;
  /** "{0} held" */
  readonly held: string;
  /** "{0} plan" */
  readonly plan: string;
  /** "resets {0}" */
  readonly resets: string;
  /** "expires {0}" */
  readonly expires: string;
  /** "expired {0}" */
  readonly expired: string;
  /** "tops up {1} below {0}", "tops up below {0}", "tops up automatically" */
  readonly topsUpBy: string;
  readonly topsUpBelow: string;
  readonly topsUp: string;
  /** "read {0}" */
  readonly read: string;
  readonly reading: string;
  readonly notReadYet: string;
  readonly stale: string;
  readonly keyGivenFor: string;
  readonly blocked: string;
  readonly enterKey: string;
  readonly tryAgain: string;
  /** "may be asked again at {0}" */
  readonly askAgainAt: string;
  /** Names of rows under "Account". */
  readonly providerLabel: string;
  readonly planLabel: string;
  readonly levels: {
    readonly ok: string;
    readonly low: string;
    readonly empty: string;
    readonly unknown: string;
  };
  /** Reads the one account. */
  readonly readNow: string;
  readonly loading: string;
  /** Stands where history would, the reason having been said. */
  readonly historyOff: string;
  /** Of a chosen range of days. */
  readonly fromDay: string;
  readonly toDay: string;
  readonly chart: ChartStrings;
  readonly usage: UsageStrings;
  readonly ledger: LedgerStrings;
}
