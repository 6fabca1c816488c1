import assert from "node:assert/strict";
import type { LedgerRow, ProviderLedgerEntry } from "../../src/core/ledger/ledgerEntry.ts";
import { amountOf } from "../../src/core/money/amount.ts";
import type { Failure } from "../../src/core/readings/failure.ts";
import { failed, success } from "../../src/core/readings/outcome.ts";
import { dayMs, hourMs } from "../../src/core/time/durations.ts";
import { instantOf } from "../../src/core/time/instant.ts";
import { adapters } from "../../src/providers/adapters.lazy.ts";
import type { Adapter } from "../../src/providers/provider.ts";
import { observedStrings } from "./ledgerHarness.ts";
import { createTestServices } from "./testServices.ts";

const pageSize = 100;
const newestMs = Date.UTC(2026, 10, 20);

/**
 * An account whose ledger is read by offset, by page number, by day, or by the id of the entry before the page. The
 * provider answers 404 for an unknown id.
 */
export async function createPagedLedgerHarness(by: "offset" | "page" | "lastId" | "day", count: number) {
  const { richUtilities } = adapters;
  assert.ok(richUtilities);
  /** Newest first. */
  const entries: ProviderLedgerEntry[] = [];
  const entryAt = (id: string, atMs: number) => ({
    id,
    type: "debit" as const,
    meterId: "balance",
    amount: amountOf("-1"),
    description: "",
    at: instantOf(atMs),
  });
  for (let index = 0; index < count; index += 1) {
    entries.push(entryAt(`e${index}`, newestMs - index * hourMs));
  }
  const requested: string[] = [];
  /**
   * `failureAt` replaces a page by a failure, `nextOf` the cursor to the page after it, `total` the number of entries, and
   * `edit` what the page shows of its entries. `hasDerivedIds`: the ids are put together from other fields.
   */
  const provider: {
    hasDerivedIds?: true;
    edit?: (shown: readonly ProviderLedgerEntry[], cursor: string) => readonly ProviderLedgerEntry[];
    failureAt?: (cursor: string) => Failure | undefined;
    nextOf?: (cursor: string) => string | undefined;
    total?: () => number;
  } = {};
  const readLedger: Adapter["readLedger"] = async (access, { offset, cursor = "1" }) => {
    const address = by === "offset" ? String(offset) : cursor;
    requested.push(address);
    const { hasDerivedIds } = provider;
    const edited = (shown: readonly ProviderLedgerEntry[]) => ({
      entries: provider.edit?.(shown, address) ?? shown,
      ...(hasDerivedIds ? { hasDerivedIds } : {}),
    });
    const failure = provider.failureAt?.(address);
    if (failure) return failed(failure);
    if (by === "offset") {
      return success({
        ...edited(entries.slice(offset, offset + pageSize)),
        total: provider.total?.() ?? entries.length,
      });
    }
    if (by === "day") {
      const day = cursor === "1" ? instantOf(access.nowMs).slice(0, 10) : cursor;
      const dayMsAgo = Date.parse(day) - dayMs;
      const next = dayMsAgo >= access.nowMs - 31 * dayMs ? instantOf(dayMsAgo).slice(0, 10) : null;
      return success({
        ...edited(entries.filter(({ at }) => at.startsWith(day))),
        next,
        paging: { kind: "day", day },
      });
    }
    const isFirst = by === "page" || cursor === "1";
    const from = isFirst ? (Number(cursor) - 1) * pageSize : entries.findIndex(({ id }) => id === cursor) + 1;
    if (from === 0 && cursor !== "1") return failed({ kind: "providerError", status: 404 });
    const page = entries.slice(from, from + pageSize);
    const next = by === "page" ? String(Number(cursor) + 1) : (page.at(-1)?.id ?? null);
    const otherNext = provider.nextOf?.(cursor);
    return success({ ...edited(page), next: otherNext ?? (page.length < pageSize ? null : next) });
  };
  const services = await createTestServices({
    adapters: { richUtilities: { ...richUtilities, readLedger } },
  });
  const { refreshToken } = services.sample.credentials.richUtilities;
  const account = await services.add("richUtilities", { kind: "tokens", refreshToken });
  const snapshot = services.poller.statuses()[0]?.reading?.snapshot ?? assert.fail();
  let addedCount = 0;
  return {
    ...services,
    account,
    snapshot,
    entries,
    requested,
    provider,
    /** Adds entries that are newer than all others. */
    addDebits(more: number) {
      for (let index = 0; index < more; index += 1) {
        addedCount += 1;
        entries.unshift(entryAt(`new${addedCount}`, newestMs + addedCount * 1000));
      }
    },
    /** Syncs once, and returns the offsets or cursors of the pages that it requested. */
    async sync(): Promise<readonly string[]> {
      requested.length = 0;
      await services.ledgerSync.sync(account, snapshot);
      return [...requested];
    },
    state: async () => (await services.ledgerSync.readState(account))?.state,
    async stateWithReason() {
      const { state, reason } = (await services.ledgerSync.readState(account)) ?? {};
      return [state, reason];
    },
    asOfMs: async () => (await services.ledgerSync.readState(account))?.asOfMs,
    storedIds: async () => (await storedRows(services.history, account.id)).map(({ id }) => id),
    storedAmounts: async () =>
      (await storedRows(services.history, account.id)).map(({ id, amount }) => [id, amount] as const),
    /** What the provider changed in an entry: the kinds of changes and the amounts before. */
    changesOf: async (id: string) =>
      (await storedRows(services.history, account.id))
        .find((row) => row.id === id)
        ?.changes?.map(({ kind, before }) => [kind, before.amount]),
    async [Symbol.asyncDispose]() {
      assert.deepEqual(services.bugs, []);
      await services[Symbol.asyncDispose]();
    },
  };
}

async function storedRows(
  history: Awaited<ReturnType<typeof createTestServices>>["history"],
  accountId: string,
): Promise<readonly LedgerRow[]> {
  const rows: LedgerRow[] = [];
  let cursor: string | undefined;
  do {
    const query = { accountId, source: "provider", order: "newest", limit: 500 } as const;
    const page = await history.read((store) =>
      store.ledger({ ...query, ...(cursor === undefined ? {} : { cursor }) }, observedStrings),
    );
    assert.ok(page);
    rows.push(...page.rows);
    cursor = page.next;
  } while (cursor !== undefined);
  return rows;
}
