import { compare, parsePlainAmount } from "../money/amount.ts";
import type { Threshold } from "./account.ts";

/** What is wrong with a list of floors: the index of a floor and its field. */
export interface FloorError {
  readonly index: number;
  readonly field?: "below" | "percent";
}

/**
 * Checks a list of floors: each has a bound, and of one meter each is lower than the one before, in amounts as in
 * percentages. `undefined` when all is well.
 */
export function findFloorError(floors: readonly Threshold[]): FloorError | undefined {
  for (const [index, floor] of floors.entries()) {
    if (floor.below === undefined && floor.percent === undefined) return { index };
    for (const earlier of floors.slice(0, index).filter(({ meter }) => meter === floor.meter)) {
      const field = notLower(floor, earlier);
      if (field) return { index, field };
    }
  }
  return undefined;
}

function notLower(floor: Threshold, earlier: Threshold): "below" | "percent" | undefined {
  const { percent } = floor;
  if (percent !== undefined && earlier.percent !== undefined && percent >= earlier.percent) return "percent";
  const below = parsePlainAmount(floor.below ?? "");
  const earlierBelow = parsePlainAmount(earlier.below ?? "");
  const isLower = below === undefined || earlierBelow === undefined || compare(below, earlierBelow) < 0;
  return isLower ? undefined : "below";
}
