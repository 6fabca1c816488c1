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
  if (text.length > maxNumeralLength || !numeralPattern.test(text)) return undefined;
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

// Rounds towards zero, so that a quotient never exceeds the exact one.
const BigRoundingDown = Big();
BigRoundingDown.DP = 12;
BigRoundingDown.RM = Big.roundDown;

/** Exact when the quotient has at most 12 decimals, else cut after 12. `divisor`: a positive whole number. */
export function dividedBy(amount: Amount, divisor: number): Amount {
  return canonical(new BigRoundingDown(amount).div(divisor));
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
