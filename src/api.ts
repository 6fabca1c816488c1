import type { AccountState } from "./core/accounts/accountState.ts";
import type { LedgerEntry, LedgerSource, LedgerType } from "./core/ledger/ledgerEntry.ts";
import type { Unit } from "./core/money/unit.ts";
import type { ProviderDefinition } from "./core/providerDefinition.ts";

export type { AccountState, Level, Meter, Problem, ProblemKind } from "./core/accounts/accountState.ts";
export type { LedgerEntry, LedgerSource, LedgerType } from "./core/ledger/ledgerEntry.ts";
export type { Unit } from "./core/money/unit.ts";
export type { ProviderDefinition } from "./core/providerDefinition.ts";
export type { MeterRole } from "./core/readings/snapshot.ts";

/** Has the shape of `Disposable` of VS Code. */
export interface Disposable {
  dispose(): void;
}

/** Has the shape of `Event` of VS Code. */
export type Event<T> = (
  listener: (value: T) => unknown,
  thisArgs?: unknown,
  disposables?: Disposable[],
) => Disposable;

export interface CheckRequest {
  readonly accountId: string;
  /** `digits[.digits]`, in the meter's own unit. */
  readonly amount: string;
  /**
   * The id of a meter, or its label if no other meter has it. When absent, the amount is in the unit of the account's
   * first meter that decides.
   */
  readonly meterId?: string;
}

export interface CheckResult {
  readonly verdict: "yes" | "no" | "unknown";
  /** An exact decimal; `null` for unlimited. */
  readonly remaining?: string | null;
  /** ISO 8601, UTC. */
  readonly readAt?: string;
  readonly ageSeconds?: number;
  /** A sentence or two in the display language; names the meter that decided where several do. */
  readonly reason: string;
  /** The meter that decided: the limit that binds, or the pool that pays. Absent when no meter decided. */
  readonly meterId?: string;
}

export interface LedgerRequest {
  readonly accountId: string;
  readonly type?: LedgerType;
  /** ISO 8601; inclusive. */
  readonly from?: string;
  /** ISO 8601; exclusive. */
  readonly to?: string;
  /** Text to find in description, reference or id, ignoring case. */
  readonly text?: string;
  /**
   * Without it, each movement is there once: the provider's entries, and what was observed and they do not explain.
   * `all`: every entry of both sources.
   */
  readonly source?: LedgerSource | "all";
  /** 1…500; 100 when absent. */
  readonly limit?: number;
  /** `next` of the previous page, which had the same filters. */
  readonly cursor?: string;
}

export interface LedgerReply {
  /** Newest first. */
  readonly entries: readonly LedgerEntry[];
  /** The cursor of the next page; absent on the last one. */
  readonly next?: string;
  /** The number of entries that match, on all pages. */
  readonly total: number;
  /** How far the provider's own ledger was fetched; `none` for a provider that publishes no ledger. */
  readonly sync: {
    readonly state: "complete" | "running" | "partial" | "none";
    /** When the last sync ended. */
    readonly at?: string;
    /** `complete`: the entries are those that the provider had at this time or later. */
    readonly asOf?: string;
    /**
     * `partial`: why. `gap`: entries are still to be fetched. `limit`: the provider no longer lists older entries, which are
     * kept. `order`, `total`, `ids`: the provider contradicts itself in the order, the number or the ids of its entries.
     * `full`: the history has reached its largest size.
     */
    readonly reason?: "gap" | "limit" | "order" | "total" | "ids" | "full";
    /**
     * The twenty entries that the provider removed last, or booked under another id, latest first; absent when there are
     * none. `before`: what the entry was; `at`: when its removal was noticed.
     */
    readonly removed?: readonly RemovedLedgerEntry[];
  };
}

export interface RemovedLedgerEntry {
  readonly id: string;
  readonly at: string;
  readonly before: { readonly amount: string; readonly at: string; readonly description: string };
}

export interface StatementRequest {
  readonly accountId: string;
  /** A calendar month in the reader's time zone, such as `2026-11`; instead of `from` and `to`. */
  readonly month?: string;
  /** ISO 8601; inclusive. All of the history when absent. */
  readonly from?: string;
  /** ISO 8601; exclusive. */
  readonly to?: string;
  /** `endpoint`, the default: what the metadata of an entry name (endpoint or model), else its description. */
  readonly groupBy?: "endpoint" | "description";
}

/** Entries of one description or endpoint, or of one kind; `amount` is signed by its effect on the balance. */
export interface StatementLine {
  readonly description: string;
  readonly amount: string;
  readonly entries: number;
}

export interface StatementSection {
  readonly total: string;
  readonly entries: number;
  /** The largest amount first; they add up to `total`. */
  readonly lines: readonly StatementLine[];
}

/** An amount, and the last instant at which it was known. */
export interface StatementBalance {
  readonly amount: string;
  readonly asOf: string;
}

/** `opening` + `in` + `out` + `adjustments` + `unexplained` = `closing`, exactly, where both balances are known. */
export interface MeterStatement {
  readonly meterId: string;
  readonly unit: Unit;
  /** Absent when it cannot be known. */
  readonly opening?: StatementBalance;
  readonly in: StatementSection;
  readonly out: StatementSection;
  readonly adjustments: StatementSection;
  /** What no entry of the provider stands for, and what is not booked yet. */
  readonly unexplained: StatementSection;
  /** Absent when it cannot be known. */
  readonly closing?: StatementBalance;
}

export interface Statement {
  readonly accountId: string;
  readonly from?: string;
  readonly to?: string;
  /** One for each meter of which something is known in that time. */
  readonly meters: readonly MeterStatement[];
  readonly sync: LedgerReply["sync"];
  readonly markdown: string;
  readonly csv: string;
}

export interface HistoryRequest {
  readonly accountId: string;
  readonly meterId: string;
  /** ISO 8601; inclusive. */
  readonly from?: string;
  /** ISO 8601; exclusive. */
  readonly to?: string;
  /** 2…10000; 1000 when absent. The lowest and the highest values are always among the points. */
  readonly maxPoints?: number;
}

export interface HistoryPoint {
  readonly at: string;
  readonly remaining: string;
}

/**
 * The type of `vscode.extensions.getExtension("credit-monitor.credit-monitor").exports`. Nothing in it contains a key.
 * Amounts are exact decimal strings, instants ISO 8601 in UTC.
 */
export interface CreditMonitorApi {
  readonly version: 1;
  accounts(): readonly AccountState[];
  readonly onDidChange: Event<readonly AccountState[]>;
  /** Reads now, but never before a provider's `Retry-After`. Resolves after the attempts, also when they failed. */
  refresh(accountId?: string): Promise<readonly AccountState[]>;
  /** Rejects for an unknown account and for a text that is no amount. */
  check(request: CheckRequest): Promise<CheckResult>;
  /** A page of an account's ledger. Rejects for an unknown account, for wrong fields, and while the history is off. */
  ledger(query: LedgerRequest): Promise<LedgerReply>;
  /** What came in and went out of an account in a time. Rejects like `ledger`. */
  statement(query: StatementRequest): Promise<Statement>;
  /** What remained over time, oldest first. Rejects like `ledger`. */
  history(query: HistoryRequest): Promise<readonly HistoryPoint[]>;
  /**
   * Adds a provider until the result is disposed. Accounts of the provider stay afterwards, but are not read. Throws an
   * Error that names the wrong field of the definition; that is `id` when the id is taken.
   */
  registerProvider(definition: ProviderDefinition): Disposable;
}
