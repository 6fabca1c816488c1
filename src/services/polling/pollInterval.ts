import type { Account } from "../../core/accounts/account.ts";
import { minuteMs } from "../../core/time/durations.ts";
import type { Provider } from "../../providers/provider.ts";

/** How often an account is read automatically. */
export interface PollInterval {
  readonly intervalMs: number;
  /** The provider allows one scheduled reading in this time, even after a failed one. */
  readonly minIntervalMs: number;
}

/** The limit of the account's `refreshMinutes`; it also keeps a provider's `minMinutes` within what a timer can hold. */
const maxMinutes = 100_000;

/** The account's own interval or else `refreshMinutes` of the settings, but at least the provider's minimum. */
export function pollInterval(
  account: Account,
  refreshMinutes: number,
  provider?: Pick<Provider, "declared">,
): PollInterval {
  const minMinutes = provider?.declared?.minMinutes ?? 0;
  const minutes = Math.max(account.refreshMinutes ?? refreshMinutes, minMinutes);
  return { intervalMs: Math.min(minutes, maxMinutes) * minuteMs, minIntervalMs: minMinutes * minuteMs };
}
