import assert from "node:assert/strict";
import type { LedgerRow } from "../../src/core/ledger/ledgerEntry.ts";
import { type Amount, amountOf, plus } from "../../src/core/money/amount.ts";
import { adapters } from "../../src/providers/adapters.lazy.ts";
import type { LedgerPageQuery } from "../../src/providers/provider.ts";
import { fromFixedPoint } from "../../src/sample/simulation/fixedPoint.ts";
import type { LedgerSync } from "../../src/services/ledger/ledgerSync.ts";
import { createTestServices } from "./testServices.ts";

export const observedStrings = {
  change: "change",
  reset: "reset",
  limit: "limit",
  window: "left the window",
  returned: "given back",
  notBooked: "not booked",
  unexplained: "unexplained",
};

/** Services with a Rich Utilities account, and a hook that runs before each page of its ledger. */
export async function createLedgerHarness(ledger: { openedAtMs?: number; debitsPerDay?: number } = {}) {
  const { richUtilities } = adapters;
  assert.ok(richUtilities);
  const offsets: number[] = [];
  const hook = { beforePage: async (_count: number): Promise<void> => {} };
  const readLedger: typeof richUtilities.readLedger = async (access, query: LedgerPageQuery) => {
    offsets.push(query.offset);
    await hook.beforePage(offsets.length);
    assert.ok(richUtilities.readLedger);
    return richUtilities.readLedger(access, query);
  };
  const services = await createTestServices({
    sample: { ledger },
    adapters: { richUtilities: { ...richUtilities, readLedger } },
  });
  const { refreshToken } = services.sample.credentials.richUtilities;
  const account = await services.add("richUtilities", { kind: "tokens", refreshToken });
  const snapshot = services.poller.statuses()[0]?.reading?.snapshot;
  assert.ok(snapshot);

  const stored = async (): Promise<readonly LedgerRow[]> => {
    const rows: LedgerRow[] = [];
    let cursor: string | undefined;
    do {
      const query = { accountId: account.id, source: "provider", order: "newest", limit: 500 } as const;
      const page = await services.history.read((store) =>
        store.ledger({ ...query, ...(cursor === undefined ? {} : { cursor }) }, observedStrings),
      );
      assert.ok(page);
      rows.push(...page.rows);
      cursor = page.next;
    } while (cursor !== undefined);
    return rows;
  };
  const providerEntries = () => services.sample.accounts.richUtilities().entries;
  return {
    ...services,
    account,
    snapshot,
    offsets,
    hook,
    sync: (ledgerSync: LedgerSync = services.ledgerSync) => ledgerSync.sync(account, snapshot),
    state: async () => (await services.ledgerSync.readState(account))?.state,
    stored,
    providerEntries,
    /** Adds small debits to the provider's ledger now, a millisecond apart. */
    addDebits(count: number) {
      for (let index = 0; index < count; index += 1) {
        services.clock.jump(1);
        services.sample.accounts.addEntry({ type: "debit", amount: "0.000001" });
      }
    },
    /** Asserts that every entry of the provider is stored exactly once and that they add up to its balance. */
    async assertComplete() {
      const rows = await stored();
      const ids = rows.map(({ id }) => id);
      assert.equal(new Set(ids).size, ids.length);
      assert.deepEqual(new Set(ids), new Set(providerEntries().map(({ id }) => String(id))));
      const sum = rows.reduce<Amount>((total, { amount }) => plus(total, amount), amountOf("0"));
      assert.equal(sum, fromFixedPoint(providerEntries().at(-1)?.balanceAfter ?? 0n));
      assert.equal(await this.state(), "complete");
      assert.deepEqual(services.bugs, []);
    },
    async [Symbol.asyncDispose]() {
      await services[Symbol.asyncDispose]();
    },
  };
}
