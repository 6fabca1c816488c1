import type { AccountState } from "../core/accounts/accountState.ts";
import type { ChartMark, ChartQuery } from "../core/history/chart.ts";
import type { DailyUsage, Usage, UsagePeriod } from "../core/history/usage.ts";
import type { LedgerFilter, LedgerQuery, LedgerRow, SyncState } from "../core/ledger/ledgerEntry.ts";
import type { UnexplainedChange } from "../core/ledger/reconcile.ts";
import type { Unit } from "../core/money/unit.ts";
import type { PanelStrings } from "./strings.ts";

/** How long an account will last, for the panel. */
export interface ForecastView {
  /** Worded. */
  readonly text: string;
  /** What is drawn after the last reading of a meter; absent where nothing is foretold. */
  readonly band?: ForecastBand;
}

/** Between two straight lines from the last reading to where the soonest and the latest course end. */
export interface ForecastBand {
  readonly meterId: string;
  readonly soonest: BandEnd;
  readonly latest: BandEnd;
}

/** What is left at an instant, as a number for drawing. */
export interface BandEnd {
  readonly atMs: number;
  readonly left: number;
}

/** What the panel asks the host for, page by page; it never holds a whole ledger. */
export type PanelRequest =
  | { readonly kind: "chart"; readonly query: ChartQuery }
  | { readonly kind: "usage"; readonly accountId: string; readonly meterId: string; readonly span: UsageSpan }
  | { readonly kind: "ledger"; readonly query: LedgerQuery }
  /** Over all that is known, or a range in epoch milliseconds. */
  | {
      readonly kind: "unexplained";
      readonly accountId: string;
      readonly fromMs?: number;
      readonly toMs?: number;
    };

/** The running day, month or year, or a chosen range (epoch milliseconds, the end exclusive). */
export type UsageSpan =
  | { readonly kind: "period"; readonly period: UsagePeriod }
  | { readonly kind: "range"; readonly fromMs: number; readonly toMs: number };

/** An entry as the panel shows it: worded, its text still untrusted. */
export interface PanelEntry extends LedgerRow {
  /** In the reader's language for observed entries. */
  readonly description: string;
}

export type PanelResponse =
  /** `points` as `packPoints` writes them. */
  | {
      readonly kind: "chart";
      readonly points: string;
      readonly marks: readonly ChartMark[];
      readonly unit: Unit;
    }
  /** The provider's own count. */
  | { readonly kind: "providerUsage"; readonly usage: Usage; readonly unit: Unit }
  /** What was concluded from readings, for providers that tell no usage. */
  | { readonly kind: "observedUsage"; readonly days: readonly DailyUsage[]; readonly unit: Unit }
  | {
      readonly kind: "ledger";
      readonly entries: readonly PanelEntry[];
      readonly next?: string;
      readonly total: number;
    }
  | { readonly kind: "unexplained"; readonly stretches: readonly UnexplainedChange[]; readonly unit: Unit }
  /** Worded: what happened and what to do. */
  | { readonly kind: "failed"; readonly message: string };

/** An account as the panel shows it: its public state and what only the panel tells. */
export interface PanelAccount extends AccountState {
  /** The provider's name, for people. */
  readonly providerName: string;
  /** The host that the key was given for, such as `api.poof.bg`. */
  readonly keyHost?: string;
  /** The provider refuses work now. */
  readonly isBlocked: boolean;
  /** Being read at this moment. */
  readonly isReading: boolean;
  /** How long it will last; absent while nothing is foretold. */
  readonly outlook?: ForecastView;
  /** How the provider's own ledger stands; absent where the provider publishes none. */
  readonly sync?: SyncState;
}

/** Whether there is a history, and why not, worded. */
export type PanelHistoryState = { readonly isOn: true } | { readonly isOn: false; readonly message: string };

/** All that the panel shows but what it asks for. */
export interface PanelState {
  readonly kind: "state";
  readonly accounts: readonly PanelAccount[];
  readonly hideAmounts: boolean;
  readonly history: PanelHistoryState;
  /** BCP 47, for numbers and dates. */
  readonly locale: string;
  readonly words: PanelStrings;
}

export type ToPanel =
  | PanelState
  | { readonly kind: "show"; readonly accountId: string }
  | { readonly kind: "answer"; readonly requestId: number; readonly answer: PanelResponse }
  /** Samples or entries of this account were added: what is shown of it should be asked anew. */
  | { readonly kind: "historyChanged"; readonly accountId: string };

export type FromPanel =
  /** Sent once the panel listens; answered with what has changed since it was born, or with all there is. */
  | { readonly kind: "ready"; readonly isBorn: boolean }
  /** One account, or all. */
  | { readonly kind: "refresh"; readonly accountId?: string }
  | { readonly kind: "addAccount" }
  | { readonly kind: "trySample" }
  | { readonly kind: "setKey"; readonly accountId: string }
  /** This account came into view; the host may read what is only read when looked at. */
  | { readonly kind: "selected"; readonly accountId: string }
  /** Answered by `answer` with the same id. */
  | { readonly kind: "ask"; readonly requestId: number; readonly question: PanelRequest }
  | { readonly kind: "export"; readonly format: "csv" | "json"; readonly filter: LedgerFilter }
  | { readonly kind: "syncLedger"; readonly accountId: string }
  | { readonly kind: "cancelSync"; readonly accountId: string };

/** What the panel's page is born with, so that nothing has to be asked before all is seen. */
export interface InitialData {
  readonly state: PanelState;
  /** Where it opens, unless the page remembers another. */
  readonly accountId?: string;
  /** What it asks first about that account, answered. */
  readonly answers: readonly { readonly question: PanelRequest; readonly answer: PanelResponse }[];
}
