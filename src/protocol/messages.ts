import type { ChartMark, ChartQuery } from "../core/history/chart.ts";
import type { DailyUsage, HourlyUsage, Usage, UsagePeriod } from "../core/history/usage.ts";
import type { EntryObservation } from "../core/ledger/entryObservation.ts";
import type { LedgerFilter, LedgerQuery } from "../core/ledger/ledgerEntry.ts";
import type { UnexplainedChange } from "../core/ledger/reconcile.ts";
import type { MeterStatement, StatementGrouping } from "../core/ledger/statement.ts";
import type { Amount } from "../core/money/amount.ts";
import type { Unit } from "../core/money/unit.ts";
import type { TimeZone } from "../core/time/timeZone.ts";
import type { PanelEntry, PanelState } from "./panelState.ts";

/** What the webview can ask the host for: the parameters and the result of each request. */
export interface Requests {
  readonly chart: { readonly params: ChartQuery; readonly result: ChartResult };
  readonly usage: { readonly params: UsageParams; readonly result: UsageResult };
  /** One page: the webview never holds a whole ledger. */
  readonly ledger: { readonly params: LedgerQuery; readonly result: LedgerPage };
  readonly unexplained: { readonly params: UnexplainedParams; readonly result: UnexplainedResult };
  readonly ledgerTotals: { readonly params: LedgerFilter; readonly result: LedgerTotals };
  readonly observation: { readonly params: ObservationParams; readonly result: ObservationResult };
  readonly statement: { readonly params: StatementParams; readonly result: StatementResult };
}

export type Method = keyof Requests;
export type Params<K extends Method> = Requests[K]["params"];
export type Result<K extends Method> = Requests[K]["result"];

export interface ChartResult {
  /** As `encodePoints` writes them. */
  readonly points: string;
  readonly marks: readonly ChartMark[];
  readonly unit: Unit;
}

export interface UsageParams {
  readonly accountId: string;
  readonly meterId: string;
  readonly span: UsageSpan;
  /** The reader's: its days and months count. */
  readonly timeZone: TimeZone;
}

/** The current day, month or year, or a chosen range (epoch milliseconds, the end exclusive). */
export type UsageSpan =
  | { readonly kind: "period"; readonly period: UsagePeriod }
  | { readonly kind: "range"; readonly fromMs: number; readonly toMs: number };

export type UsageResult =
  /** Counted by the provider. */
  | { readonly source: "provider"; readonly usage: Usage; readonly unit: Unit }
  /** Computed from readings, for providers that publish no usage. */
  | {
      readonly source: "observed";
      readonly days: readonly DailyUsage[];
      /** Of a span of one day. */
      readonly hours?: readonly HourlyUsage[];
      readonly unit: Unit;
    };

export interface LedgerPage {
  readonly entries: readonly PanelEntry[];
  /** The cursor of the next page; absent on the last one. */
  readonly next?: string;
  /** How many entries match the filter, on all pages. */
  readonly total: number;
}

/** Epoch milliseconds; without them, all of the history. */
export interface UnexplainedParams {
  readonly accountId: string;
  readonly fromMs?: number;
  /** Exclusive. */
  readonly toMs?: number;
}

export interface UnexplainedResult {
  /** Oldest first. */
  readonly changes: readonly UnexplainedChange[];
  readonly unit: Unit;
}

/** What the entries add up to that match a filter. */
export interface LedgerTotals {
  /** The number of all entries, also of those that do not match. */
  readonly all: number;
  readonly sums: readonly { readonly meterId: string; readonly unit: Unit; readonly amount: Amount }[];
}

export interface ObservationParams {
  readonly accountId: string;
  /** Of an entry of the provider. */
  readonly entryId: string;
}

export interface ObservationResult {
  /** Absent where the readings do not show the entry exactly. */
  readonly observation?: EntryObservation;
}

export interface StatementParams {
  readonly accountId: string;
  /** Epoch milliseconds, inclusive; all of the history when absent. */
  readonly fromMs?: number;
  /** Exclusive. */
  readonly toMs?: number;
  readonly grouping: StatementGrouping;
}

export interface StatementResult {
  readonly meters: readonly MeterStatement[];
}

/** A request without its envelope. */
export type PanelRequest<K extends Method = Method> = {
  readonly [M in K]: { readonly method: M; readonly params: Params<M> };
}[K];

/** The result, or a message in the user's language: what happened and what to do. */
export type PanelResponse<K extends Method = Method> =
  | { readonly ok: true; readonly value: Result<K> }
  | { readonly ok: false; readonly message: string };

export type RequestMessage<K extends Method = Method> = {
  readonly [M in K]: {
    readonly kind: "request";
    readonly requestId: number;
    readonly method: M;
    readonly params: Params<M>;
  };
}[K];

/** Carries the id and the method of its request. */
export type ResponseMessage<K extends Method = Method> = {
  readonly [M in K]: {
    readonly kind: "response";
    readonly requestId: number;
    readonly method: M;
    readonly response: PanelResponse<M>;
  };
}[K];

type NoParams = Readonly<Record<never, never>>;

interface AccountParams {
  readonly accountId: string;
}

/** What the webview can tell the host to do. A command has no response. */
export interface Commands {
  /** The page listens now. The host sends the whole state, or only what has changed since the initial data. */
  readonly ready: { readonly hasInitialData: boolean; readonly timeZone: TimeZone };
  /** One account, or all. */
  readonly refresh: { readonly accountId?: string };
  readonly addAccount: NoParams;
  readonly trySample: NoParams;
  readonly setKey: AccountParams;
  /** Shows an account again that is hidden on this machine. */
  readonly showAccount: AccountParams;
  /** The account is shown now: the host may read what is only read on demand. */
  readonly selected: AccountParams;
  readonly copyStatement: StatementParams;
  readonly saveStatement: StatementParams;
  readonly export: { readonly format: "csv" | "json"; readonly filter: LedgerFilter };
  readonly syncLedger: AccountParams;
  readonly cancelSync: AccountParams;
}

export type CommandMessage<K extends keyof Commands = keyof Commands> = {
  readonly [N in K]: { readonly kind: N } & Commands[N];
}[K];

/** What the host sends without a request. */
export interface Notifications {
  readonly state: PanelState;
  /** The panel is to show this account, or the overview without one. */
  readonly show: Partial<AccountParams>;
  /** Samples or ledger entries were added: what is shown of this account has to be requested again. */
  readonly historyChanged: AccountParams;
}

export type NotificationMessage<K extends keyof Notifications = keyof Notifications> = {
  readonly [N in K]: { readonly kind: N } & Notifications[N];
}[K];

export type FromWebview = CommandMessage | RequestMessage;
export type ToWebview = NotificationMessage | ResponseMessage;

/** A request that the host has answered before the webview sends it. */
export type InitialResponse<K extends Method = Method> = {
  readonly [M in K]: { readonly method: M; readonly params: Params<M>; readonly response: PanelResponse<M> };
}[K];

/** What the panel's page contains, so that the first paint waits for no message. */
export interface InitialData {
  readonly state: PanelState;
  /** Present where the overview is shown. */
  readonly page?: "overview";
  /** The account to show, unless the webview's saved state has another. */
  readonly accountId?: string;
  readonly responses: readonly InitialResponse[];
}
