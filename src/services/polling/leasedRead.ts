import { isRetryPending } from "../../core/readings/schedule.ts";
import type { Clock } from "../common/clock.ts";
import { delay } from "../common/timers.ts";
import type { Leases } from "../coordination/leases.ts";
import type { PolledAccount } from "./polledAccount.ts";

export interface LeasedReadOptions {
  readonly leases: Leases;
  readonly clock: Clock;
  /** Takes over what another window read since. */
  readonly catchUp: (polled: PolledAccount) => Promise<void>;
  readonly attempt: (polled: PolledAccount) => Promise<void>;
}

const pollMs = 250;

/**
 * Reads an account for all windows of the machine. With `isDue`, as the schedule wants it: what another window
 * reads meanwhile is left to it. Without, as a person wants it: a read that is under way in another window is
 * waited for, and its end is this one's.
 */
export async function leasedRead(
  polled: PolledAccount,
  { leases, clock, catchUp, attempt }: LeasedReadOptions,
  isDue?: () => boolean,
): Promise<void> {
  const mayAsk = isDue ?? (() => !isRetryPending(polled.retryAtMs(clock.now()), clock.now()));
  await catchUp(polled);
  const before = polled.attempt;
  for (;;) {
    if (!mayAsk() || polled.signal.aborted) return;
    const claim = await leases.acquire(`read ${polled.account.id}`);
    if (claim.kind === "mine") {
      try {
        // Between the look before and the claim another window may have read it.
        await catchUp(polled);
        if (mayAsk() && (isDue || polled.attempt === before)) await attempt(polled);
      } finally {
        await claim.release();
      }
      return;
    }
    if (isDue) return polled.deferUntil(claim.untilMs);
    await delay(clock, pollMs, polled.signal);
    await catchUp(polled);
    if (polled.attempt !== before) return;
  }
}
