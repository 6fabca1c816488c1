import { type Amount, negated, parseAmount } from "../../core/money/amount.ts";

/** Symbols and codes of currencies, before or after the number. */
const affix = "(?:[\\p{Sc}]|[A-Z]{1,3}\\$|[A-Za-z]{3,5}|zł|kr\\.?|Fr\\.?)";
const moneyPattern = new RegExp(
  `^(\\()?([-\u2212+])? *(?:${affix})? *([-\u2212+])? *(\\d[\\d.,'\u2019 ]*) *(?:${affix})?(\\))?$`,
  "u",
);
const groupSpaces = /[\u00a0\u202f\u2009 ]+/g;

/**
 * An amount written as money, such as "$35.30", "-1,234.5 USD", "1.234,50 €" or "($5.00)". `undefined` for text that is
 * no money, or that different countries read differently: "$1,234" and "€ 1.234".
 */
export function parseMoney(text: string): Amount | undefined {
  const plain = parseAmount(text.trim());
  if (plain !== undefined) return plain;
  const match = moneyPattern.exec(text.trim().replace(groupSpaces, " "));
  const [, open, signBefore, signAfter, number = "", close] = match ?? [];
  if (!match || (open === undefined) !== (close === undefined)) return undefined;
  const decimal = toDecimal(number.trim());
  const amount = decimal === undefined ? undefined : parseAmount(decimal);
  const signs = [open, signBefore, signAfter].filter((sign) => sign !== undefined && sign !== "+");
  if (amount === undefined || signs.length > 1) return undefined;
  return signs.length === 1 ? negated(amount) : amount;
}

/** The number with a point and without separators of thousands. */
function toDecimal(number: string): string | undefined {
  const compact = number.replace(/(\d)[ '\u2019](?=\d{3}(?:\D|$))/g, "$1");
  if (/[^\d.,]/.test(compact)) return undefined;
  const hasSeparators = compact !== number;
  const point = Math.max(compact.lastIndexOf("."), compact.lastIndexOf(","));
  if (point < 0) return compact;
  const separator = compact[point] ?? "";
  const other = separator === "." ? "," : ".";
  const whole = compact.slice(0, point);
  const fraction = compact.slice(point + 1);
  if (whole.includes(separator)) {
    // The same sign twice separates thousands.
    return isGrouped(compact, separator) ? compact.replaceAll(separator, "") : undefined;
  }
  if (whole.includes(other)) {
    return isGrouped(whole, other) ? `${whole.replaceAll(other, "")}.${fraction}` : undefined;
  }
  const isAmbiguous = fraction.length === 3 && /^[1-9]\d{0,2}$/.test(whole) && !hasSeparators;
  return isAmbiguous || fraction === "" ? undefined : `${whole}.${fraction}`;
}

function isGrouped(text: string, separator: string): boolean {
  const [first = "", ...groups] = text.split(separator);
  return /^\d{1,3}$/.test(first) && groups.every((group) => /^\d{3}$/.test(group));
}
