import { isStatusStale } from "../../core/accounts/accountStatus.ts";
import { type CreditCheck, checkCredits } from "../../core/accounts/checkCredits.ts";
import type { Amount } from "../../core/money/amount.ts";
import { type CommandContext, requireAccount } from "./commandContext.ts";

/**
 * Whether an account has enough. A reading older than two intervals, or not confirmed by the last attempt, is
 * read anew first: not before the provider's `Retry-After`, and not with a key that it refused.
 */
export async function checkWithRefresh(
  context: CommandContext,
  accountId: string,
  amount: Amount,
  meterId?: string,
): Promise<CreditCheck> {
  const known = requireAccount(context, accountId);
  const isOld = !known.reading || isStatusStale(known, context.clock.now());
  if (isOld && !context.poller.suspension(accountId)) await context.poller.refresh(accountId);
  return checkCredits(requireAccount(context, accountId), amount, meterId, context.clock.now());
}
