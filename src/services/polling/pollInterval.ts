import type { Account } from "../../core/accounts/account.ts";
import { minuteMs } from "../../core/time/durations.ts";

/** How often an account is read by itself. */
export interface PollInterval {
  readonly intervalMs: number;
  /** Its provider wants no more than one scheduled reading in this time, whatever came of the last. */
  readonly minIntervalMs: number;
}

/** As many as an account may name; milliseconds of far more would be no number. */
const maxMinutes = 100_000;

/** As the account says, else as all do (`refreshMinutes`), but no more often than its provider wants. */
export function pollInterval(account: Account, refreshMinutes: number, leastMinutes = 0): PollInterval {
  const wanted = Math.max(account.refreshMinutes ?? refreshMinutes, leastMinutes);
  return { intervalMs: Math.min(wanted, maxMinutes) * minuteMs, minIntervalMs: leastMinutes * minuteMs };
}
