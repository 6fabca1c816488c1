import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { MeterStatement } from "../../src/core/ledger/statement.ts";
import { amountOf } from "../../src/core/money/amount.ts";
import { credits, currency } from "../../src/core/money/unit.ts";
import { rangeOfMonth } from "../../src/core/time/localDay.ts";
import { openLedger } from "./helpers/openLedger.ts";
import { panelSuite } from "./helpers/panelSuite.ts";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const none = { total: amountOf("0"), entries: 0, lines: [] };

function statements(): readonly MeterStatement[] {
  const { fromMs, toMs } = rangeOfMonth(new Date().toISOString().slice(0, 7), "UTC");
  return [
    {
      meterId: "balance",
      unit: credits,
      opening: { amount: amountOf("812.0000000000000000001"), asOfMs: fromMs - 1000 },
      in: {
        total: amountOf("500"),
        entries: 1,
        lines: [{ label: { text: "Auto reload" }, amount: amountOf("500"), entries: 1 }],
      },
      out: {
        total: amountOf("-610.5"),
        entries: 1811,
        lines: Array.from({ length: 14 }, (_, index) => ({
          label: { text: `/v2/${index}` },
          amount: amountOf(index === 0 ? "-597.5" : "-1"),
          entries: 130,
        })),
      },
      adjustments: none,
      unexplained: {
        total: amountOf("-1"),
        entries: 1,
        lines: [{ label: { kind: "notBooked" }, amount: amountOf("-1"), entries: 1 }],
      },
      closing: { amount: amountOf("700.5000000000000000001"), asOfMs: Math.min(toMs, Date.now()) },
    },
    { meterId: "gone", unit: currency("EUR"), in: none, out: none, adjustments: none, unexplained: none },
  ];
}

describe("the statement in the panel", () => {
  const open = panelSuite();

  async function openStatement(...[view]: Parameters<typeof open>) {
    const { panel, host } = await openLedger((own) => open({ ...own, ...view }), 50);
    host.statement = statements();
    await panel.page.getByRole("button", { name: "Statement…" }).press("Enter");
    const dialog = panel.page.getByRole("dialog", { name: /^Statement: / });
    await dialog.getByText("Opening balance").first().waitFor();
    return { panel, host, dialog };
  }

  it("the statement opens on this month, with each balance, sum and line in full", async () => {
    const { panel, dialog } = await openStatement();
    const { page } = panel;
    const month = new Date().toISOString().slice(0, 7);
    const [query] = await panel.requests("statement");
    assert.deepEqual(query, {
      accountId: "rich-utilities",
      ...rangeOfMonth(month, "UTC"),
      grouping: "endpoint",
    });
    const row = (name: string) => dialog.getByRole("row", { name }).first();
    assert.match(await row("Opening balance").innerText(), /^Opening balance\s+812\.0000000000000000001$/);
    assert.match(await row("Closing balance").innerText(), /700\.5000000000000000001$/);
    assert.match(await row("Out").innerText(), /1,811\s+−610\.5$/);
    assert.match(await row("Not booked yet").innerText(), /1\s+−1$/);
    assert.match(await row("All others").innerText(), /650\s+−5$/, "what is cut off is still added up");
    const ends = await dialog
      .getByRole("table")
      .first()
      .locator("tr :is(td, th):last-child")
      .evaluateAll((cells) => cells.map((cell) => Math.round(cell.getBoundingClientRect().right)));
    assert.ok(ends.length > 5 && new Set(ends).size === 1, `the amounts are in one column: ${ends}`);
    const unknown = dialog.getByRole("table").nth(1);
    assert.match(await unknown.innerText(), /Opening balance\s+unknown[\s\S]*Closing balance\s+unknown/);
    await dialog.getByRole("button", { name: "Show all 16" }).click();
    assert.equal(await dialog.getByText("/v2/13").count(), 1);
    await page.keyboard.press("Escape");
    await dialog.waitFor({ state: "hidden" });
    assert.equal(await page.locator(":focus").innerText(), "Statement…");
  });

  it("another month, chosen days, all time and another grouping are asked for, and kept", async () => {
    const { panel, dialog } = await openStatement();
    const last = async () => (await panel.requests("statement")).at(-1);
    const period = dialog.getByRole("combobox", { name: "Statement period" });
    assert.equal(await period.locator("option").count(), 16);
    await period.selectOption({ index: 1 });
    await panel.page.waitForTimeout(100);
    const now = new Date();
    const before = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - 1)).toISOString().slice(0, 7);
    assert.deepEqual(await last(), {
      accountId: "rich-utilities",
      ...rangeOfMonth(before, "UTC"),
      grouping: "endpoint",
    });
    await period.selectOption("All time");
    await dialog.getByRole("combobox", { name: "Group by" }).selectOption("By description");
    await panel.page.waitForTimeout(100);
    assert.deepEqual(await last(), { accountId: "rich-utilities", grouping: "description" });
    await period.selectOption("Custom range…");
    await dialog.getByLabel("Start date").fill("2026-10-25");
    await dialog.getByLabel("End date").fill("2026-10-25");
    await panel.page.waitForTimeout(100);
    const fromMs = Date.UTC(2026, 9, 25);
    assert.deepEqual(await last(), {
      accountId: "rich-utilities",
      fromMs,
      toMs: fromMs + 86_400_000,
      grouping: "description",
    });
    await dialog.getByRole("button", { name: "Copy statement" }).press("Enter");
    assert.deepEqual((await panel.postedMessages()).at(-1), { kind: "copyStatement", ...(await last()) });
    await dialog.getByRole("button", { name: "Save statement as CSV" }).click();
    assert.deepEqual((await panel.postedMessages()).at(-1), { kind: "saveStatement", ...(await last()) });
  });

  it("a time of which nothing is known says so, and a failure offers to try again", async () => {
    const { panel, host, dialog } = await openStatement();
    host.statement = [];
    await dialog.getByRole("combobox", { name: "Statement period" }).selectOption({ index: 13 });
    await dialog.getByText("Nothing is known of this period.").waitFor();
    host.failure = "The history could not be read.";
    await dialog.getByRole("combobox", { name: "Statement period" }).selectOption({ index: 12 });
    await dialog.getByText("could not be read").waitFor();
    host.failure = undefined;
    host.statement = statements();
    await dialog.getByRole("button", { name: "Try again" }).click();
    await dialog.getByText("Closing balance").first().waitFor();
    assert.equal((await panel.violations()).length, 0);
  });

  for (const theme of ["dark", "light", "highContrast", "highContrastLight"] as const) {
    it(`the statement breaks no rule of WCAG 2 A or AA in the theme ${theme}, wide and narrow`, async () => {
      const { panel } = await openStatement({ theme });
      await panel.page.evaluate(axe);
      for (const width of [1100, 360]) {
        await panel.page.setViewportSize({ width, height: 800 });
        await panel.page.waitForTimeout(200);
        const found: readonly string[] = await panel.page.evaluate(`axe
          .run({ runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"] })
          .then(({ violations }) => violations.flatMap(({ id, nodes }) => nodes.map(({ target, failureSummary }) => id + ": " + target + " " + failureSummary)))`);
        assert.deepEqual(found, [], `${width}`);
      }
    });
  }
});
