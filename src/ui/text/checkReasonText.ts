import { l10n } from "vscode";
import type { CreditCheck } from "../../core/accounts/checkCredits.ts";
import { amountWithUnit } from "./amountText.ts";
import type { TextContext } from "./textContext.ts";

const texts = {
  enough: (difference) => l10n.t("Enough: {0} would be left.", difference),
  notEnough: (difference) => l10n.t("Not enough: short by {0}.", difference),
  unlimited: () => l10n.t("Enough: this account is unlimited."),
  blocked: () => l10n.t("The provider is refusing requests from this account."),
  expired: () => l10n.t("The subscription or its credits have expired."),
  neverRead: () => l10n.t("The account has not been read yet."),
  noSuchMeter: () => l10n.t("The account has no such meter."),
  otherPool: () =>
    l10n.t("Another balance of the account pays. Amounts in different units are not converted."),
  noBound: () => l10n.t("The provider does not report how much is left."),
  informationOnly: () => l10n.t("This value is for information only."),
} satisfies Record<CreditCheck["reason"], (difference: string) => string>;

/** The reason of a verdict, with the amount that would be left or is missing. */
export function checkReasonText({ reason, difference, unit }: CreditCheck, textContext: TextContext): string {
  return texts[reason](difference !== undefined && unit ? amountWithUnit(difference, unit, textContext) : "");
}
