import type { LedgerRow, ObservedDescriptions } from "../../core/ledger/ledgerEntry.ts";
import {
  type MeterStatement,
  StatementBuilder,
  type StatementGrouping,
} from "../../core/ledger/statement.ts";
import type { Unit } from "../../core/money/unit.ts";
import { maxDateMs } from "../../core/time/instant.ts";
import { HistoryError, type HistoryStore, type MeterBalance } from "../../store/historyStore.ts";
import type { History } from "../history/history.ts";
import { compareInSteps, otherWork } from "./readLedger.ts";

export interface StatementQuery {
  readonly accountId: string;
  /** Inclusive; all of the history when absent. */
  readonly fromMs?: number;
  /** Exclusive. */
  readonly toMs?: number;
  readonly grouping: StatementGrouping;
}

/** So many entries are read in a few milliseconds. */
const pageSize = 200;
/** An entry that comes meanwhile is told by the next attempt. */
const maxAttempts = 3;

/**
 * The statements of an account's meters, in steps between which the extension host does other work. Meters of which nothing
 * is known in the range are left out. Rejects when it is cancelled, and when the history is off (`HistoryError`).
 */
export async function readStatement(
  history: Pick<History, "read" | "offReason">,
  { accountId, fromMs = -maxDateMs, toMs = maxDateMs, grouping }: StatementQuery,
  signal: AbortSignal,
): Promise<readonly MeterStatement[]> {
  const read = async <T>(query: (store: HistoryStore) => T): Promise<T> => {
    signal.throwIfAborted();
    const result = await history.read(query);
    if (result === undefined) throw new HistoryError(history.offReason() ?? "failed");
    return result;
  };
  const readBalances = async () => {
    await compareInSteps(history, accountId, fromMs);
    return read((store) =>
      [fromMs, toMs].map((atMs) =>
        store.balancesBefore(accountId, atMs).map((meter) => withBalanceUntil(meter, toMs)),
      ),
    );
  };
  for (let attempt = 1; ; attempt += 1) {
    const balances = await readBalances();
    const builders = new Map<string, StatementBuilder>();
    const builderOf = (meterId: string, unit: Unit) => {
      const key = keyOf(meterId, unit);
      const builder = builders.get(key) ?? new StatementBuilder({ meterId, unit }, grouping);
      builders.set(key, builder);
      return builder;
    };
    let cursor: string | undefined;
    do {
      const query = { accountId, fromMs, toMs, limit: pageSize, ...(cursor === undefined ? {} : { cursor }) };
      const page = await read((store) => store.movements(query, noDescriptions));
      for (const row of page.rows) builderOf(row.meterId, row.unit).add(row);
      cursor = page.next;
      await otherWork();
    } while (cursor !== undefined);
    const isSettled = JSON.stringify(await readBalances()) === JSON.stringify(balances);
    if (!isSettled && attempt < maxAttempts) continue;
    const [opening = [], closing = []] = balances;
    return opening.flatMap((meter, index) => {
      const ends = [meter.balance, closing[index]?.balance] as const;
      const isEmpty =
        !builders.has(keyOf(meter.meterId, meter.unit)) && ends.every((end) => end === undefined);
      return isEmpty ? [] : [builderOf(meter.meterId, meter.unit).finish(...ends)];
    });
  }
}

/** A balance that is first known after the range says nothing of it. */
function withBalanceUntil({ meterId, unit, balance }: MeterBalance, toMs: number): MeterBalance {
  return { meterId, unit, ...(balance && balance.asOfMs < toMs ? { balance } : {}) };
}

function keyOf(meterId: LedgerRow["meterId"], { kind, code = "" }: Unit): string {
  return JSON.stringify([meterId, kind, code]);
}

/** Only a search for text needs them. */
const noDescriptions: ObservedDescriptions = {
  change: "",
  reset: "",
  limit: "",
  notBooked: "",
  window: "",
  returned: "",
  unexplained: "",
};
