/** The words of "Balance history"; `{0}` stands for a value. */
export interface ChartWords {
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
