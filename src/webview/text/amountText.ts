import { numberFormat } from "../../core/common/intlFormats.ts";
import { type Amount, isAmount } from "../../core/money/amount.ts";
import {
  formatExact,
  formatRounded,
  formatShort,
  formatSigned,
  hiddenAmount,
} from "../../core/money/formatAmount.ts";
import type { Unit } from "../../core/money/unit.ts";
import type { RenderContext } from "../app/viewContext.ts";

const formats = { exact: formatExact, rounded: formatRounded, short: formatShort } as const;
type AmountForm = keyof typeof formats;

/** Shown for an amount that is not known, which is never zero. */
export const unknownAmount = "–";

/**
 * An amount in the user's language: `null` is unlimited, `undefined` unknown. Every amount of the panel goes
 * through here or through `signedText`, so that hiding amounts hides all of them.
 */
export function amountText(
  { hideAmounts, strings, locale }: RenderContext,
  amount: string | null | undefined,
  unit: Unit,
  form: AmountForm = "exact",
): string {
  if (amount === undefined) return unknownAmount;
  if (hideAmounts) return hiddenAmount;
  if (amount === null) return strings.unlimited;
  if (!isAmount(amount)) return unknownAmount;
  return formats[form](amount, unit, locale);
}

/** A number of things, which is never hidden. */
export function countText({ locale }: RenderContext, count: number): string {
  return numberFormat(locale).format(count);
}

/** A change of a balance, with its sign. */
export function signedText({ hideAmounts, locale }: RenderContext, amount: Amount, unit: Unit): string {
  return hideAmounts ? hiddenAmount : formatSigned(amount, unit, locale);
}

const decimalSeparators = new Map<string, string>();

/** Splits a formatted amount before its decimal separator, so that the amounts of a column align there. */
export function splitAtDecimalPoint(
  text: string,
  locale: string,
): readonly [integer: string, fraction: string] {
  let separator = decimalSeparators.get(locale);
  if (separator === undefined) {
    const parts = numberFormat(locale).formatToParts(0.5);
    separator = parts.find(({ type }) => type === "decimal")?.value ?? ".";
    decimalSeparators.set(locale, separator);
  }
  const lastDigit = text.search(/\p{Nd}\P{Nd}*$/u);
  const at = text.lastIndexOf(separator, lastDigit);
  const end = at > 0 ? at : lastDigit + 1;
  return [text.slice(0, end), text.slice(end)];
}
