import { type Amount, abs, amountOf, compare } from "./amount.ts";
import type { Unit } from "./unit.ts";

/** What stands for an amount under the privacy mask. */
export const hiddenAmount = "•••";

const compactFrom = amountOf("100000");
const minShown = amountOf("0.01");
const minShownDebt = amountOf("-0.01");
/** Less than this is rounded to nothing. */
const roundingLimit = amountOf("0.005");

/** At a glance: grouped, at most two decimals, compact from 100,000 up; money by its currency. */
export function formatShort(amount: Amount, unit: Unit, locale: string): string {
  const magnitude = abs(amount);
  if (compare(magnitude, compactFrom) >= 0) {
    return format(amount, unit, locale, { notation: "compact", maximumFractionDigits: 2 });
  }
  // A remainder too small for two decimals must not read as nothing left, nor a debt as none.
  if (amount !== "0" && compare(magnitude, roundingLimit) < 0) {
    return magnitude === amount
      ? `<${formatShort(minShown, unit, locale)}`
      : formatShort(minShownDebt, unit, locale);
  }
  return format(amount, unit, locale, { maximumFractionDigits: 2 });
}

/** Every digit the provider gave, grouped; money by its currency. */
export function formatExact(amount: Amount, unit: Unit, locale: string): string {
  return format(amount, unit, locale, { maximumFractionDigits: 100 });
}

/** Every digit, with a plus or a true minus before what is not zero: a change of a balance. */
export function formatSigned(amount: Amount, unit: Unit, locale: string): string {
  const text = format(amount, unit, locale, { maximumFractionDigits: 100, signDisplay: "exceptZero" });
  return text.replace("-", "\u2212");
}

const formatters = new Map<string, Intl.NumberFormat>();

function format(amount: Amount, unit: Unit, locale: string, options: Intl.NumberFormatOptions): string {
  const key = `${locale}\n${unit.code ?? ""}\n${JSON.stringify(options)}`;
  let formatter = formatters.get(key);
  if (!formatter) {
    const currencyOptions =
      unit.kind === "currency" && unit.code !== undefined ? currencyFormatOptions(unit.code) : {};
    formatter = new Intl.NumberFormat(locale, { ...currencyOptions, ...options });
    formatters.set(key, formatter);
  }
  // A decimal string keeps its digits; a JS number would not.
  return formatter.format(amount as Intl.StringNumericLiteral);
}

function currencyFormatOptions(code: string): Intl.NumberFormatOptions {
  return { style: "currency", currency: code, currencyDisplay: "narrowSymbol" };
}
