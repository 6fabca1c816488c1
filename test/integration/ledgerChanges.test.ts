import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type { LedgerEntry, LedgerReply } from "../../src/api.ts";
import { dayMs, hourMs } from "../../src/core/time/durations.ts";
import { type Json, literal } from "../../src/sample/http/exactJson.ts";
import { fromFixedPoint } from "../../src/sample/simulation/fixedPoint.ts";
import { eventually } from "../helpers/eventually.ts";
import { api } from "./helpers/creditMonitor.ts";
import { hostSession } from "./helpers/hostSession.ts";
import { readAllEntries, waitForSync } from "./helpers/ledgerPages.ts";
import { runCommand } from "./helpers/runCommand.ts";

const ledgerPath = "/auth/account/ledger";

type JsonObject = { readonly [key: string]: Json };

describe("a provider that changes its ledger", () => {
  // About two pages.
  const session = hostSession({ ledger: { openedAtMs: Date.now() - 4 * dayMs } });
  let folder = "";
  before(() => {
    folder = mkdtempSync(path.join(tmpdir(), "credit-monitor-changes-"));
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  async function addAccount(): Promise<string> {
    session.sample.clock.freeze();
    session.sample.accounts.set("richUtilities", { reserved: "0" });
    const accountId = await session.addAccount("richUtilities", { label: "Rich Utilities" });
    await waitForSync(accountId);
    return accountId;
  }

  /** Changes the entries of each page, and their total with them. */
  function editPages(edit: (entries: readonly JsonObject[]) => readonly JsonObject[]): void {
    const transform = (page: Json): Json => {
      const {
        entries = [],
        total,
        ...rest
      } = page as JsonObject & { readonly entries?: readonly JsonObject[] };
      const edited = edit(entries);
      return { ...rest, entries: edited, total: Number(total) + edited.length - entries.length };
    };
    const fault = { kind: "transform", transform } as const;
    session.sample.faults.add("richUtilities", fault, { times: Number.POSITIVE_INFINITY, path: ledgerPath });
  }

  /** What the API says after a refresh, and that the exported file says the same. */
  async function refreshed(
    accountId: string,
  ): Promise<{ entries: readonly LedgerEntry[]; sync: LedgerReply["sync"] }> {
    await runCommand("refresh", { accountId });
    await waitForSync(accountId);
    const entries = await readAllEntries({ accountId, limit: 500 });
    const file = path.join(folder, "ledger.json");
    await runCommand("exportLedger", { accountId, format: "json", path: file });
    const exported: unknown = JSON.parse(readFileSync(file, "utf8"));
    assert.deepEqual(
      exported,
      entries.map((entry) => ({ ...entry, account: accountId, unit: "credits" })),
    );
    const { sync } = await api().ledger({ accountId, limit: 1 });
    return { entries, sync };
  }

  it("Refresh asks a ledger that lags behind the balance again, and folds what was observed into its entry", async () => {
    const accountId = await addAccount();
    const { accounts, faults, requests } = session.sample;
    const id = String(accounts.addEntry({ type: "debit", amount: "4.25" }));
    editPages((entries) => entries.filter((entry) => String(entry.id) !== id));
    const newest = async () => (await refreshed(accountId)).entries[0];
    await eventually(async () => {
      const entry = await newest();
      assert.deepEqual([entry?.source, entry?.amount, entry?.booking], ["observed", "-4.25", "notBooked"]);
    });
    // The balance rests: only a refresh asks now.
    faults.clear();
    requests.clear();
    await eventually(async () => {
      const entry = await newest();
      assert.deepEqual([entry?.source, entry?.amount, entry?.id], ["provider", "-4.25", id]);
    });
    assert.ok(requests.list("richUtilities").some(({ path }) => path === ledgerPath));
    assert.deepEqual(await readAllEntries({ accountId, text: "4.25", source: "observed" }), []);
  });

  it("a corrected amount is in the list, in the export and in the sum, with what it was before", async () => {
    const accountId = await addAccount();
    const { id, amount } = session.sample.accounts.richUtilities().entries.at(-3) ?? assert.fail();
    const sumBefore = await sumOfProvider(accountId);
    editPages((entries) =>
      entries.map((entry) =>
        entry.id === id ? { ...entry, type: "debit", amount: literal("77.5") } : entry,
      ),
    );
    await eventually(async () => {
      const entry = (await refreshed(accountId)).entries.find((one) => one.id === String(id));
      assert.equal(entry?.amount, "-77.5");
      assert.deepEqual(
        entry.changes?.map(({ before }) => before.amount),
        [fromFixedPoint(amount)],
      );
    });
    const change = (await sumOfProvider(accountId)) - sumBefore;
    assert.ok(Math.abs(change - (-77.5 - Number(fromFixedPoint(amount)))) < 1e-6, `${change}`);
  });

  it("an entry that is removed or booked under another id is gone, and is told with what it was", async () => {
    const accountId = await addAccount();
    const entries = session.sample.accounts.richUtilities().entries;
    const [removed, pending] = [entries.at(-4), entries.at(-6)];
    assert.ok(removed && pending);
    const had = (await refreshed(accountId)).entries.length;
    editPages((page) =>
      page
        .filter(({ id }) => id !== removed.id)
        .map((entry) => (entry.id === pending.id ? { ...entry, id: `${pending.id}-settled` } : entry)),
    );
    await eventually(async () => {
      const { entries: left, sync } = await refreshed(accountId);
      assert.equal(left.filter(({ source }) => source === "provider").length, had - 1);
      assert.ok(left.some(({ id }) => id === `${pending.id}-settled`));
      assert.deepEqual(
        new Map(sync.removed?.map(({ id, before }) => [id, before.amount])),
        new Map([removed, pending].map(({ id, amount }) => [String(id), fromFixedPoint(amount)])),
      );
      for (const { at } of sync.removed ?? []) assert.ok(Math.abs(Date.parse(at) - Date.now()) < hourMs);
    });
  });

  async function sumOfProvider(accountId: string): Promise<number> {
    const entries = await readAllEntries({ accountId, source: "provider", limit: 500 });
    return entries.reduce((sum, { amount }) => sum + Number(amount), 0);
  }
});
