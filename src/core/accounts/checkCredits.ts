import { type Amount, compare, minus } from "../money/amount.ts";
import type { Unit } from "../money/unit.ts";
import { type AccountStatus, withDisplayedMeters } from "./accountStatus.ts";

/** The answer to "is there enough for this amount?", as data. `ui/text/checkReasonText.ts` has the texts. */
export interface CreditCheck {
  readonly verdict: "yes" | "no" | "unknown";
  readonly reason: "enough" | "notEnough" | "unlimited" | "blocked" | "expired" | "neverRead" | "noSuchMeter";
  readonly amount: Amount;
  readonly unit?: Unit;
  readonly remaining?: Amount | null;
  /** The amount that would be left, or that is missing. Never negative. */
  readonly difference?: Amount;
  readonly readAtMs?: number;
}

/** Compares exactly. The verdict is never `yes` when the remaining amount is not known. */
export function checkCredits(
  status: AccountStatus,
  amount: Amount,
  meterId: string | undefined,
  nowMs: number,
): CreditCheck {
  const { reading, account } = status;
  if (!reading) return { verdict: "unknown", reason: "neverRead", amount };
  const snapshot = withDisplayedMeters(reading.snapshot, account);
  const { readAtMs } = reading;
  const meter =
    meterId === undefined ? snapshot.meters[0] : reading.snapshot.meters.find(({ id }) => id === meterId);
  if (!meter) return { verdict: "unknown", reason: "noSuchMeter", amount, readAtMs };

  const { remaining, unit } = meter;
  const facts = { amount, unit, remaining, readAtMs };
  if (snapshot.isBlocked) return { verdict: "no", reason: "blocked", ...facts };
  if (snapshot.expiresAt !== undefined && Date.parse(snapshot.expiresAt) <= nowMs) {
    return { verdict: "no", reason: "expired", ...facts };
  }
  if (remaining === null) return { verdict: "yes", reason: "unlimited", ...facts };
  return compare(remaining, amount) >= 0
    ? { verdict: "yes", reason: "enough", ...facts, difference: minus(remaining, amount) }
    : { verdict: "no", reason: "notEnough", ...facts, difference: minus(amount, remaining) };
}
