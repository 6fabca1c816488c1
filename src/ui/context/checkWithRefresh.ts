import { isStatusStale } from "../../core/accounts/accountStatus.ts";
import { type CreditCheck, checkCredits } from "../../core/accounts/checkCredits.ts";
import type { Amount } from "../../core/money/amount.ts";
import { accountOf, type Desk } from "./commandContext.ts";

/**
 * Whether an account has enough. A reading older than two intervals, or not confirmed by the last attempt, is
 * read anew first: not before the provider's `Retry-After`, and not with a key that it refused.
 */
export async function freshCheck(
  desk: Desk,
  accountId: string,
  amount: Amount,
  meterId?: string,
): Promise<CreditCheck> {
  const known = accountOf(desk, accountId);
  const isOld = !known.reading || isStatusStale(known, desk.clock.now());
  if (isOld && !desk.poller.rest(accountId)) await desk.poller.refresh(accountId);
  return checkCredits(accountOf(desk, accountId), amount, meterId, desk.clock.now());
}
