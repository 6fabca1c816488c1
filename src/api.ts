import type { AccountState } from "./core/accountState.ts";

export type { AccountState, Level, Meter, Problem, ProblemKind } from "./core/accountState.ts";
export type { Unit } from "./core/unit.ts";

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
}
