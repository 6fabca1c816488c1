import { isSpent } from "../../core/accounts/pools.ts";
import type { MeterReading } from "../../core/readings/snapshot.ts";

/** Meters with something left before spent ones, else in their order. Providers do not promise an order. */
export function fundedFirst(meters: readonly MeterReading[]): readonly MeterReading[] {
  return [...meters.filter((meter) => !isSpent(meter)), ...meters.filter(isSpent)];
}
