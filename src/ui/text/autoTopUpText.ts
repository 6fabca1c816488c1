import { type AccountStatus, judgedSnapshot } from "../../core/accounts/accountStatus.ts";
import { metersWithThreshold, willAutoTopUp } from "../../core/accounts/thresholds.ts";
import { amountWithUnit } from "./amountText.ts";
import { l10n } from "./l10n.ts";
import type { TextContext } from "./textContext.ts";

/** Says that a low account gives no alert, because the provider tops it up automatically. Empty for other accounts. */
export function autoTopUpText({ account, reading }: AccountStatus, textContext: TextContext): string {
  if (!reading) return "";
  const snapshot = judgedSnapshot(reading.snapshot, account);
  const { autoTopUp } = snapshot;
  const covered = metersWithThreshold(snapshot, account.low).find((entry) => willAutoTopUp(entry, autoTopUp));
  if (!covered) return "";
  const { amount } = autoTopUp ?? {};
  return amount === undefined
    ? l10n.t("low, but auto top-up is on")
    : l10n.t("low, but auto top-up adds {0}", amountWithUnit(amount, covered.meter.unit, textContext));
}
