import assert from "node:assert/strict";
import type { LedgerEntry, LedgerReply, LedgerRequest } from "../../../src/api.ts";
import { eventually } from "../../helpers/eventually.ts";
import { api } from "./creditMonitor.ts";

/** All entries of a ledger, read page by page; fails when a page has a wrong length or total. */
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

/** Waits until the sync of the provider's ledger has reached a state. */
export async function waitForSync(
  accountId: string,
  state: "complete" | "partial" = "complete",
): Promise<void> {
  await eventually(async () => {
    const { sync } = await api().ledger({ accountId, limit: 1 });
    assert.equal(sync.state, state);
  });
}
