import assert from "node:assert/strict";
import type { LedgerRow } from "../../src/core/ledger/ledgerEntry.ts";
import { type Amount, amountOf, plus } from "../../src/core/money/amount.ts";
import { adapters } from "../../src/providers/adapters.lazy.ts";
import type { LedgerPageQuery } from "../../src/providers/provider.ts";
import { fromFixedPoint } from "../../src/sample/simulation/fixedPoint.ts";
import type { LedgerSync } from "../../src/services/ledger/ledgerSync.ts";
import { household } from "./testServices.ts";

export const words = { change: "change", reset: "reset", limit: "limit" };

/** A household with a Rich Utilities account, and a hook before each page of its ledger. */
export async function ledgerHouse(ledger: { openedAtMs?: number; debitsPerDay?: number } = {}) {
  const { richUtilities } = adapters;
  assert.ok(richUtilities);
  const offsets: number[] = [];
  const hook = { before: async (_count: number): Promise<void> => {} };
  const readLedger: typeof richUtilities.readLedger = async (access, query: LedgerPageQuery) => {
    offsets.push(query.offset);
    await hook.before(offsets.length);
    assert.ok(richUtilities.readLedger);
    return richUtilities.readLedger(access, query);
  };
  const house = await household({
    sample: { ledger },
    adapters: { richUtilities: { ...richUtilities, readLedger } },
  });
  const { refreshToken } = house.sample.credentials.richUtilities;
  const account = await house.add("richUtilities", { kind: "tokens", refreshToken });
  const snapshot = house.poller.statuses()[0]?.reading?.snapshot;
  assert.ok(snapshot);

  const kept = async (): Promise<readonly LedgerRow[]> => {
    const rows: LedgerRow[] = [];
    let cursor: string | undefined;
    do {
      const query = { accountId: account.id, source: "provider", order: "newest", limit: 500 } as const;
      const page = await house.history.read((store) =>
        store.ledger({ ...query, ...(cursor === undefined ? {} : { cursor }) }, words),
      );
      assert.ok(page);
      rows.push(...page.rows);
      cursor = page.next;
    } while (cursor !== undefined);
    return rows;
  };
  const booked = () => house.sample.accounts.richUtilities().entries;
  return {
    ...house,
    account,
    snapshot,
    offsets,
    hook,
    sync: (ledgers: LedgerSync = house.ledgers) => ledgers.sync(account, snapshot),
    state: async () => (await house.ledgers.state(account))?.state,
    kept,
    booked,
    /** Books small debits now, a millisecond apart. */
    book(count: number) {
      for (let index = 0; index < count; index += 1) {
        house.clock.jump(1);
        house.sample.accounts.addEntry({ type: "debit", amount: "0.000001" });
      }
    },
    /** Every entry of the provider is kept exactly once, and they add up to its balance. */
    async assertWhole() {
      const rows = await kept();
      const ids = rows.map(({ id }) => id);
      assert.equal(new Set(ids).size, ids.length);
      assert.deepEqual(new Set(ids), new Set(booked().map(({ id }) => String(id))));
      const sum = rows.reduce<Amount>((total, { amount }) => plus(total, amount), amountOf("0"));
      assert.equal(sum, fromFixedPoint(booked().at(-1)?.balanceAfter ?? 0n));
      assert.equal(await this.state(), "complete");
      assert.deepEqual(house.bugs, []);
    },
    async [Symbol.asyncDispose]() {
      await house[Symbol.asyncDispose]();
    },
  };
}
