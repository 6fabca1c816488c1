import { maxSettlingMs } from "../../core/ledger/differenceShifts.ts";
import { reconcile, type UnexplainedChange } from "../../core/ledger/reconcile.ts";
import type { HistoryStore } from "../../store/historyStore.ts";

/** The meter that an account's ledger changes, and a range of time in epoch milliseconds; without bounds when absent. */
export interface LedgerMeterRange {
  readonly accountId: string;
  readonly meterId: string;
  readonly fromMs?: number;
  /** Exclusive. */
  readonly toMs?: number;
}

/**
 * Changes of a meter in the range that its ledger does not explain. None until the ledger is complete. What is read
 * around the range tells whether a late booking explains a change.
 */
export function unexplainedChanges(
  store: HistoryStore,
  { accountId, meterId, fromMs = 0, toMs = Number.POSITIVE_INFINITY }: LedgerMeterRange,
): readonly UnexplainedChange[] {
  const { state, reason, atMs } = store.syncState(accountId);
  // Where the provider no longer lists old entries, the stored ones explain the changes of that time.
  if (state !== "complete" && reason !== "limit") return [];
  // Readings after the last sync are left out: the ledger cannot explain them yet.
  const syncedMs = (atMs ?? 0) + 1;
  const isInRange = (change: UnexplainedChange) => change.toMs > fromMs && change.fromMs < toMs;
  const compared = store.unexplained(accountId, meterId);
  if (compared) return compared.filter((change) => isInRange(change) && change.toMs <= syncedMs);
  const startMs = Math.max(0, fromMs - maxSettlingMs);
  const endMs = Math.min(toMs + maxSettlingMs, syncedMs);
  return reconcile(
    store.balances(accountId, meterId, startMs, endMs),
    store.bookedAmounts(accountId, meterId, startMs, endMs),
  ).changes.filter(isInRange);
}
