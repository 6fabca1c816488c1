import type { AccountMark } from "../core/accounts/accountMark.ts";
import type { MeterStanding } from "../core/accounts/pools.ts";
import type { ChartAmount } from "../core/history/chart.ts";
import type { LedgerStrings, StatementStrings } from "./ledgerStrings.ts";

/** A text for one thing, and one for any other number of them. */
export interface CountStrings {
  readonly one: string;
  readonly other: string;
}

/** The texts of "Balance history"; `{0}` stands for a value. */
export interface ChartStrings {
  readonly title: string;
  /** The label of the drop-down of meters. */
  readonly meter: string;
  /** The label of the time spans, and their names. */
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
  /** What is drawn of a meter of which a part is reserved: without or with what is reserved. */
  readonly amounts: Readonly<Record<ChartAmount, string>>;
  readonly amount: string;
  readonly forecast: string;
  /** "{0}–{1}" */
  readonly range: string;
  /** "low below {0}" */
  readonly floor: string;
  /** "≤ {0} a day lasts to the reset" */
  readonly pace: { readonly day: string; readonly hour: string };
  /** "The axis starts at {0}" */
  readonly brokenAxis: string;
  readonly copyPng: string;
  readonly copyCsv: string;
  readonly copied: string;
  readonly notCopied: string;
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

/** The texts of "Usage"; `{0}` stands for a value. */
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
  readonly perHour: string;
  readonly perDay: string;
  readonly perMonth: string;
  /** "Today, {0}", "Calendar month: {0}" …: what the period is */
  readonly spans: {
    readonly daily: string;
    readonly monthly: string;
    readonly yearly: string;
    readonly range: string;
  };
  /** "Provider's period" */
  readonly providerPeriod: string;
  /** "{0} a day on average" */
  readonly average: string;
  /** "daily budget {0}" */
  readonly dailyBudget: string;
  /** "{0} of the daily budget of {1}" */
  readonly ofDailyBudget: string;
  /** "over the daily budget on {0} of {1} days" */
  readonly daysOver: string;
  readonly nothingConsumed: string;
  /** "{0} consumed" */
  readonly total: string;
}

/** The texts of the overview; `{0}` stands for a value. */
export interface OverviewStrings {
  readonly title: string;
  readonly sort: string;
  readonly sorts: { readonly trouble: string; readonly name: string; readonly provider: string };
  readonly left: string;
  readonly lasts: string;
  readonly next: string;
  readonly read: string;
  /** "Hidden on this machine ({0})" */
  readonly hidden: string;
  readonly show: string;
  /** "All accounts ({0})" */
  readonly allAccounts: string;
}

/** Every text of the panel, in the user's language; `{0}` stands for a value. */
export interface PanelStrings {
  /** The language of the texts: English where they are not translated into the display language. */
  readonly language: string;
  /** "{0} {1}": two sentences, one after the other. */
  readonly sentences: string;
  readonly accounts: string;
  readonly refresh: string;
  readonly addAccount: string;
  /** The button that opens the menu of an account. */
  readonly accountActions: string;
  readonly trySample: string;
  readonly welcomeTitle: string;
  readonly welcomeText: string;
  readonly meters: string;
  readonly account: string;
  /** "{0} credits left", "{0} requests left", "{0} left" for money */
  readonly leftCredits: CountStrings;
  readonly leftRequests: CountStrings;
  readonly leftMoney: string;
  /** "exactly {0}", below a rounded amount */
  readonly exactly: string;
  readonly unlimited: string;
  readonly unknown: string;
  /** "{0} of {1} used" */
  readonly usedOf: string;
  /** "{0} used" */
  readonly used: string;
  /** "{0} reserved" */
  readonly held: string;
  /** "{0} plan" */
  readonly plan: string;
  /** "resets {0}" */
  readonly resets: string;
  /** "was to reset {0}" */
  readonly wasToReset: string;
  /** "expires {0}" */
  readonly expires: string;
  /** "the key expires {0}" */
  readonly keyExpires: string;
  /** "expired {0}" */
  readonly expired: string;
  /** "Auto top-up: adds {1} below {0}", "Auto top-up below {0}", "Auto top-up" */
  readonly topsUpBy: string;
  readonly topsUpBelow: string;
  readonly topsUp: string;
  /** "read {0}" */
  readonly read: string;
  /** The age of a reading under a minute old. */
  readonly justNow: string;
  readonly reading: string;
  readonly notReadYet: string;
  readonly stale: string;
  readonly keyGivenFor: string;
  readonly blocked: string;
  readonly enterKey: string;
  readonly tryAgain: string;
  /** "next read after {0}" */
  readonly askAgainAt: string;
  /** Labels of rows under "Account". */
  readonly providerLabel: string;
  readonly planLabel: string;
  readonly marks: Readonly<Record<AccountMark, string>>;
  /** What a meter does for its account. */
  readonly standings: Readonly<Record<MeterStanding, string>>;
  /** Reads one account. */
  readonly readNow: string;
  readonly loading: string;
  /** In place of history; the reason stands above. */
  readonly historyOff: string;
  /** The labels of the fields of a chosen range. */
  readonly fromDay: string;
  readonly toDay: string;
  readonly overview: OverviewStrings;
  readonly chart: ChartStrings;
  readonly usage: UsageStrings;
  readonly ledger: LedgerStrings;
  readonly statement: StatementStrings;
}
