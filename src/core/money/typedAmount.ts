import { numberFormat } from "../common/intlFormats.ts";
import { parsePlainAmount } from "./amount.ts";

/** How a person writes numbers, and the words and signs of a unit that may stand before or after one. */
export interface AmountStyle {
  readonly decimalSign: string;
  /** Absent where digits are not grouped. */
  readonly groupSign?: string;
  /** In lower case: "$", "usd", "credits". */
  readonly unitTexts: readonly string[];
}

/** Digits with a point, as the settings have them. */
export const plainStyle: AmountStyle = { decimalSign: ".", unitTexts: [] };

export function amountStyleOf(locale: string, unitTexts: readonly string[]): AmountStyle {
  const parts = numberFormat(locale).formatToParts(12345.6);
  const signOf = (type: "decimal" | "group") => parts.find((part) => part.type === type)?.value;
  const groupSign = signOf("group");
  return {
    decimalSign: signOf("decimal") ?? ".",
    ...(groupSign === undefined ? {} : { groupSign: plainSign(groupSign) }),
    unitTexts: unitTexts.map((text) => normalize(text)).filter((text) => text !== ""),
  };
}

/**
 * Parses an amount as a person types it: "$10", "5,50" where a comma is the decimal sign, "1,000" where it groups digits.
 * A point is a decimal sign everywhere, unless it groups digits. Returns `digits[.digits]`; `undefined` for any other text.
 */
export function parseTypedAmount(text: string, style: AmountStyle): string | undefined {
  const number = withoutUnit(normalize(text), style.unitTexts);
  const { decimalSign, groupSign } = style;
  const whole = groupSign === undefined ? undefined : ungroup(number, groupSign, decimalSign);
  const plain = whole ?? number.replace(decimalSign, ".");
  return parsePlainAmount(plain) === undefined ? undefined : plain;
}

function withoutUnit(text: string, unitTexts: readonly string[]): string {
  // The longest first: "credits" before "credit".
  for (const unit of unitTexts.toSorted((a, b) => b.length - a.length)) {
    if (text.startsWith(unit)) return text.slice(unit.length).trim();
    if (text.endsWith(unit)) return text.slice(0, -unit.length).trim();
  }
  return text;
}

/** A number whose digits are grouped by three, or as in India; `undefined` for any other. */
function ungroup(number: string, groupSign: string, decimalSign: string): string | undefined {
  const [whole = "", fraction, ...others] = number.split(decimalSign);
  const groups = whole.split(groupSign);
  const [first = "", ...rest] = groups;
  const isGrouped =
    rest.length > 0 &&
    /^\d{1,3}$/.test(first) &&
    rest.slice(0, -1).every((group) => /^\d{2,3}$/.test(group)) &&
    /^\d{3}$/.test(rest.at(-1) ?? "");
  if (!isGrouped || others.length > 0) return undefined;
  return fraction === undefined ? groups.join("") : `${groups.join("")}.${fraction}`;
}

/** Full-width digits and signs of an input method, and the many blanks and apostrophes, become the plain ones. */
function normalize(text: string): string {
  return plainSign(text.normalize("NFKC")).trim().toLowerCase();
}

function plainSign(text: string): string {
  return text.replace(/\s/gu, " ").replaceAll("’", "'");
}
