import assert from "node:assert/strict";
import type { LedgerEntry, LedgerReply, LedgerRequest } from "../../../src/api.ts";
import { eventually } from "../../helpers/eventually.ts";
import { api } from "./creditMonitor.ts";

/** All entries of a ledger, page by page; fails where a page is not as long or does not count as it should. */
export async function readAllEntries(query: LedgerRequest): Promise<readonly LedgerEntry[]> {
  const { limit = 100 } = query;
  const entries: LedgerEntry[] = [];
  let next: string | undefined;
  do {
    const page: LedgerReply = await api().ledger(next === undefined ? query : { ...query, cursor: next });
    entries.push(...page.entries);
    next = page.next;
    if (next !== undefined) assert.equal(page.entries.length, limit);
    else assert.equal(page.total, entries.length);
  } while (next !== undefined);
  return entries;
}

/** Waits until the provider's ledger was fetched, to its end or to a trouble. */
export async function waitForSync(
  accountId: string,
  state: "complete" | "partial" = "complete",
): Promise<void> {
  await eventually(async () => {
    const { sync } = await api().ledger({ accountId, limit: 1 });
    assert.equal(sync.state, state);
  });
}
