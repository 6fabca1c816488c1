import { reconcile, type UnexplainedChange } from "../../core/ledger/reconcile.ts";
import type { HistoryStore } from "../../store/historyStore.ts";

/** The meter that an account's ledger moves, and when: epoch milliseconds, all of the time when absent. */
export interface LedgerMeterRange {
  readonly accountId: string;
  readonly meterId: string;
  readonly fromMs?: number;
  /** Exclusive. */
  readonly toMs?: number;
}

/** How a meter moved otherwise than its ledger tells; nothing until that is known to be whole. */
export function unexplainedChanges(
  store: HistoryStore,
  { accountId, meterId, fromMs = 0, toMs = Number.POSITIVE_INFINITY }: LedgerMeterRange,
): readonly UnexplainedChange[] {
  const { state, atMs } = store.syncState(accountId);
  if (state !== "complete") return [];
  // What was read after the ledger was last fetched cannot be held against it.
  const end = Math.min(toMs, (atMs ?? 0) + 1);
  return reconcile(
    store.balances(accountId, meterId, fromMs, end),
    store.bookedAmounts(accountId, meterId, fromMs, end),
  );
}
