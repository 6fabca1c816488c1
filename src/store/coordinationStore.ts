import type { AlertKind } from "../core/accounts/alertRules.ts";
import type { KeyNote, StoredKeySet } from "./keyNotes.ts";

/**
 * What the windows of one machine share besides the history, in the same database. The windows can go on without
 * any of it. Calls behave like those of `HistoryStore`. Instants are epoch milliseconds.
 */
export interface CoordinationStore {
  /** Takes or renews the lease `name` for `holder`, unless another holder has it. */
  acquireLease(name: string, holder: string, nowMs: number, leaseMs: number): LeaseAnswer;
  /** Releases a lease of `holder`; the lease of another holder stays. */
  releaseLease(name: string, holder: string): void;
  isLeased(name: string, nowMs: number): boolean;

  /** An account's provider asked not to be called before `untilMs`; the latest such instant counts. */
  saveRetryHold(accountId: string, untilMs: number, nowMs: number): void;
  retryHoldUntilMs(accountId: string, nowMs: number): number | undefined;

  /** Whether the caller is to show the notification: no window has shown it within `repeatAfterMs`. */
  claimNotification(name: string, nowMs: number, repeatAfterMs: number): boolean;
  /** When the notification was last claimed. */
  notificationShownAtMs(name: string): number | undefined;
  /** The notification may be shown again. */
  resetNotification(name: string): void;

  /** Records the new state of an id's entry in the account list, or its entries, as JSON; `undefined`: it was removed. */
  recordEntry(id: string, entry: string | undefined, nowMs: number): void;
  /** The last change of each entry that changed at or after `atMs`, in order of time. */
  entriesSince(atMs: number): readonly EntryChange[];

  /** Saves an account's tokens, encrypted with the key that `keyId` names. */
  saveTokens(accountId: string, keyId: string, ciphertext: Uint8Array): void;
  findTokens(accountId: string, keyId: string): Uint8Array | undefined;
  deleteTokens(accountId: string): void;
  /** A refresh token was sent to its provider and may be used up. `fingerprint`: see `secrets/fingerprint.ts`. */
  markTokenUsed(fingerprint: string, nowMs: number): void;
  /** The provider did not use up the token after all. */
  unmarkTokenUsed(fingerprint: string): void;
  isTokenUsed(fingerprint: string): boolean;

  /** A window of the browser saved a key of the account. */
  saveKeyNote(note: KeyNote): void;
  /** The account was removed. */
  deleteKeyNotes(accountId: string): void;
  /** The last saved key of each account, by browser. */
  keyNotes(): readonly KeyNote[];
  /** A window of the browser wrote its set of keys, which replaced the set that was stored. */
  saveKeySet(browserId: string, set: StoredKeySet, nowMs: number): void;
  findKeySet(browserId: string): StoredKeySet | undefined;
}

export type LeaseAnswer = { readonly kind: "mine" } | { readonly kind: "taken"; readonly untilMs: number };

export interface EntryChange {
  readonly id: string;
  /** JSON; absent when the entry was removed. */
  readonly entry?: string;
  readonly atMs: number;
}

// These names contain the account's id, so that removing an account can remove its notifications and leases.

export function alertName(
  accountId: string,
  kind: AlertKind | "period" | "topUpPassed",
  meterId = "",
  floor = "",
): string {
  return `alert ${kind} ${accountId} ${meterId}${floor === "" ? "" : ` ${floor}`}`;
}

/** A GLOB pattern for every `alertName` of an account. It matches no other account: an id is a slug without blanks. */
export function alertNamePattern(accountId: string): string {
  return `alert * ${accountId} *`;
}

export function snoozeLeaseName(accountId: string): string {
  return `snooze ${accountId}`;
}
