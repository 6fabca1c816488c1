import type { Amount } from "../money/amount.ts";
import type { UnexplainedChange } from "./reconcile.ts";

/** Why no entry of the provider stands for an observed change: it may still come, or it did not come in time. */
export const bookingStates = ["notBooked", "unexplained"] as const;

export type BookingState = (typeof bookingStates)[number];

/** A time in which the provider's entries do not explain what was observed. */
export interface OpenRange {
  /** Changes after this time and not after `toMs` are meant. */
  readonly fromMs: number;
  readonly toMs: number;
  readonly booking: BookingState;
  /** What the entries in this time leave over. Absent without entries: then each observed change stands for itself. */
  readonly remainder?: Amount;
}

/** `syncedAtMs`: when the whole ledger was known last; without it, nothing is unexplained. */
export function openRanges(
  changes: readonly UnexplainedChange[],
  syncedAtMs: number | undefined,
): readonly OpenRange[] {
  const ranges: OpenRange[] = [];
  for (const { fromMs, toMs, amount, explained, entries, settlesAtMs } of changes) {
    const booking = syncedAtMs !== undefined && settlesAtMs <= syncedAtMs ? "unexplained" : "notBooked";
    // An entry that is booked late explains a part of what is observed in another time than its own.
    const isUntouched = entries === 0 && explained === "0";
    ranges.push({ fromMs, toMs, booking, ...(isUntouched ? {} : { remainder: amount }) });
  }
  return ranges;
}
