import type { AlertKind } from "../core/accounts/alertRules.ts";

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
