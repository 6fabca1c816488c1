import Big from "big.js";

declare const amountBrand: unique symbol;

/**
 * An exact decimal in canonical form: an optional minus, digits, and if needed a point and decimals that do not end
 * in zero. No exponent, no grouping, never "-0". A JS number never contains an amount.
 */
export type Amount = string & { readonly [amountBrand]: true };

// A longer numeral such as "1e999999999" is an attack on memory, not money.
const maxNumeralLength = 110;
/** The most digits that are read on either side of the point. Results of calculations stay far below `maxLength`. */
const maxDigits = 50;
const maxLength = 200;

const numeralPattern = /^-?\d+(?:\.\d+)?(?:[eE][+-]?\d{1,3})?$/;
const plainNumeralPattern = /^\d{1,50}(?:\.\d{1,50})?$/;
const canonicalPattern = /^(?:0|-?(?:[1-9]\d*(?:\.\d*[1-9])?|0\.\d*[1-9]))$/;

/** Parses a decimal numeral of JSON, exponents included. `undefined` for any other text. */
export function parseAmount(text: string): Amount | undefined {
  if (text.length > maxNumeralLength) return undefined;
  // Most numerals are canonical already.
  if (text.length <= maxDigits && canonicalPattern.test(text)) return text as Amount;
  if (!numeralPattern.test(text)) return undefined;
  const plain = canonical(new Big(text));
  const [whole = "", fraction = ""] = plain.replace("-", "").split(".");
  return whole.length > maxDigits || fraction.length > maxDigits ? undefined : plain;
}

/**
 * Parses `digits[.digits]`: at most 50 digits on either side of the point, no sign, exponent, grouping or spaces.
 * `undefined` for any other text.
 */
export function parsePlainAmount(text: string): Amount | undefined {
  return plainNumeralPattern.test(text) ? canonical(new Big(text)) : undefined;
}

/** Whether a value is an amount in canonical form, such as a stored or computed one. */
export function isAmount(value: unknown): value is Amount {
  return typeof value === "string" && value.length <= maxLength && canonicalPattern.test(value);
}

/** An amount that the code itself writes. Throws an Error for malformed text, which is a bug. */
export function amountOf(text: string): Amount {
  const amount = numeralPattern.test(text) ? canonical(new Big(text)) : undefined;
  if (!isAmount(amount)) throw new Error(`not an amount: ${text}`);
  return amount;
}

export function plus(a: Amount, b: Amount): Amount {
  return canonical(new Big(a).plus(b));
}

export function minus(a: Amount, b: Amount): Amount {
  return canonical(new Big(a).minus(b));
}

export function negated(amount: Amount): Amount {
  return canonical(new Big(amount).neg());
}

/** The amount without its sign. */
export function abs(amount: Amount): Amount {
  return amount.startsWith("-") ? negated(amount) : amount;
}

/** Moves the decimal point: `shift(cents, -2)` gives whole units. */
export function shift(amount: Amount, digits: number): Amount {
  return canonical(new Big(amount).times(new Big(`1e${digits}`)));
}

export function times(a: Amount, b: Amount): Amount {
  return canonical(new Big(a).times(b));
}

const maxQuotientDecimals = 12;
/** With 50 digits before the point, an amount stays below `maxLength`. */
const maxEndingDecimals = 100;

/** Exact where the quotient ends; else cut after 12 decimals, so that it never exceeds the exact one. */
export function quotient(amount: Amount, divisor: Amount): Amount {
  const [top, bottom] = [new Big(amount), new Big(divisor)];
  const decimals = decimalsOfQuotient(top, bottom);
  const Rounding = Big();
  Rounding.DP = decimals ?? maxQuotientDecimals;
  Rounding.RM = Big.roundDown;
  return canonical(new Rounding(top).div(bottom));
}

/** How many decimals the quotient has; `undefined` where it has no end, or more than an amount can have. */
function decimalsOfQuotient(top: Big, bottom: Big): number | undefined {
  const places = (value: Big) => Math.max(0, value.c.length - 1 - value.e);
  const scale = 10n ** BigInt(Math.max(places(top), places(bottom)));
  const toInteger = (value: Big) => BigInt(value.times(scale.toString()).abs().toFixed());
  const [dividend, divisor] = [toInteger(top), toInteger(bottom)];
  let rest = divisor / greatestCommonDivisor(dividend, divisor);
  let [twos, fives] = [0, 0];
  for (; rest % 2n === 0n; rest /= 2n) twos += 1;
  for (; rest % 5n === 0n; rest /= 5n) fives += 1;
  const decimals = Math.max(twos, fives);
  return rest === 1n && decimals <= maxEndingDecimals ? decimals : undefined;
}

function greatestCommonDivisor(a: bigint, b: bigint): bigint {
  let [x, y] = [a, b];
  while (y !== 0n) [x, y] = [y, x % y];
  return x;
}

/** Negative, zero or positive, as `a` is less than, equal to or greater than `b`. */
export function compare(a: Amount, b: Amount): -1 | 0 | 1 {
  return new Big(a).cmp(b);
}

/** Whether `part` is strictly less than `percent` per cent of `whole`. Compares exactly. */
export function isBelowPercent(part: Amount, whole: Amount, percent: number): boolean {
  return new Big(part).times(100).lt(new Big(whole).times(percent));
}

/** `part / whole` for sorting and drawing only; never shown as an amount. */
export function ratio(part: Amount, whole: Amount): number {
  return new Big(whole).eq(0) ? 0 : new Big(part).div(whole).toNumber();
}

function canonical(value: Big): Amount {
  const plain = value.eq(0) ? "0" : value.toFixed();
  return plain as Amount;
}
