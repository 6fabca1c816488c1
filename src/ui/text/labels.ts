import { type AccountMark, type MarkedAccount, marksOf } from "../../core/accounts/accountMark.ts";
import type { MeterStanding } from "../../core/accounts/pools.ts";
import type { Label, LabelKey } from "../../core/readings/snapshot.ts";
import { definitionText } from "./definitionText.ts";
import { l10n } from "./l10n.ts";
import { sanitizeText } from "./sanitizeText.ts";

const termLabels = {
  credits: () => l10n.t("Credits"),
  requests: () => l10n.t("Requests"),
  balance: () => l10n.t("Balance"),
  quota: () => l10n.t("Quota"),
  conversions: () => l10n.t("Conversions"),
  organization: () => l10n.t("Organization"),
  application: () => l10n.t("Application"),
  emailVerified: () => l10n.t("Email verified"),
  creditLimit: () => l10n.t("Credit limit"),
  freeTrialPending: () => l10n.t("Free trial pending"),
  creditNotice: () => l10n.t("New credit grant"),
  twoFactor: () => l10n.t("Two-factor sign-in"),
  totalBalance: () => l10n.t("Total balance"),
  subscription: () => l10n.t("Subscription"),
  requestsAllTime: () => l10n.t("Requests, all time"),
  email: () => l10n.t("Email"),
  largestFile: () => l10n.t("Largest file"),
  budget: () => l10n.t("Budget"),
  spentThisMonth: () => l10n.t("Spent this month"),
  reportedDayLate: () => l10n.t("Reported up to a day late"),
  budgetOtherUnit: () => l10n.t("Budget in another unit, not used"),
  unitsNotShown: () => l10n.t("More units, not shown"),
} satisfies Record<LabelKey, () => string>;

/** The localized label of one of our terms; a declared provider's own label as its definition has it. */
export function localizeLabel(label: Label): string {
  return typeof label === "string" ? termLabels[label]() : sanitizeText(definitionText(label.text));
}

const markTexts = {
  ok: () => l10n.t("ok"),
  low: () => l10n.t("low"),
  empty: () => l10n.t("empty"),
  unknown: () => l10n.t("unknown"),
  needsUser: () => l10n.t("action needed"),
  failing: () => l10n.t("cannot be read"),
} satisfies Record<AccountMark, () => string>;

export function markText(mark: AccountMark): string {
  return markTexts[mark]();
}

/** "ok", "low, cannot be read". */
export function accountLevelText(account: MarkedAccount): string {
  return marksOf(account).map(markText).join(", ");
}

const standingTexts = {
  pays: () => l10n.t("pays now"),
  binds: () => l10n.t("tightest limit"),
  spent: () => l10n.t("used up"),
  information: () => l10n.t("for information"),
} satisfies Record<MeterStanding, () => string>;

export function standingText(standing: MeterStanding): string {
  return standingTexts[standing]();
}
