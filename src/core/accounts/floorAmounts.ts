import { type Amount, compare } from "../money/amount.ts";
import type { Snapshot } from "../readings/snapshot.ts";
import type { Account } from "./account.ts";
import { floorBound } from "./floorBound.ts";
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
  const amounts = floors.flatMap((floor) => floorBound(meter, floor) ?? []);
  return amounts.toSorted(compare).at(-1);
}
