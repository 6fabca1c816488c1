import type { LedgerQuery, LedgerQueryResult, ObservedDescriptions } from "../../core/ledger/ledgerEntry.ts";
import type { History } from "../history/history.ts";

/** When something is written meanwhile, the page is prepared again. */
const maxAttempts = 5;

type HistoryReader = Pick<History, "read">;

/**
 * Compares an account's readings with its entries in steps, so that the extension host is never busy for long. With an
 * instant it also adds up the entries since then, which balances since then need.
 */
export async function compareInSteps(
  history: HistoryReader,
  accountId: string,
  balancesFromMs?: number,
): Promise<void> {
  while (await history.read((store) => store.advanceComparison(accountId, balancesFromMs))) await otherWork();
}

/** Lets the extension host do other work. */
export function otherWork(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

/** A page of the ledger, prepared in steps; `undefined` when the history is off. */
export async function readLedger(
  history: HistoryReader,
  query: LedgerQuery,
  descriptions: ObservedDescriptions,
): Promise<LedgerQueryResult | undefined> {
  await compareInSteps(history, query.accountId);
  const readPage = () => history.read((store) => store.ledger(query, descriptions));
  let page = await readPage();
  for (let attempt = 0; page?.isUnprepared && attempt < maxAttempts; attempt += 1) {
    while (await history.read((store) => store.preparePage(query, descriptions))) await otherWork();
    page = await readPage();
  }
  if (page?.balancesFromMs === undefined) return page;
  await compareInSteps(history, query.accountId, page.balancesFromMs);
  return readPage();
}
