import { l10n } from "vscode";
import type { CreditCheck } from "../../core/accounts/checkCredits.ts";
import { isSpent } from "../../core/accounts/pools.ts";
import type { MeterReading } from "../../core/readings/snapshot.ts";
import { formatRelativeTime } from "../../core/time/relativeTime.ts";
import { amountWithUnit } from "./amountText.ts";
import { localizeLabel } from "./labels.ts";
import { sanitizeText } from "./sanitizeText.ts";
import type { TextContext } from "./textContext.ts";

const texts = {
  enough: (_, difference) => l10n.t("Enough: {0} would be left.", difference),
  notEnough: (check, difference) =>
    check.difference === undefined
      ? l10n.t("Not enough: {0} is used up.", meterName(check.meter))
      : l10n.t("Not enough: short by {0}.", difference),
  unlimited: () => l10n.t("Enough: this account is unlimited."),
  blocked: () => l10n.t("The provider is refusing requests from this account."),
  expired: () => l10n.t("The subscription or its credits have expired."),
  neverRead: () => l10n.t("The account has not been read yet."),
  noSuchMeter: () => l10n.t("The account has no such meter."),
  ambiguousMeter: ({ candidates = [] }) =>
    l10n.t("Several meters have this name; use the id: {0}.", candidates.map(({ id }) => id).join(", ")),
  otherPool: ({ meter, payer }) =>
    meter && isSpent(meter)
      ? l10n.t(
          "{0} is used up, and {1} pays now. Amounts in different units are not converted.",
          meterName(meter),
          meterName(payer),
        )
      : l10n.t(
          "{0} is not all that counts: {1} pays too. Amounts in different units are not converted.",
          meterName(meter),
          meterName(payer),
        ),
  accepting: ({ meter }) =>
    l10n.t("{0} is used up, but the provider still accepts requests.", meterName(meter)),
  noBound: () => l10n.t("The provider does not report how much is left."),
  informationOnly: () => l10n.t("This value is for information only."),
} satisfies Record<CreditCheck["reason"], (check: CreditCheck, difference: string) => string>;

/** The reason of a verdict, with the amount that would be left or is missing, and the meter if several decide. */
export function checkReasonText(check: CreditCheck, textContext: TextContext): string {
  const { reason, difference, unit } = check;
  const text: (check: CreditCheck, difference: string) => string = texts[reason];
  const sentence = text(
    check,
    difference !== undefined && unit ? amountWithUnit(difference, unit, textContext) : "",
  );
  return [sentence, ...meterTexts(check, textContext)].join(" ");
}

/** Says which meter decided, and when a spent one is reset. */
function meterTexts({ reason, meter, hasSeveral }: CreditCheck, { nowMs, locale }: TextContext): string[] {
  const isDecidedByMeter = reason === "enough" || reason === "notEnough" || reason === "unlimited";
  if (!meter || !hasSeveral || !isDecidedByMeter) return [];
  const { resetsAt } = meter;
  if (!isSpent(meter) || resetsAt === undefined || Date.parse(resetsAt) <= nowMs)
    return [l10n.t("{0} decides.", meterName(meter))];
  const reset = formatRelativeTime(Date.parse(resetsAt), nowMs, locale);
  return [l10n.t("{0} decides, and resets {1}.", meterName(meter), reset)];
}

function meterName(meter: MeterReading | undefined): string {
  return meter ? `“${sanitizeText(localizeLabel(meter.label))}”` : "";
}
