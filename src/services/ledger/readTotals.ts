import type { LedgerFilter, ObservedDescriptions } from "../../core/ledger/ledgerEntry.ts";
import type { Amount } from "../../core/money/amount.ts";
import { Total } from "../../core/money/total.ts";
import type { Unit } from "../../core/money/unit.ts";
import type { History } from "../history/history.ts";
import { compareInSteps, otherWork } from "./readLedger.ts";

/** What the entries add up to that match a filter. */
export interface LedgerTotals {
  /** The number of all entries, also of those that do not match. */
  readonly all: number;
  /** One for each meter with matching entries. */
  readonly sums: readonly { readonly meterId: string; readonly unit: Unit; readonly amount: Amount }[];
}

/** So many entries are read in a few milliseconds. */
const pageSize = 200;

/** Adds up the matching entries exactly, in steps; `undefined` when the history is off. */
export async function readTotals(
  history: Pick<History, "read">,
  filter: LedgerFilter,
  descriptions: ObservedDescriptions,
): Promise<LedgerTotals | undefined> {
  const { accountId } = filter;
  await compareInSteps(history, accountId);
  const all = await history.read(
    (store) => store.ledger({ accountId, order: "newest", limit: 1 }, descriptions).total,
  );
  const totals = new Map<string, { readonly meterId: string; readonly unit: Unit; readonly total: Total }>();
  let cursor: string | undefined;
  do {
    const query = { ...filter, limit: pageSize, ...(cursor === undefined ? {} : { cursor }) };
    const page = await history.read((store) => store.movements(query, descriptions));
    if (!page || all === undefined) return undefined;
    for (const { meterId, unit, amount } of page.rows) {
      const key = JSON.stringify([meterId, unit.kind, unit.code]);
      const sum = totals.get(key) ?? { meterId, unit, total: new Total() };
      sum.total.add(amount);
      totals.set(key, sum);
    }
    cursor = page.next;
    await otherWork();
  } while (cursor !== undefined);
  return {
    all,
    sums: [...totals.values()].map(({ total, ...meter }) => ({ ...meter, amount: total.amount })),
  };
}
