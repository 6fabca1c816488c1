import type { AlertKind } from "../core/accounts/alertRules.ts";

/**
 * What the windows of one machine tell each other, in the database that they share. None of it is the only copy
 * of anything. Calls are as those of `HistoryStore`. Instants are epoch milliseconds.
 */
export interface CoordinationStore {
  /** Whether `holder` may do what `name` stands for; if not, until when another holder has claimed it. */
  acquireLease(name: string, holder: string, nowMs: number, leaseMs: number): LeaseAnswer;
  /** Gives up a claim that `holder` has; another's is left alone. */
  releaseLease(name: string, holder: string): void;
  isLeased(name: string, nowMs: number): boolean;

  /** A provider asked not to be called before, for an account; the latest such instant counts. */
  saveRetryHold(accountId: string, untilMs: number, nowMs: number): void;
  retryHoldUntilMs(accountId: string, nowMs: number): number | undefined;

  /** Whether it is the caller who tells it: nobody did, or it is as long ago as `againAfterMs`. */
  claimNotification(name: string, nowMs: number, againAfterMs: number): boolean;
  /** It may be told again. */
  resetNotification(name: string): void;

  /** What became of an entry of the account list, as JSON; `undefined`: it was removed. */
  recordEntry(id: string, entry: string | undefined, nowMs: number): void;
  /** The last note of each entry, if it is not older than that. */
  entriesSince(atMs: number): readonly EntryChange[];

  /** An account's tokens, sealed; `seal` is the mark of the key that opens them. */
  saveTokens(accountId: string, seal: string, box: Uint8Array): void;
  findTokens(accountId: string, seal: string): Uint8Array | undefined;
  deleteTokens(accountId: string): void;
  /** Refresh tokens that were shown and are not known to be good still, by their fingerprints. */
  markTokenUsed(mark: string, nowMs: number): void;
  unmarkTokenUsed(mark: string): void;
  isTokenUsed(mark: string): boolean;
}

export type LeaseAnswer = { readonly kind: "mine" } | { readonly kind: "taken"; readonly untilMs: number };

export interface EntryChange {
  readonly id: string;
  readonly entry?: string;
  readonly atMs: number;
}

// What is noted of an account by a name, so that it can go with the account.

export function alertName(accountId: string, kind: AlertKind, meterId = ""): string {
  return `alert ${kind} ${accountId} ${meterId}`;
}

/** Matches every `alertName` of an account, and no other's: an id is a slug. */
export function alertNamePattern(accountId: string): string {
  return `alert * ${accountId} *`;
}

export function snoozeLeaseName(accountId: string): string {
  return `snooze ${accountId}`;
}
