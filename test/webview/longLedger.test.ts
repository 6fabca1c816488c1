import assert from "node:assert/strict";
import { amountOf } from "../../src/core/money/amount.ts";
import { credits } from "../../src/core/money/unit.ts";
import type { PanelEntry } from "../../src/protocol/panelState.ts";
import type { PanelPage } from "./helpers/panelPage.ts";
import { panelSuite } from "./helpers/panelSuite.ts";
import { richAccount } from "./helpers/richAccount.ts";
import { StubHost } from "./helpers/stubHost.ts";

const count = 500_000;
/** The `aria-rowindex` of the last entry, below the header row. */
const lastRow = count + 1;

function manyEntries(): readonly PanelEntry[] {
  const amount = amountOf("-1");
  return Array.from({ length: count }, (_, index): PanelEntry => {
    const common = { meterId: "balance", unit: credits, amount, atMs: 1_700_000_000_000 - index * 60_000 };
    const description = `Entry ${index}`;
    return { ...common, id: `${index}`, source: "provider", type: "debit", description };
  });
}

/** A condition in the page: the row is loaded and entirely in the grid's view. */
function isInView(row: number): string {
  return `(() => {
    const body = document.querySelector(".grid-body").getBoundingClientRect();
    const row = document.querySelector('.grid-body [aria-rowindex="${row}"]:not([aria-busy])')?.getBoundingClientRect();
    return row !== undefined && row.top >= body.top - 1 && row.bottom <= body.bottom + 1;
  })()`;
}

/** The first row in view, with the part of a row that is scrolled out above it. */
async function position(panel: PanelPage): Promise<number> {
  return await panel.page.evaluate(`(() => {
    const top = document.querySelector(".grid-body").getBoundingClientRect().top;
    const rows = [...document.querySelectorAll(".grid-body .row")];
    const first = rows.find((row) => row.getBoundingClientRect().bottom > top + 0.5);
    const { top: rowTop, height } = first.getBoundingClientRect();
    return Number(first.ariaRowIndex) - 2 + (top - rowTop) / height;
  })()`);
}

// Together the rows are higher than Chromium lets an element be: 33,554,428 device pixels.
describe("a ledger of 500,000 entries on a display at 200 %", () => {
  const open = panelSuite();
  let panel: PanelPage;

  beforeEach(async () => {
    const host = new StubHost();
    host.entries = manyEntries();
    panel = await open({ width: 1100, height: 800, pixelRatio: 2, host });
    await panel.showAccounts([richAccount()]);
    await panel.waitUntil(isInView(2));
  });

  it("the last entry of a long ledger is reached by the scroll bar, and the first one again", async () => {
    await panel.page.evaluate("document.querySelector('.grid-body').scrollTop = 1e9");
    await panel.waitUntil(isInView(lastRow));
    const last = panel.page.locator(`.grid-body [aria-rowindex="${lastRow}"]`);
    assert.match(await last.innerText(), /Entry 499999/);
    await panel.page.evaluate("document.querySelector('.grid-body').scrollTop = 0");
    await panel.waitUntil(isInView(2));
    assert.equal(await position(panel), 0);
  });

  it("half of the scroll bar is half of a long ledger", async () => {
    await panel.page.evaluate(`{
      const body = document.querySelector(".grid-body");
      body.scrollTop = (body.scrollHeight - body.clientHeight) / 2;
    }`);
    await panel.waitUntil(
      "Number(document.querySelector('.grid-body .row:nth-child(3)')?.ariaRowIndex) > 1000",
    );
    const middle = await position(panel);
    assert.ok(Math.abs(middle - count / 2) < 30, String(middle));
  });

  it("the last entry of a long ledger is reached by End, Page Up and Page Down, and the first one by Home", async () => {
    const { keyboard } = panel.page;
    const press = async (key: string, row?: number) => {
      await keyboard.press(key);
      if (row !== undefined) {
        await panel.waitUntil(`document.activeElement.ariaRowIndex === "${row}" && ${isInView(row)}`);
      }
    };
    await panel.page.locator('.grid-body [aria-rowindex="2"]').focus();
    await press("End", lastRow);
    assert.match(await panel.page.locator(":focus").innerText(), /Entry 499999/);
    await press("ArrowUp", lastRow - 1);
    for (let page = 0; page < 5; page += 1) await press("PageUp");
    await panel.waitUntil(`Number(document.activeElement.ariaRowIndex) < ${lastRow - 40}`);
    for (let page = 0; page < 5; page += 1) await press("PageDown");
    await press("PageDown", lastRow);
    await press("Home", 2);
    await press("PageDown");
    await panel.waitUntil("Number(document.activeElement.ariaRowIndex) > 5");
  });

  it("the Tab key returns to the active entry of a long ledger, however far away it is", async () => {
    const { keyboard } = panel.page;
    await panel.page.locator('.grid-body [aria-rowindex="2"]').focus();
    await keyboard.press("End");
    await panel.waitUntil(`document.activeElement.ariaRowIndex === "${lastRow}"`);
    await keyboard.press("Tab");
    await panel.waitUntil("!document.querySelector('.grid-body').contains(document.activeElement)");
    await panel.page.evaluate("document.querySelector('.grid-body').scrollTop = 0");
    await panel.waitUntil(isInView(2));
    await keyboard.press("Shift+Tab");
    await panel.waitUntil(`document.activeElement.ariaRowIndex === "${lastRow}" && ${isInView(lastRow)}`);
  });

  it("the wheel moves a long ledger by as many pixels as a short one, anywhere in it", async () => {
    await panel.page.evaluate("document.querySelector('.grid-body').scrollTop = 2_000_000");
    await panel.waitUntil(
      "Number(document.querySelector('.grid-body .row:nth-child(3)')?.ariaRowIndex) > 1000",
    );
    const before = await position(panel);
    await panel.page.locator(".grid-body").hover();
    for (let turn = 0; turn < 10; turn += 1) await panel.page.mouse.wheel(0, 280);
    const moved = async () => Math.round((await position(panel)) - before);
    for (let waits = 0; waits < 200 && (await moved()) < 100; waits += 1) await panel.page.waitForTimeout(50);
    assert.equal(await moved(), 100);
  });
});
