import { type AccountStatus, headlineMeter } from "../../core/accounts/accountStatus.ts";
import type { Amount } from "../../core/money/amount.ts";
import { formatExact, formatShort, hiddenAmount, showsUnit } from "../../core/money/formatAmount.ts";
import type { Unit } from "../../core/money/unit.ts";
import { isSingular } from "./countText.ts";
import { l10n } from "./l10n.ts";
import { sanitizeText } from "./sanitizeText.ts";
import type { TextContext } from "./textContext.ts";

/** An exact amount with its unit: "3,766 credits", "€12.345678"; "unlimited" for null. */
export function amountWithUnit(
  amount: Amount | null,
  unit: Unit,
  { locale, hideAmounts }: TextContext,
): string {
  if (amount === null) return l10n.t("unlimited");
  const text = hideAmounts ? hiddenAmount : formatExact(amount, unit, locale);
  if (showsUnit(unit)) return text;
  if (unit.code !== undefined) return `${text} ${sanitizeText(unit.code)}`;
  if (!hideAmounts && isSingular(Number(amount)))
    return unit.kind === "credits" ? l10n.t("{0} credit", text) : l10n.t("{0} request", text);
  return unit.kind === "credits" ? l10n.t("{0} credits", text) : l10n.t("{0} requests", text);
}

/** What remains on an account's headline meter, to two decimals; a dash while it is unknown. */
export function shortRemainingText(status: AccountStatus, { locale, hideAmounts }: TextContext): string {
  const meter = headlineMeter(status);
  if (!meter) return "–";
  if (meter.remaining === null) return "∞";
  return hideAmounts ? hiddenAmount : formatShort(meter.remaining, meter.unit, locale);
}
