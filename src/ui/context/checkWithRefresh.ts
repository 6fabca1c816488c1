import { type AccountStatus, isPeriodOver, isStatusStale } from "../../core/accounts/accountStatus.ts";
import { type CreditCheck, checkCredits } from "../../core/accounts/checkCredits.ts";
import { matchByName } from "../../core/accounts/matchByName.ts";
import { defined } from "../../core/common/defined.ts";
import type { Amount } from "../../core/money/amount.ts";
import type { Clock } from "../../services/common/clock.ts";
import type { AccountViews } from "../accounts/accountViews.ts";
import { localizeLabel } from "../text/labels.ts";
import { requireAccount } from "./commandContext.ts";

/** The accounts, and how a reading of one is asked for. A window has it, and so has the command line. */
export interface CheckContext {
  readonly accountViews: Pick<AccountViews, "find" | "statuses" | "textContext">;
  readonly clock: Pick<Clock, "now">;
  readonly poller: {
    /** Reads the account, as far as its provider allows; see `Poller.renew`. */
    renew(accountId: string): Promise<unknown>;
  };
}

export interface CheckQuestion {
  readonly accountId: string;
  readonly amount: Amount;
  /** The id or the label of a meter. */
  readonly meterName?: string;
  /** An older reading is not good enough. */
  readonly maxAgeMs?: number;
}

/**
 * Checks whether an account has enough. First refreshes a reading that is older than two intervals or than `maxAgeMs`,
 * that the last attempt did not confirm or whose period is over, but never before the provider's `Retry-After`, and never
 * with a key that the provider refused.
 */
export async function checkWithRefresh(
  context: CheckContext,
  { accountId, amount, meterName, maxAgeMs = Number.POSITIVE_INFINITY }: CheckQuestion,
): Promise<CreditCheck> {
  const { clock, poller } = context;
  const calledAtMs = clock.now();
  // A reading that was made for the question is young enough, however long the provider took.
  const isTooOld = ({ reading }: AccountStatus) => calledAtMs - (reading?.readAtMs ?? 0) > maxAgeMs;
  const status = requireAccount(context, accountId);
  const isDoubtful = isStatusStale(status, clock.now()) || isPeriodOver(status, clock.now());
  if (!status.reading || isDoubtful || isTooOld(status)) await poller.renew(accountId);
  const current = requireAccount(context, accountId);
  const check = checkNamedMeter(current, amount, meterName, clock.now());
  return check.verdict !== "unknown" && isTooOld(current)
    ? { ...check, verdict: "unknown", reason: "outdated", ...defined({ failure: current.failure }) }
    : check;
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
