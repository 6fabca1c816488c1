import assert from "node:assert/strict";
import { type Amount, amountOf, plus } from "../../src/core/money/amount.ts";
import { minuteMs } from "../../src/core/time/durations.ts";
import { fromFixedPoint } from "../../src/sample/simulation/fixedPoint.ts";
import { eventually } from "../helpers/eventually.ts";
import { openHistoryFile } from "./helpers/openHistoryFile.ts";
import { workbenchSuite } from "./helpers/workbenchSuite.ts";

const ledgerPath = "/auth/account/ledger";
const pages = 12;

describe("the first sync of a ledger with disturbances", () => {
  const user = workbenchSuite({
    // Longer than the provider's ledger.
    settings: { "creditMonitor.history.days": 3_650 },
    bound: ({ baseUrl, credentials }) => {
      const { email, password } = credentials.richUtilities;
      const args = { provider: "richUtilities", baseUrl: baseUrl("richUtilities"), email, password };
      return [
        { command: "creditMonitor.addAccount", args },
        { command: "creditMonitor.refresh" },
        { command: "creditMonitor.openPanel" },
      ];
    },
  });
  const ledgerRequests = () =>
    user()
      .sample.requests.list("richUtilities")
      .filter((request) => request.path === ledgerPath);
  const providerEntries = () => user().sample.accounts.richUtilities().entries;

  /** Adds entries after each of the next pages. */
  function addEntriesAfterPages(times: number): void {
    const { faults, accounts } = user().sample;
    const rewrite = (page: string) => {
      for (const amount of ["0.000001", "0.3", "12"]) accounts.addEntry({ type: "debit", amount });
      return page;
    };
    faults.add("richUtilities", { kind: "rewrite", rewrite }, { times, path: ledgerPath });
  }

  it("a sync is interrupted by a failing page and a stalled page while entries arrive", async () => {
    const { faults } = user().sample;
    addEntriesAfterPages(pages);
    faults.add("richUtilities", { kind: "error", status: 500 }, { path: ledgerPath });
    addEntriesAfterPages(pages);
    faults.add("richUtilities", { kind: "stallHeaders" }, { path: ledgerPath });
    await user().runBoundCommand(1);
    await eventually(() => assert.equal(ledgerRequests().length, pages + 1));
    await eventually(async () => {
      if (ledgerRequests().length === pages + 1) await user().runBoundCommand(2);
      assert.equal(ledgerRequests().length, 2 * (pages + 1));
    });
    assert.ok(storedLedger().entries.length < providerEntries().length / 2);
  });

  it("a sync continues after a restart, and has each entry once and the exact sum", async () => {
    const had = storedLedger().entries.length;
    await user().reload();
    user().sample.faults.clear();
    const before = ledgerRequests().length;
    await eventually(async () => {
      if (ledgerRequests().length === before) await user().runBoundCommand(2);
      assert.equal(storedLedger().state, "complete");
    }, minuteMs);
    const { entries } = storedLedger();
    const ids = entries.map(({ id }) => id);
    assert.ok(providerEntries().length > 5_000);
    assert.deepEqual(
      ids.toSorted(),
      providerEntries()
        .map(({ id }) => String(id))
        .toSorted(),
    );
    const sum = entries.reduce<Amount>((total, { amount }) => plus(total, amountOf(amount)), amountOf("0"));
    assert.equal(sum, fromFixedPoint(providerEntries().at(-1)?.balanceAfter ?? 0n));
    // Stored entries are not fetched again, but for a few pages that tell whether the provider changed anything.
    const fetched = ledgerRequests().length - before;
    assert.ok(
      had > 1_000 && fetched <= (providerEntries().length - had) / 99 + 10,
      `${had} stored, ${fetched} pages`,
    );
  });

  it("the panel shows the number of entries that the provider has", async () => {
    await user().runBoundCommand(3);
    const text = `${providerEntries().length.toLocaleString("en-US")} entries`;
    await user().window.panel().getByText(text).first().waitFor();
  });

  /** The provider's ledger in the extension's database. */
  function storedLedger(): {
    readonly state: unknown;
    readonly entries: readonly { id: string; amount: string }[];
  } {
    const database = openHistoryFile(user().historyFile, { readOnly: true });
    try {
      const entries = database.prepare("SELECT id, amount FROM entry").all();
      return {
        state: database.prepare("SELECT state FROM sync").get()?.state,
        entries: entries.map(({ id, amount }) => ({ id: String(id), amount: String(amount) })),
      };
    } finally {
      database.close();
    }
  }
});
