import { type AccountStatus, headlineMeter, judgedSnapshot } from "../../core/accounts/accountStatus.ts";
import { shortRunwayDays } from "../../core/accounts/shortRunway.ts";
import { defaultPercent, floorsOf, metersWithThreshold } from "../../core/accounts/thresholds.ts";
import { formatFloors } from "../../core/accounts/thresholdText.ts";
import { amountStyle } from "./amountStyle.ts";
import { l10n } from "./l10n.ts";
import type { TextContext } from "./textContext.ts";

/** When an account is low, in a few words: by its settings, else by the default that applies to what is known of it. */
export function lowWarningText(status: AccountStatus, textContext: TextContext): string {
  const floors = floorsOf(status.account.low);
  if (floors.length === 0) return defaultWarningText(status, "short");
  const style = amountStyle(headlineMeter(status)?.unit, textContext);
  return l10n.t("below {0}", formatFloors(floors, style));
}

/** When an account without a warning of its own is low; the short form leaves out how long it lasts. */
export function defaultWarningText(
  { account, reading }: AccountStatus,
  form: "short" | "full" = "full",
): string {
  if (!reading) return l10n.t("below {0} % of the limit or of the highest balance", defaultPercent);
  const judged = metersWithThreshold(judgedSnapshot(reading.snapshot, account), undefined);
  const limited = judged.filter(({ meter }) => meter.remaining !== null);
  if (limited.length === 0) return l10n.t("never, as it is unlimited");
  if (limited.every(({ meter }) => typeof meter.limit === "string"))
    return l10n.t("below {0} % of the limit", defaultPercent);
  if (form === "short" || limited.some(({ meter }) => typeof meter.limit === "string"))
    return l10n.t("below {0} % of the limit or of the highest balance", defaultPercent);
  return l10n.t(
    "below {0} % of the highest balance since the last top-up, or when it lasts less than {1} days",
    defaultPercent,
    shortRunwayDays,
  );
}
