import { type Amount, amountOf } from "./amount.ts";

/** How many places after the point the finest of these amounts has. */
export function placesOf(amounts: Iterable<Amount>): number {
  let places = 0;
  for (const amount of amounts) {
    const point = amount.indexOf(".");
    if (point >= 0) places = Math.max(places, amount.length - point - 1);
  }
  return places;
}

/** An amount as a whole number of its `places`-th decimals, for sums over very many: exact, and quick. */
export function toUnits(amount: Amount, places: number): bigint {
  const [whole = "", rest = ""] = amount.split(".");
  return BigInt(whole + rest.padEnd(places, "0"));
}

export function fromUnits(units: bigint, places: number): Amount {
  const size = (units < 0n ? -units : units).toString().padStart(places + 1, "0");
  const whole = size.slice(0, size.length - places);
  return amountOf(`${units < 0n ? "-" : ""}${whole}.${size.slice(whole.length)}`.replace(/\.$/, ""));
}
