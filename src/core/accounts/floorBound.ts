import { type Amount, amountOf, compare, parseAmount, shift, times } from "../money/amount.ts";
import type { MeterReading } from "../readings/snapshot.ts";
import type { Threshold } from "./account.ts";
import { fullAmountOf } from "./pools.ts";

/** Below which amount a meter is below a floor: the higher one of its bounds. `undefined` where none can be computed. */
export function floorBound(meter: MeterReading, { below, percent }: Threshold): Amount | undefined {
  const full = fullAmountOf(meter);
  const bound = below === undefined ? undefined : parseAmount(below);
  const share =
    percent === undefined || full === undefined
      ? undefined
      : shift(times(full, amountOf(String(percent))), -2);
  return [bound, share]
    .filter((amount) => amount !== undefined)
    .toSorted(compare)
    .at(-1);
}

/** The floors of a meter from the highest to the lowest: only with its limit can amounts and percentages be compared. */
export function sortFloors(meter: MeterReading, floors: readonly Threshold[]): readonly Threshold[] {
  if (floors.length < 2) return floors;
  return floors.toSorted((a, b) => {
    const [boundOfA, boundOfB] = [floorBound(meter, a), floorBound(meter, b)];
    return boundOfA === undefined || boundOfB === undefined ? 0 : compare(boundOfB, boundOfA);
  });
}
