import { type AccountStatus, isPeriodOver, isStatusStale } from "../../core/accounts/accountStatus.ts";
import { type CreditCheck, checkCredits } from "../../core/accounts/checkCredits.ts";
import { matchByName } from "../../core/accounts/matchByName.ts";
import { defined } from "../../core/common/defined.ts";
import type { Amount } from "../../core/money/amount.ts";
import { localizeLabel } from "../text/labels.ts";
import { type CommandContext, requireAccount } from "./commandContext.ts";

export type CheckContext = Pick<CommandContext, "accountViews" | "clock" | "poller">;

/**
 * Checks whether an account has enough. First refreshes a reading that is older than two intervals, that the last attempt
 * did not confirm or whose period is over, but never before the provider's `Retry-After`, and never with a key that the provider refused.
 * `meterName` is an id or a label.
 */
export async function checkWithRefresh(
  context: CheckContext,
  accountId: string,
  amount: Amount,
  meterName?: string,
): Promise<CreditCheck> {
  const { clock, poller } = context;
  const status = requireAccount(context, accountId);
  const isOld = !status.reading || isStatusStale(status, clock.now()) || isPeriodOver(status, clock.now());
  if (isOld && !poller.suspension(accountId)) await poller.refresh(accountId);
  return checkNamedMeter(requireAccount(context, accountId), amount, meterName, clock.now());
}

/** A name that is the id of no meter may be its label. One that means several meters is answered with `unknown`. */
function checkNamedMeter(
  status: AccountStatus,
  amount: Amount,
  name: string | undefined,
  nowMs: number,
): CreditCheck {
  const meters = status.reading?.snapshot.meters ?? [];
  const labelled = meters.map((meter) => ({ id: meter.id, label: localizeLabel(meter.label), meter }));
  const [match, ...others] = name === undefined ? [] : matchByName(labelled, name);
  if (match && others.length > 0) {
    const candidates = [match, ...others].map(({ meter }) => meter);
    const readAtMs = status.reading?.readAtMs;
    return { verdict: "unknown", reason: "ambiguousMeter", amount, candidates, ...defined({ readAtMs }) };
  }
  return checkCredits(status, amount, match?.id ?? name, nowMs);
}
