import { type Amount, amountOf } from "./amount.ts";

/** The greatest number of decimal places among the amounts. */
export function maxDecimalPlaces(amounts: Iterable<Amount>): number {
  let places = 0;
  for (const amount of amounts) {
    const point = amount.indexOf(".");
    if (point >= 0) places = Math.max(places, amount.length - point - 1);
  }
  return places;
}

/** The amount times 10^`places`, as an integer: exact and fast for sums over very many amounts. */
export function toScaledBigInt(amount: Amount, places: number): bigint {
  const [whole = "", rest = ""] = amount.split(".");
  return BigInt(whole + rest.padEnd(places, "0"));
}

/** The reverse of `toScaledBigInt`. */
export function fromScaledBigInt(scaled: bigint, places: number): Amount {
  const digits = (scaled < 0n ? -scaled : scaled).toString().padStart(places + 1, "0");
  const whole = digits.slice(0, digits.length - places);
  return amountOf(`${scaled < 0n ? "-" : ""}${whole}.${digits.slice(whole.length)}`.replace(/\.$/, ""));
}
