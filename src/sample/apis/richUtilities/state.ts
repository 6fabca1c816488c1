import type { SampleEntry } from "../../ledger/ledgerEntry.ts";
import { autoReload } from "../../ledger/simulatedLedger.ts";
import { slotMs } from "../../simulation/activity.ts";
import { fromFixedPoint, toFixedPoint } from "../../simulation/fixedPoint.ts";
import { randomAt } from "../../simulation/randomAt.ts";

/** The credit balance; amounts are decimal text. */
export interface RichUtilitiesState {
  readonly balance: string;
  readonly reserved: string;
  /** `balance` less `reserved` when absent. */
  readonly available?: string;
  readonly currency: string;
  readonly last_updated: string;
  readonly auto_reload_enabled: boolean;
  readonly auto_reload_threshold: string | null;
  readonly auto_reload_amount: string | null;
}

const step = toFixedPoint("0.05");

/** The balance after the last entry; in about every fourth slot, credits are reserved for a running job. */
export function simulateRichUtilities(
  seed: number,
  atMs: number,
  last: SampleEntry | undefined,
): RichUtilitiesState {
  const random = randomAt(seed, 31, Math.floor(atMs / slotMs));
  const reserved = random > 0.75 ? step * BigInt(Math.ceil((random - 0.75) * 1000)) : 0n;
  return {
    balance: fromFixedPoint(last?.balanceAfter ?? 0n),
    reserved: fromFixedPoint(reserved),
    currency: "CREDITS",
    last_updated: new Date(last?.atMs ?? atMs).toISOString(),
    auto_reload_enabled: true,
    auto_reload_threshold: autoReload.threshold,
    auto_reload_amount: autoReload.amount,
  };
}
