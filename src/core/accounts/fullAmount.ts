import { balanceOf } from "../ledger/balanceOf.ts";
import { type Amount, compare, isBelowPercent, minus, plus } from "../money/amount.ts";
import { hasPeriodEnded } from "../readings/periodEnd.ts";
import type { MeterReading, Snapshot } from "../readings/snapshot.ts";
import type { Reading } from "./accountStatus.ts";

/** A smaller rise, as a share of what remains then, is a refund. */
export const minRefillPercent = 10;

/**
 * The snapshot with the full amount of each meter without a limit. `before` is the reading before, of the same source; the
 * first reading starts from what was bought in all, where the provider tells it.
 */
export function withFullAmounts(snapshot: Snapshot, before: Reading | undefined, readAtMs: number): Snapshot {
  const [first, ...others] = snapshot.meters;
  const add = (meter: MeterReading): MeterReading => {
    const previous = before?.snapshot.meters.find(({ id }) => id === meter.id);
    const hasReset = previous !== undefined && hasPeriodEnded(previous, before?.readAtMs ?? 0, readAtMs);
    const full = fullAmount(meter, previous, hasReset);
    return full === undefined ? meter : { ...meter, full };
  };
  return { ...snapshot, meters: [add(first), ...others.map(add)] };
}

function fullAmount(
  meter: MeterReading,
  previous: MeterReading | undefined,
  hasReset: boolean,
): Amount | undefined {
  const { remaining, limit, bought } = meter;
  if (remaining === null || typeof limit === "string") return undefined;
  const before = previous?.remaining;
  if (!previous || typeof before !== "string") return positive(highest(remaining, bought));
  if (hasReset) return positive(remaining);
  const purchase = purchaseOf(previous, meter);
  // Some of it may be spent already when it is seen.
  if (purchase !== undefined) return positive(highest(remaining, plus(before, purchase)));
  if (isRefill(previous, meter)) return positive(remaining);
  return positive(highest(remaining, previous.full));
}

/** By how much the total of all purchases has grown; `undefined` where it has not, or is not known. */
function purchaseOf({ bought: before }: MeterReading, { bought }: MeterReading): Amount | undefined {
  return before !== undefined && bought !== undefined && compare(bought, before) > 0
    ? minus(bought, before)
    : undefined;
}

/** What moves between the remaining and the held amount is no refill. */
function isRefill(before: MeterReading, after: MeterReading): boolean {
  const [earlier, later] = [balanceOf(before), balanceOf(after)];
  if (earlier === undefined || later === undefined || after.remaining === null) return false;
  const rise = minus(later, earlier);
  return compare(rise, zero) > 0 && !isBelowPercent(rise, after.remaining, minRefillPercent);
}

const zero = "0" as Amount;

function highest(a: Amount, b: Amount | undefined): Amount {
  return b !== undefined && compare(b, a) > 0 ? b : a;
}

function positive(amount: Amount): Amount | undefined {
  return compare(amount, zero) > 0 ? amount : undefined;
}
