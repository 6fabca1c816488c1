import { type Amount, amountOf, compare, parseAmount, shift, times } from "../money/amount.ts";
import type { Snapshot } from "../readings/snapshot.ts";
import type { Account, Threshold } from "./account.ts";
import { fullAmountOf } from "./pools.ts";
import { type MeterWithThreshold, metersWithThreshold } from "./thresholds.ts";

/** Below which amount each judged meter is low, by its id: the highest of its floors. None for an unlimited meter. */
export function floorAmounts(
  snapshot: Pick<Snapshot, "meters">,
  low: Account["low"],
): Readonly<Record<string, Amount>> {
  return Object.fromEntries(
    metersWithThreshold(snapshot, low).flatMap((entry) => {
      const amount = floorAmount(entry);
      return amount === undefined ? [] : [[entry.meter.id, amount] as const];
    }),
  );
}

function floorAmount({ meter, floors }: Pick<MeterWithThreshold, "meter" | "floors">): Amount | undefined {
  if (meter.remaining === null) return undefined;
  const amounts = floors.flatMap((floor) => boundsOf(floor, fullAmountOf(meter)));
  return amounts.toSorted(compare).at(-1);
}

function boundsOf({ below, percent }: Threshold, full: Amount | undefined): readonly Amount[] {
  const bound = below === undefined ? undefined : parseAmount(below);
  const share =
    percent === undefined || full === undefined
      ? undefined
      : shift(times(full, amountOf(String(percent))), -2);
  return [bound, share].filter((amount) => amount !== undefined);
}
