import assert from "node:assert/strict";
import { DatabaseSync } from "node:sqlite";
import { type Amount, amountOf, plus } from "../../src/core/money/amount.ts";
import { minuteMs } from "../../src/core/time/durations.ts";
import { fromFixedPoint } from "../../src/sample/simulation/fixedPoint.ts";
import { eventually } from "../helpers/eventually.ts";
import { workbenchSuite } from "./helpers/workbenchSuite.ts";

const ledgerPath = "/auth/account/ledger";
const pages = 12;

describe("the first sync of a ledger, disturbed", () => {
  const person = workbenchSuite({
    // Nothing that the provider tells is too old to be kept.
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
  const asked = () =>
    person()
      .sample.requests.list("richUtilities")
      .filter((request) => request.path === ledgerPath);
  const booked = () => person().sample.accounts.richUtilities().entries;

  /** Entries arrive after each of the next pages. */
  function bookBehind(times: number): void {
    const { faults, accounts } = person().sample;
    const rewrite = (page: string) => {
      for (const amount of ["0.000001", "0.3", "12"]) accounts.addEntry({ type: "debit", amount });
      return page;
    };
    faults.add("richUtilities", { kind: "rewrite", rewrite }, { times, path: ledgerPath });
  }

  it("is left with a page on its way, after one that failed, while entries arrive", async () => {
    const { faults } = person().sample;
    bookBehind(pages);
    faults.add("richUtilities", { kind: "error", status: 500 }, { path: ledgerPath });
    bookBehind(pages);
    faults.add("richUtilities", { kind: "stallHeaders" }, { path: ledgerPath });
    await person().runBoundCommand(1);
    await eventually(() => assert.equal(asked().length, pages + 1));
    await eventually(async () => {
      if (asked().length === pages + 1) await person().runBoundCommand(2);
      assert.equal(asked().length, 2 * (pages + 1));
    });
    assert.ok(kept().entries.length < booked().length / 2);
  });

  it("goes on after a restart, and has each entry once and the exact sum", async () => {
    const had = kept().entries.length;
    await person().reload();
    person().sample.faults.clear();
    const before = asked().length;
    await eventually(async () => {
      if (asked().length === before) await person().runBoundCommand(2);
      assert.equal(kept().state, "complete");
    }, minuteMs);
    const { entries } = kept();
    const ids = entries.map(({ id }) => id);
    assert.ok(booked().length > 5_000);
    assert.deepEqual(
      ids.toSorted(),
      booked()
        .map(({ id }) => String(id))
        .toSorted(),
    );
    const sum = entries.reduce<Amount>((total, { amount }) => plus(total, amountOf(amount)), amountOf("0"));
    assert.equal(sum, fromFixedPoint(booked().at(-1)?.balanceAfter ?? 0n));
    // What was had before is not fetched again.
    const fetched = asked().length - before;
    assert.ok(fetched <= (booked().length - had) / 99 + 3, `${fetched} pages`);
  });

  it("is told by the panel as it is in the book", async () => {
    await person().runBoundCommand(3);
    const text = `${booked().length.toLocaleString("en-US")} entries`;
    await person().window.panel().getByText(text).first().waitFor();
  });

  /** What the extension's database has of the provider's ledger. */
  function kept(): { readonly state: unknown; readonly entries: readonly { id: string; amount: string }[] } {
    const database = new DatabaseSync(person().historyFile, { readOnly: true });
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
