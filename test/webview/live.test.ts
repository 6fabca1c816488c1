import assert from "node:assert/strict";
import { amountOf } from "../../src/core/money/amount.ts";
import { credits } from "../../src/core/money/unit.ts";
import { ledgerOf } from "./helpers/ledgerOf.ts";
import { openLedger } from "./helpers/openLedger.ts";
import { panelSuite } from "./helpers/panelSuite.ts";
import { richAccount } from "./helpers/richAccount.ts";

const changed = { kind: "historyChanged", accountId: "rich-utilities" } as const;

describe("the panel's ledger while it grows", () => {
  const open = panelSuite();

  it("the ledger shows new entries at the top while it is scrolled to the top", async () => {
    const { panel, grid, host } = await openLedger(open, 500);
    host.entries = ledgerOf(504, Date.now());
    await panel.post(changed);
    await panel.waitUntil("document.querySelector('[role=grid]').ariaRowCount === '505'");
    assert.match(await grid.locator('[aria-rowindex="2"]').innerText(), /job_503/);
  });

  for (const count of [1, 150]) {
    it(`the ledger keeps its scroll position and the focus on its entry when ${count} entries arrive`, async () => {
      const { panel, host, scrollTo, grid, focusedRow } = await openLedger(open, 3000);
      await scrollTo(1000);
      await panel.waitUntil("!document.querySelector('.grid-body [aria-busy]')");
      await grid.locator('[aria-rowindex="1006"]').focus();
      const before = await placeOf(panel.page.locator(":focus"));
      const newer = ledgerOf(3000 + count, Date.now());
      host.entries = [...newer.slice(0, count), ...host.entries];
      await panel.post(changed);
      await panel.waitUntil(`document.querySelector('[role=grid]').ariaRowCount === '${3001 + count}'`);
      assert.equal(await focusedRow(), 1006 + count);
      assert.deepEqual(await placeOf(panel.page.locator(":focus")), before);
      await panel.page.keyboard.press("ArrowDown");
      assert.equal(await focusedRow(), 1007 + count);
    });
  }

  it("the ledger keeps its position when older entries are fetched below", async () => {
    const { panel, host, scrollTo, grid, focusedRow } = await openLedger(open, 1000);
    await scrollTo(300);
    await panel.waitUntil("!document.querySelector('.grid-body [aria-busy]')");
    await grid.locator('[aria-rowindex="306"]').focus();
    const before = await placeOf(panel.page.locator(":focus"));
    const older = ledgerOf(200, Date.now() - 1e10).map((entry) => ({ ...entry, id: `old-${entry.id}` }));
    host.entries = [...host.entries, ...older];
    await panel.post(changed);
    await panel.waitUntil("document.querySelector('[role=grid]').ariaRowCount === '1201'");
    assert.equal(await focusedRow(), 306);
    assert.deepEqual(await placeOf(panel.page.locator(":focus")), before);
  });

  it("the ledger is requested at most once a second, however often the history changes", async () => {
    const { panel } = await openLedger(open, 500);
    const before = (await panel.requests("ledger")).length;
    for (let change = 0; change < 50; change++) await panel.post(changed);
    await panel.page.waitForTimeout(1300);
    const more = (await panel.requests("ledger")).length - before;
    assert.ok(more >= 1 && more <= 4, `${more} questions`);
  });

  it("the ledger shows the state of the provider's sync and the actions for it", async () => {
    const { panel } = await openLedger(open, 50);
    const sync = panel.page.locator(".sync");
    assert.match(await sync.innerText(), /synced 4 minutes ago: 4,182 entries/);
    await panel.showAccounts([richAccount({ sync: { state: "running", entries: 1200 } })]);
    assert.match(await sync.innerText(), /Syncing the provider's ledger… 1,200 entries/);
    await sync.getByRole("button", { name: "Cancel" }).click();
    await panel.showAccounts([richAccount({ sync: { state: "partial", entries: 1200, atMs: Date.now() } })]);
    assert.match(await sync.innerText(), /stopped at 1,200 entries\. It resumes automatically/);
    await sync.getByRole("button", { name: "Sync now" }).click();
    const atMs = Date.now();
    for (const [reason, text] of [
      ["limit", /Older entries that the provider no longer lists are kept/],
      ["order", /the provider changes the order of its entries/],
      ["total", /reports a different number of entries than it returns/],
      ["ids", /uses the same ID for different entries/],
      ["full", /has reached its maximum size/],
    ] as const) {
      await panel.showAccounts([richAccount({ sync: { state: "partial", reason, entries: 1200, atMs } })]);
      assert.match(await sync.innerText(), text);
      assert.doesNotMatch(await sync.innerText(), /resumes automatically/);
    }
    const asOfMs = atMs - 60 * 60_000;
    await panel.showAccounts([richAccount({ sync: { state: "complete", entries: 1200, atMs, asOfMs } })]);
    assert.match(await sync.innerText(), /1,200 entries\. Last full comparison 1 hour ago\./);
    const years = { state: "complete", entries: 1200, atMs, asOfMs: Date.UTC(2024, 11, 1, 12) } as const;
    await panel.showAccounts([richAccount({ sync: years })], { locale: "bg" });
    assert.match(await sync.innerText(), /\. Last full comparison 1\.12\.2024 г\.(?!\.)/);
    await panel.showAccounts([richAccount({ sync: { state: "none", entries: 0 } })]);
    assert.match(await sync.innerText(), /not been synced yet/);
    const accountId = "rich-utilities";
    assert.deepEqual((await panel.postedMessages()).slice(-2), [
      { kind: "cancelSync", accountId },
      { kind: "syncLedger", accountId },
    ]);
  });
});

describe("what the provider removed from its ledger", () => {
  const open = panelSuite();

  it("removed entries are listed below the state of the sync, with their amounts", async () => {
    const { panel } = await openLedger(open, 50);
    const before = {
      type: "debit",
      amount: amountOf("-12.5"),
      atMs: Date.now() - 1e8,
      description: "OCR",
    } as const;
    const removed = [{ kind: "removed", id: "e2", atMs: Date.now(), unit: credits, before }] as const;
    await panel.showAccounts([richAccount({ sync: { state: "complete", entries: 50, removed } })]);
    const list = panel.page.locator(".removed");
    assert.match(await list.innerText(), /Removed by the provider: 1/);
    await list.locator("summary").click();
    assert.match(await list.innerText(), /OCR · .*: was −12\.5/);
  });
});

async function placeOf(row: {
  boundingBox(): Promise<{ readonly y: number } | null>;
  innerText(): Promise<string>;
}): Promise<readonly [number | undefined, string]> {
  return [(await row.boundingBox())?.y, await row.innerText()];
}
