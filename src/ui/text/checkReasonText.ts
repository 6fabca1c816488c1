import type { CreditCheck } from "../../core/accounts/checkCredits.ts";
import { isSpent } from "../../core/accounts/pools.ts";
import type { MeterReading } from "../../core/readings/snapshot.ts";
import { formatCalendarTime } from "../../core/time/relativeTime.ts";
import { amountWithUnit } from "./amountText.ts";
import { failureMessage } from "./failureMessage.ts";
import { l10n } from "./l10n.ts";
import { localizeLabel } from "./labels.ts";
import { sanitizeText } from "./sanitizeText.ts";
import { joinSentences, listText } from "./sentences.ts";
import type { TextContext } from "./textContext.ts";

/** What a sentence needs besides the check. */
interface ReasonDetails {
  /** The amount that would be left or is missing, with its unit. */
  readonly difference: string;
  /** Why the account could not be read, and what to do; empty when it was read. */
  readonly failureText: string;
  readonly textContext: TextContext;
}

type ReasonText = (check: CreditCheck, details: ReasonDetails) => string;

const texts = {
  enough: (_, { difference }) => l10n.t("Enough: {0} would be left.", difference),
  notEnough: (check, { difference }) =>
    check.difference === undefined
      ? l10n.t("Not enough: {0} is used up.", meterName(check.meter))
      : l10n.t("Not enough: short by {0}.", difference),
  unlimited: () => l10n.t("Enough: this account is unlimited."),
  blocked: () => l10n.t("The provider is refusing requests from this account."),
  expired: () => l10n.t("The subscription or its credits have expired."),
  neverRead: () => l10n.t("The account has not been read yet."),
  keyUnusable: (_, { failureText }) => failureText,
  outdated: (_, { failureText }) =>
    joinSentences(l10n.t("The last reading is too old and could not be renewed."), failureText),
  periodOver: ({ meter }, { failureText, textContext }) =>
    joinSentences(
      l10n.t(
        "{0} was to reset {1} and has not been read since.",
        meterName(meter),
        resetTime(meter, textContext),
      ),
      failureText,
    ),
  noSuchMeter: () => l10n.t("The account has no such meter."),
  ambiguousMeter: ({ candidates = [] }, { textContext }) => {
    const ids = candidates.map(({ id }) => id);
    return l10n.t("Several meters have this name; use the id: {0}.", listText(ids, textContext.locale));
  },
  otherPool: ({ meter, payer }) =>
    meter && isSpent(meter)
      ? l10n.t(
          "{0} is used up, and {1} pays now. Amounts in different units are not converted.",
          ...meterNames(meter, payer),
        )
      : l10n.t(
          "{0} is not the only one that pays: {1} does too. Amounts in different units are not converted.",
          ...meterNames(meter, payer),
        ),
  accepting: ({ meter }) =>
    l10n.t("{0} is used up, but the provider still accepts requests.", meterName(meter)),
  noBound: () => l10n.t("The provider does not report how much is left."),
  informationOnly: () => l10n.t("This value is for information only."),
} satisfies Record<CreditCheck["reason"], ReasonText>;

/**
 * The reason of a verdict, with the amount that would be left or is missing, the meter if several decide, and why the
 * account could not be read.
 */
export function checkReasonText(check: CreditCheck, textContext: TextContext): string {
  const { reason, difference, unit, failure } = check;
  const text: ReasonText = texts[reason];
  const sentence = text(check, {
    difference: difference !== undefined && unit ? amountWithUnit(difference, unit, textContext) : "",
    failureText: failure ? failureMessage(failure, textContext).message : "",
    textContext,
  });
  return joinSentences(sentence, meterText(check, textContext));
}

function resetTime(meter: MeterReading | undefined, textContext: TextContext): string {
  return meter?.resetsAt === undefined ? "" : formatCalendarTime(Date.parse(meter.resetsAt), textContext);
}

/** Says which meter decided, and when a spent one is reset; empty where there is only one. */
function meterText({ reason, meter, hasSeveral }: CreditCheck, textContext: TextContext): string {
  const isDecidedByMeter = reason === "enough" || reason === "notEnough" || reason === "unlimited";
  if (!meter || !hasSeveral || !isDecidedByMeter) return "";
  const { resetsAt } = meter;
  if (!isSpent(meter) || resetsAt === undefined || Date.parse(resetsAt) <= textContext.nowMs)
    return l10n.t("{0} decides.", meterName(meter));
  return l10n.t("{0} decides, and resets {1}.", meterName(meter), resetTime(meter, textContext));
}

/** The names of two meters, with their units where the names are equal: balances in several currencies. */
function meterNames(...meters: readonly [MeterReading | undefined, MeterReading | undefined]): string[] {
  const names = meters.map(meterName);
  const isEqual = names[0] === names[1];
  return meters.map((meter, index) => {
    const name = names[index] ?? "";
    return isEqual && meter?.unit.code !== undefined ? `${name} (${sanitizeText(meter.unit.code)})` : name;
  });
}

function meterName(meter: MeterReading | undefined): string {
  return meter ? l10n.t("“{0}”", sanitizeText(localizeLabel(meter.label))) : "";
}
