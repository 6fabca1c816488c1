import assert from "node:assert/strict";
import { amountOf } from "../../src/core/money/amount.ts";
import { openLedger } from "./helpers/openLedger.ts";
import { panelSuite } from "./helpers/panelSuite.ts";

const hostile = `<img src=x onerror="window.hacked=1"><script>window.hacked=1</script>[link](javascript:alert(1))`;

describe("the details of a ledger entry", () => {
  const open = panelSuite();

  it("the details open with Enter and show every field, and Escape returns the focus", async () => {
    const { panel, grid, focusedRow } = await openLedger(open, 300);
    await grid.locator('[aria-rowindex="4"]').focus();
    await panel.page.keyboard.press("Enter");
    const dialog = panel.page.getByRole("dialog", { name: "Ledger entry" });
    const text = await dialog.innerText();
    for (const part of [
      "entry-297",
      "job_297",
      "Provider",
      "Debit",
      "Balance",
      '"rate": 0.12500000000000000001',
    ]) {
      assert.ok(text.includes(part), `${part} in ${text}`);
    }
    await panel.page.keyboard.press("Escape");
    await dialog.waitFor({ state: "hidden" });
    assert.equal(await focusedRow(), 4);
  });

  it("the name of the copy button has its room beside the close button at any width", async () => {
    const { panel, grid } = await openLedger(open, 300);
    const dialog = panel.page.getByRole("dialog", { name: "Ledger entry" });
    await grid.locator('[aria-rowindex="4"]').click();
    for (const width of [1100, 600, 360]) {
      await panel.page.setViewportSize({ width, height: 700 });
      const name = await dialog.getByText("Copy", { exact: true }).boundingBox();
      const close = await dialog.getByRole("button", { name: "Close" }).boundingBox();
      assert.ok(name && close && name.x + name.width <= close.x, `${width}`);
    }
  });

  it("the details open by a click and close by their button or a click outside", async () => {
    const { panel, grid } = await openLedger(open, 300);
    const dialog = panel.page.getByRole("dialog", { name: "Ledger entry" });
    await grid.locator('[aria-rowindex="9"]').click();
    await dialog.getByRole("button", { name: "Close" }).click();
    await dialog.waitFor({ state: "hidden" });
    await grid.locator('[aria-rowindex="9"]').click();
    assert.match(await dialog.innerText(), /between .* and /);
    await panel.page.mouse.click(100, 400);
    await dialog.waitFor({ state: "hidden" });
  });

  it("the details show what was observed of an entry, with exact instants", async () => {
    const { panel, grid, host } = await openLedger(open, 300);
    const atMs = Date.UTC(2026, 10, 16, 9, 8, 7);
    host.observation = {
      changes: [{ amount: amountOf("-5.25"), sinceMs: atMs - 300_000, atMs }],
      changeCount: 4,
      entries: 3,
    };
    await grid.locator('[aria-rowindex="3"]').click();
    const dialog = panel.page.getByRole("dialog", { name: "Ledger entry" });
    await dialog.getByText("Observed balance").waitFor();
    const text = await dialog.innerText();
    assert.match(
      text,
      /−5\.25 between November 16, 2026 at 9:03:07\sAM UTC and November 16, 2026 at 9:08:07\sAM UTC/,
    );
    assert.match(text, /and 3 more\s+together with 2 other entries/);
    assert.deepEqual((await panel.requests("observation")).at(-1), {
      accountId: "rich-utilities",
      entryId: "entry-298",
    });
  });

  it("the details can be copied", async () => {
    const { panel, grid } = await openLedger(open, 300);
    await panel.page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
    await grid.locator('[aria-rowindex="3"]').click();
    await panel.page.getByRole("dialog").getByRole("button", { name: "Copy" }).click();
    await panel.page.getByText("Copied").waitFor();
    const copied: string = await panel.page.evaluate("navigator.clipboard.readText()");
    assert.match(copied, /^Time: .*\n[\s\S]*Reference: job_298\n[\s\S]*Metadata: \{/);
  });

  it("the details show hostile text completely, as text in its place", async () => {
    const { panel, grid, host } = await openLedger(open, 300);
    const text = `${hostile}\n\n=1+1\u202egnp.exe ${"x".repeat(10_000)}`;
    const [first, ...rest] = host.entries;
    assert.ok(first);
    host.entries = [{ ...first, description: text, reference: text, metadata: text, id: "hostile" }, ...rest];
    await panel.post({ kind: "historyChanged", accountId: "rich-utilities" });
    const row = grid.locator('[aria-rowindex="2"]');
    await row.getByText("onerror").first().waitFor();
    assert.equal((await row.boundingBox())?.height, 28);
    const bidi = "getComputedStyle(document.querySelector('.row .description bdi')).unicodeBidi";
    const direction = await panel.page.evaluate(bidi);
    assert.equal(direction, "isolate");
    await row.click();
    const dialog = panel.page.getByRole("dialog");
    assert.ok(
      (await dialog.locator("dd").filter({ hasText: "onerror" }).first().innerText()).endsWith(
        "x".repeat(10_000),
      ),
    );
    assert.equal(await panel.page.evaluate("window.hacked"), undefined);
    assert.equal(await panel.page.locator("panel-root :is(img, style, a, script)").count(), 0);
    assert.equal(await panel.page.evaluate("document.documentElement.scrollWidth <= innerWidth"), true);
    assert.deepEqual(await panel.violations(), []);
  });
});
