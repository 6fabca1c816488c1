import type { AccountState } from "./core/accounts/accountState.ts";
import type { LedgerEntry, LedgerSource, LedgerType } from "./core/ledger/ledgerEntry.ts";
import type { ProviderDefinition } from "./core/providerDefinition.ts";

export type { AccountState, Level, Meter, Problem, ProblemKind } from "./core/accounts/accountState.ts";
export type { LedgerEntry, LedgerSource, LedgerType } from "./core/ledger/ledgerEntry.ts";
export type { Unit } from "./core/money/unit.ts";
export type { ProviderDefinition } from "./core/providerDefinition.ts";

/** Same shape as VS Code's. */
export interface Disposable {
  dispose(): void;
}

/** Same shape as VS Code's. */
export type Event<T> = (
  listener: (value: T) => unknown,
  thisArgs?: unknown,
  disposables?: Disposable[],
) => Disposable;

export interface CheckRequest {
  readonly accountId: string;
  /** `digits[.digits]`, in the meter's own unit. */
  readonly amount: string;
  /** The account's headline meter when absent. */
  readonly meterId?: string;
}

export interface CheckResult {
  readonly verdict: "yes" | "no" | "unknown";
  /** An exact decimal; `null` is unlimited. */
  readonly remaining?: string | null;
  /** ISO 8601, UTC. */
  readonly readAt?: string;
  readonly ageSeconds?: number;
  /** For people, in their language. */
  readonly reason: string;
}

export interface LedgerRequest {
  readonly accountId: string;
  readonly type?: LedgerType;
  /** ISO 8601; inclusive. */
  readonly from?: string;
  /** ISO 8601; exclusive. */
  readonly to?: string;
  /** Searched case-insensitively in description, reference and id. */
  readonly text?: string;
  readonly source?: LedgerSource;
  /** 1…500, 100 when absent. */
  readonly limit?: number;
  /** `next` of the page before, under the same filters. */
  readonly cursor?: string;
}

export interface LedgerReply {
  /** Newest first. */
  readonly entries: readonly LedgerEntry[];
  readonly next?: string;
  /** All entries that match. */
  readonly total: number;
  /** How far the provider's own ledger was fetched; `none` where it publishes none. */
  readonly sync: { readonly state: "complete" | "running" | "partial" | "none"; readonly at?: string };
}

export interface HistoryRequest {
  readonly accountId: string;
  readonly meterId: string;
  /** ISO 8601; inclusive. */
  readonly from?: string;
  /** ISO 8601; exclusive. */
  readonly to?: string;
  /** 2…10000, 1000 when absent: least and greatest values are kept. */
  readonly maxPoints?: number;
}

export interface HistoryPoint {
  readonly at: string;
  readonly remaining: string;
}

/**
 * What `vscode.extensions.getExtension("credit-monitor.credit-monitor").exports` is. Never a key,
 * anywhere. Amounts are exact decimal strings, instants ISO 8601 in UTC.
 */
export interface CreditMonitorApi {
  readonly version: 1;
  accounts(): readonly AccountState[];
  readonly onDidChange: Event<readonly AccountState[]>;
  /** Reads now, never before a provider's `Retry-After`; resolves after the attempts, whatever came. */
  refresh(accountId?: string): Promise<readonly AccountState[]>;
  /** Rejects for an unknown account and for an amount that is none. */
  check(request: CheckRequest): Promise<CheckResult>;
  /** A page of an account's ledger. Rejects for an unknown account, wrong fields, and while history is off. */
  ledger(query: LedgerRequest): Promise<LedgerReply>;
  /** What was left over time, in order. Rejects like `ledger`. */
  history(query: HistoryRequest): Promise<readonly HistoryPoint[]>;
  /**
   * Takes up a provider until it is disposed: accounts may then have its id, and stay without it. Throws an
   * Error that names the field of a definition that is wrong, `id` where that is taken.
   */
  registerProvider(definition: ProviderDefinition): Disposable;
}
