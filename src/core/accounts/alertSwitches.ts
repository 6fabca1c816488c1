import type { AccountAlerts } from "./account.ts";
import type { AlertKind } from "./alertRules.ts";

const switches = {
  low: "low",
  empty: "empty",
  blocked: "empty",
  keyRejected: "key",
  expiresInWeek: "expiry",
  expiresInDay: "expiry",
  expired: "expiry",
  keyExpiresInWeek: "keyExpiry",
  keyExpiresInDay: "keyExpiry",
  runsOut: "runsOut",
  topUpLate: "topUpLate",
  refilled: "refill",
  spentInDay: "spentInDay",
} satisfies Record<AlertKind, keyof AccountAlerts>;

/** Whether a person wants alerts of this kind of the account. */
export function isAlertWanted(alerts: AccountAlerts | undefined, kind: AlertKind): boolean {
  const name = switches[kind];
  if (name === "spentInDay") return alerts?.spentInDay !== undefined;
  return alerts?.[name] ?? name !== "refill";
}
