import { type Amount, amountOf } from "./amount.ts";

/** How many places after the point the finest of these amounts has. */
export function maxDecimalPlaces(amounts: Iterable<Amount>): number {
  let places = 0;
  for (const amount of amounts) {
    const point = amount.indexOf(".");
    if (point >= 0) places = Math.max(places, amount.length - point - 1);
  }
  return places;
}

/** An amount as a whole number of its `places`-th decimals, for sums over very many: exact, and quick. */
export function toScaledBigInt(amount: Amount, places: number): bigint {
  const [whole = "", rest = ""] = amount.split(".");
  return BigInt(whole + rest.padEnd(places, "0"));
}

export function fromScaledBigInt(scaled: bigint, places: number): Amount {
  const digits = (scaled < 0n ? -scaled : scaled).toString().padStart(places + 1, "0");
  const whole = digits.slice(0, digits.length - places);
  return amountOf(`${scaled < 0n ? "-" : ""}${whole}.${digits.slice(whole.length)}`.replace(/\.$/, ""));
}
