import type { AlertKind } from "../core/accounts/alertRules.ts";

/**
 * What the windows of one machine tell each other, in the database that they share. None of it is the only copy
 * of anything. Calls are as those of `HistoryStore`. Instants are epoch milliseconds.
 */
export interface CoordinationStore {
  /** Whether `holder` may do what `name` stands for; if not, until when another holder has claimed it. */
  claim(name: string, holder: string, nowMs: number, leaseMs: number): ClaimAnswer;
  /** Gives up a claim that `holder` has; another's is left alone. */
  release(name: string, holder: string): void;
  isClaimed(name: string, nowMs: number): boolean;

  /** A provider asked not to be called before, for an account; the latest such instant counts. */
  hold(accountId: string, untilMs: number, nowMs: number): void;
  heldUntilMs(accountId: string, nowMs: number): number | undefined;

  /** Whether it is the caller who tells it: nobody did, or it is as long ago as `againAfterMs`. */
  tell(name: string, nowMs: number, againAfterMs: number): boolean;
  /** It may be told again. */
  untell(name: string): void;

  /** What became of an entry of the account list, as JSON; `undefined`: it was removed. */
  noteEntry(id: string, entry: string | undefined, nowMs: number): void;
  /** The last note of each entry, if it is not older than that. */
  entriesSince(atMs: number): readonly EntryNote[];

  /** An account's tokens, sealed; `seal` is the mark of the key that opens them. */
  keepSealed(accountId: string, seal: string, box: Uint8Array): void;
  sealed(accountId: string, seal: string): Uint8Array | undefined;
  forgetSealed(accountId: string): void;
  /** Refresh tokens that were shown and are not known to be good still, by their fingerprints. */
  noteSpent(mark: string, nowMs: number): void;
  forgetSpent(mark: string): void;
  isSpent(mark: string): boolean;
}

export type ClaimAnswer = { readonly kind: "mine" } | { readonly kind: "taken"; readonly untilMs: number };

export interface EntryNote {
  readonly id: string;
  readonly entry?: string;
  readonly atMs: number;
}

// What is noted of an account by a name, so that it can go with the account.

export function alertName(accountId: string, kind: AlertKind, meterId = ""): string {
  return `alert ${kind} ${accountId} ${meterId}`;
}

/** Matches every `alertName` of an account, and no other's: an id is a slug. */
export function alertGlob(accountId: string): string {
  return `alert * ${accountId} *`;
}

export function snoozeName(accountId: string): string {
  return `snooze ${accountId}`;
}
