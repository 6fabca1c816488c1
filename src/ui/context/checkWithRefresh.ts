import { isStatusStale } from "../../core/accounts/accountStatus.ts";
import { type CreditCheck, checkCredits } from "../../core/accounts/checkCredits.ts";
import type { Amount } from "../../core/money/amount.ts";
import { type CommandContext, requireAccount } from "./commandContext.ts";

export type CheckContext = Pick<CommandContext, "accountViews" | "clock" | "poller">;

/**
 * Checks whether an account has enough. First refreshes a reading that is older than two intervals or that the last attempt
 * did not confirm, but never before the provider's `Retry-After`, and never with a key that the provider refused.
 */
export async function checkWithRefresh(
  context: CheckContext,
  accountId: string,
  amount: Amount,
  meterId?: string,
): Promise<CreditCheck> {
  const { clock, poller } = context;
  const status = requireAccount(context, accountId);
  const isOld = !status.reading || isStatusStale(status, clock.now());
  if (isOld && !poller.suspension(accountId)) await poller.refresh(accountId);
  return checkCredits(requireAccount(context, accountId), amount, meterId, clock.now());
}
