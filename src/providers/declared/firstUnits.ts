import { isSpent } from "../../core/accounts/pools.ts";
import type { MeterReading } from "../../core/readings/snapshot.ts";
import type { TimeSlice } from "../http/timeSlice.ts";

/** An array with more units is broken, or an attack. */
const maxUnits = 50;

/**
 * The first 50 meters: those with something left before spent ones, then by unit. Providers do not promise an order. All
 * of them are not sorted: 30,000 would block the extension host.
 */
export async function firstUnits(
  meters: readonly MeterReading[],
  slice: TimeSlice,
): Promise<readonly MeterReading[]> {
  const first: MeterReading[] = [];
  for (const meter of meters) {
    if (slice.isOver()) await slice.pause();
    const last = first.at(-1);
    if (first.length === maxUnits && last && !isBefore(meter, last)) continue;
    const place = first.findIndex((other) => isBefore(meter, other));
    first.splice(place < 0 ? first.length : place, 0, meter);
    if (first.length > maxUnits) first.pop();
  }
  return first;
}

function isBefore(a: MeterReading, b: MeterReading): boolean {
  if (isSpent(a) !== isSpent(b)) return isSpent(b);
  return codeOf(a) < codeOf(b);
}

function codeOf({ unit }: MeterReading): string {
  return unit.code ?? unit.kind;
}
