import { numberFormat } from "../common/intlFormats.ts";
import { type Amount, abs, amountOf, compare } from "./amount.ts";
import { currencyDisplayOf } from "./currencySymbol.ts";
import type { Unit } from "./unit.ts";

/** Replaces an amount while amounts are hidden. */
export const hiddenAmount = "•••";

const compactFrom = amountOf("100000");
const minShown = amountOf("0.01");
const minShownDebt = amountOf("-0.01");
/** A smaller amount would be rounded to zero. */
const roundingLimit = amountOf("0.005");

/** A short form: grouped, at most two decimals, compact from 100,000 upwards, money with its currency. */
export function formatShort(amount: Amount, unit: Unit, locale: string): string {
  const magnitude = abs(amount);
  if (compare(magnitude, compactFrom) >= 0) {
    return format(amount, unit, locale, { notation: "compact", maximumFractionDigits: 2 });
  }
  // A remaining amount or a debt that is too small for two decimals must not be shown as zero.
  if (amount !== "0" && compare(magnitude, roundingLimit) < 0) {
    return magnitude === amount
      ? `<${formatShort(minShown, unit, locale)}`
      : formatShort(minShownDebt, unit, locale);
  }
  return format(amount, unit, locale, { maximumFractionDigits: 2 });
}

/** All digits of the amount, grouped, money with its currency. */
export function formatExact(amount: Amount, unit: Unit, locale: string): string {
  return format(amount, unit, locale, { maximumFractionDigits: 100 });
}

/** For large type: grouped, at most two decimals, or two significant digits of an amount below a hundredth. */
export function formatRounded(amount: Amount, unit: Unit, locale: string): string {
  const isTiny = amount !== "0" && compare(abs(amount), minShown) < 0;
  return format(
    amount,
    unit,
    locale,
    isTiny ? { maximumSignificantDigits: 2 } : { maximumFractionDigits: 2 },
  );
}

const one = amountOf("1");
const wholeFrom = amountOf("100");

/** An amount that can be used in a period: rounded down, so that it is never too much; whole from 100 upwards, as requests are. */
export function formatAllowance(amount: Amount, unit: Unit, locale: string): string {
  const isWhole = compare(amount, unit.kind === "requests" ? one : wholeFrom) >= 0;
  const digits = isWhole
    ? { minimumFractionDigits: 0, maximumFractionDigits: 0 }
    : { maximumFractionDigits: 2 };
  return format(amount, unit, locale, { ...digits, roundingMode: "floor" });
}

/** A change of a balance: all digits, with a plus or a minus sign (U+2212) unless it is zero. */
export function formatSigned(amount: Amount, unit: Unit, locale: string): string {
  const text = format(amount, unit, locale, { maximumFractionDigits: 100, signDisplay: "exceptZero" });
  return text.replace("-", "\u2212");
}

function format(amount: Amount, unit: Unit, locale: string, options: Intl.NumberFormatOptions): string {
  const formatter = numberFormat(locale, { ...unitFormatOptions(unit, locale), ...options });
  // Intl keeps all digits of a decimal string; a JS number would lose some.
  return formatter.format(amount as Intl.StringNumericLiteral);
}

function unitFormatOptions(unit: Unit, locale: string): Intl.NumberFormatOptions {
  if (isPercent(unit)) return { style: "unit", unit: "percent" };
  if (unit.kind !== "currency" || unit.code === undefined) return {};
  return { style: "currency", currency: unit.code, currencyDisplay: currencyDisplayOf(unit.code, locale) };
}

/** Whether the formatted amount already shows its unit. */
export function showsUnit(unit: Unit): boolean {
  return unit.kind === "currency" || isPercent(unit);
}

function isPercent({ kind, code }: Unit): boolean {
  return kind === "credits" && code?.toLowerCase() === "percent";
}
