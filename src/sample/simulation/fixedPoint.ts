import { amountOf, minus } from "../../core/money/amount.ts";

const decimals = 12;
const scale = 10n ** BigInt(decimals);

/** An exact amount in units of 10⁻¹², so that a ledger of thousands of entries adds up by plain `+`. */
export type FixedPoint = bigint;

/** Reads plain decimal text of at most twelve decimals; throws on anything else. */
export function toFixedPoint(text: string): FixedPoint {
  const match = /^(-?)(\d+)(?:\.(\d{1,12}))?$/.exec(text);
  if (!match) throw new Error(`not a decimal of at most ${decimals} decimals: ${text}`);
  const [, sign, whole = "0", fraction = ""] = match;
  const size = BigInt(whole) * scale + BigInt(fraction.padEnd(decimals, "0"));
  return sign ? -size : size;
}

/** Plain decimal text without trailing zeros, but with at least `minDecimals`. */
export function fromFixedPoint(value: FixedPoint, minDecimals = 0): string {
  const size = value < 0n ? -value : value;
  const fraction = (size % scale)
    .toString()
    .padStart(decimals, "0")
    .replace(/0+$/, "")
    .padEnd(minDecimals, "0");
  return `${value < 0n ? "-" : ""}${size / scale}${fraction ? `.${fraction}` : ""}`;
}

/** The first of the month, 00:00 UTC. */
export function startOfMonth(atMs: number): number {
  const at = new Date(atMs);
  return Date.UTC(at.getUTCFullYear(), at.getUTCMonth(), 1);
}

/** The exact difference of two decimals. */
export function subtractDecimals(minuend: string, subtrahend: string): string {
  return minus(amountOf(minuend), amountOf(subtrahend));
}
