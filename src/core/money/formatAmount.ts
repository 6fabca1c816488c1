import { type Amount, abs, amountOf, compare } from "./amount.ts";
import type { Unit } from "./unit.ts";

/** What stands for an amount under the privacy mask. */
export const hiddenAmount = "•••";

const compactFrom = amountOf("100000");
const least = amountOf("0.01");
const leastDebt = amountOf("-0.01");
/** Less than this is rounded to nothing. */
const half = amountOf("0.005");

/** At a glance: grouped, at most two decimals, compact from 100,000 up; money by its currency. */
export function formatShort(amount: Amount, unit: Unit, locale: string): string {
  const size = abs(amount);
  if (compare(size, compactFrom) >= 0) {
    return format(amount, unit, locale, { notation: "compact", maximumFractionDigits: 2 });
  }
  // A remainder too small for two decimals must not read as nothing left, nor a debt as none.
  if (amount !== "0" && compare(size, half) < 0) {
    return size === amount ? `<${formatShort(least, unit, locale)}` : formatShort(leastDebt, unit, locale);
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

const formats = new Map<string, Intl.NumberFormat>();

function format(amount: Amount, unit: Unit, locale: string, options: Intl.NumberFormatOptions): string {
  const key = `${locale}\n${unit.code ?? ""}\n${JSON.stringify(options)}`;
  let found = formats.get(key);
  if (!found) {
    const money = unit.kind === "currency" && unit.code !== undefined ? moneyOptions(unit.code) : {};
    found = new Intl.NumberFormat(locale, { ...money, ...options });
    formats.set(key, found);
  }
  // A decimal string keeps its digits; a JS number would not.
  return found.format(amount as Intl.StringNumericLiteral);
}

function moneyOptions(code: string): Intl.NumberFormatOptions {
  return { style: "currency", currency: code, currencyDisplay: "narrowSymbol" };
}
