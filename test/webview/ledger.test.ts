import assert from "node:assert/strict";
import { amountOf } from "../../src/core/money/amount.ts";
import { hourMs } from "../../src/core/time/durations.ts";
import { systemTimeZone } from "../../src/core/time/timeZone.ts";
import { ledgerOf } from "./helpers/ledgerOf.ts";
import { openLedger } from "./helpers/openLedger.ts";
import { accountOf } from "./helpers/panelAccounts.ts";
import { panelSuite } from "./helpers/panelSuite.ts";

describe("the panel's ledger", () => {
  const open = panelSuite();

  it("the ledger is a grid that counts all entries and its header row", async () => {
    const { panel, grid } = await openLedger(open, 5000);
    assert.equal(await grid.getAttribute("aria-rowcount"), "5001");
    const headers = await grid.getByRole("columnheader").allInnerTexts();
    assert.deepEqual(
      headers.map((header) => header.replace(/ [↓↑]/, "")),
      ["Time", "Type", "Amount", "Balance after", "Description", "Reference"],
    );
    assert.equal(await grid.locator('[aria-rowindex="1"]').count(), 1);
    const first = grid.locator('[aria-rowindex="2"]');
    assert.match(await first.innerText(), /Debit[\s\S]*−[\s\S]*job_4999/);
    assert.match(await panel.page.locator(".ledger .count").innerText(), /^5,000 entries$/);
  });

  it("the ledger is navigable by keyboard and renders only a few rows", async () => {
    const { panel, grid, focusedRow } = await openLedger(open, 5000);
    await grid.locator('[aria-rowindex="2"]').focus();
    const steps = { ArrowDown: 3, ArrowUp: 2, End: 5001, Home: 2 } as const;
    for (const [key, row] of Object.entries(steps)) {
      await panel.page.keyboard.press(key);
      await panel.waitUntil(`document.activeElement.ariaRowIndex === "${row}"`);
    }
    for (let press = 0; press < 40; press++) await panel.page.keyboard.press("PageDown");
    const row = await focusedRow();
    assert.ok(row > 200, `row ${row}`);
    await panel.waitUntil("!document.querySelector('.grid-body [aria-busy]')");
    assert.match(await panel.page.locator(":focus").innerText(), /job_|Observed|pay_/);
    assert.ok((await grid.getByRole("row").count()) < 80);
    assert.equal(await grid.locator('.grid-body [tabindex="0"]').count(), 1);
  });

  it("a jump of the scroll bar requests no pages in between", async () => {
    const { panel, scrollTo } = await openLedger(open, 50_000);
    await scrollTo(25_000);
    await panel.waitUntil("!document.querySelector('.grid-body [aria-busy]')");
    const jobs = await panel.page.locator(".grid-body .row .reference").allInnerTexts();
    assert.ok(jobs.includes("job_24991"), jobs.join());
    const queries = await panel.requests("ledger");
    assert.ok(queries.length <= 4, `${queries.length} questions`);
    assert.ok(queries.every(({ limit }) => limit === 100));
    assert.ok(queries.some(({ cursor, skip = 0 }) => cursor !== undefined && skip > 20_000));
  });

  it("scrolling through five thousand rows shows each entry once, in order", async () => {
    const { panel, scrollTo, host } = await openLedger(open, 5000);
    const seen = new Map<number, string>();
    for (let row = 0; row < 5000; row += 24) {
      await scrollTo(row);
      await panel.waitUntil("!document.querySelector('.grid-body [aria-busy]')");
      const rows: readonly [number, string][] = await panel.page.evaluate(
        "[...document.querySelectorAll('.grid-body .row')].map((row) => [Number(row.ariaRowIndex), row.querySelector('.balanceAfter').textContent])",
      );
      for (const [index, after] of rows) seen.set(index - 2, after.replaceAll(",", ""));
    }
    assert.equal(seen.size, 5000);
    const wrong = host.entries.filter(({ balanceAfter }, index) => seen.get(index) !== balanceAfter);
    assert.deepEqual(wrong.slice(0, 3), []);
  });

  it("amounts are aligned at the decimal point", async () => {
    const { panel } = await openLedger(open, 300);
    const fractions = ".grid-body .amount:not(.balanceAfter) .fraction";
    await panel.page.locator(fractions).nth(10).waitFor({ state: "attached" });
    const lefts: readonly number[] = await panel.page.evaluate(
      `[...document.querySelectorAll('${fractions}')].map((fraction) => Math.round(fraction.getBoundingClientRect().left))`,
    );
    assert.ok(lefts.length > 10);
    assert.equal(new Set(lefts).size, 1);
  });

  it("the ledger filters by text, type, source and dates, and reverses its order", async () => {
    const { panel, lastQuery } = await openLedger(open, 5000);
    const { page } = panel;
    await page.getByRole("textbox", { name: "Search ledger" }).pressSequentially("WAREhouse ", { delay: 20 });
    await page.getByText("1,0", { exact: false }).first().waitFor();
    assert.equal((await lastQuery()).text, "WAREhouse");
    await page.getByRole("combobox", { name: "Type" }).selectOption("Debit");
    await page.getByRole("combobox", { name: "Source" }).selectOption("Provider");
    await page.getByRole("combobox", { name: "Order" }).selectOption("Oldest first");
    await page.getByRole("combobox", { name: "Dates" }).selectOption("Last 7 days");
    await page.waitForTimeout(100);
    const { fromMs = 0, ...query } = await lastQuery();
    assert.ok(Math.abs(Date.now() - 7 * 24 * hourMs - fromMs) < 65_000);
    assert.deepEqual(query, {
      accountId: "rich-utilities",
      text: "WAREhouse",
      timeZone: systemTimeZone(),
      type: "debit",
      source: "provider",
      order: "oldest",
      limit: 100,
    });
    assert.equal(
      await page.getByRole("columnheader", { name: "Time" }).getAttribute("aria-sort"),
      "ascending",
    );
    await page.getByRole("button", { name: "Export CSV" }).click();
    const sent = (await panel.postedMessages()).at(-1);
    assert.ok(sent?.kind === "export" && sent.format === "csv");
    const { fromMs: exportedFrom, ...filter } = sent.filter;
    assert.ok(exportedFrom);
    assert.deepEqual(filter, {
      accountId: "rich-utilities",
      text: "WAREhouse",
      timeZone: systemTimeZone(),
      type: "debit",
      source: "provider",
    });
  });

  it("the headers for time and amount sort, by keyboard too, and turn the order round", async () => {
    const { panel, grid, lastQuery } = await openLedger(open, 500);
    const header = (name: string) => grid.getByRole("columnheader", { name });
    const orders: (string | null)[] = [];
    for (const name of ["Time", "Time", "Amount", "Amount"]) {
      await header(name).getByRole("button").press("Enter");
      await panel.page.waitForTimeout(100);
      orders.push((await lastQuery()).order, await header(name).getAttribute("aria-sort"));
    }
    assert.deepEqual(orders, [
      ...["oldest", "ascending", "newest", "descending"],
      ...["highest", "descending", "lowest", "ascending"],
    ]);
    assert.equal(await header("Time").getAttribute("aria-sort"), "none");
    assert.equal(await panel.page.getByRole("dialog").count(), 0, "Enter on a header opens no entry");
    const options = panel.page.getByRole("combobox", { name: "Order" });
    assert.equal(await options.inputValue(), "lowest");
  });

  it("with a filter the ledger counts what matches of all entries, and adds it up exactly", async () => {
    const { panel, host } = await openLedger(open, 500);
    await panel.page.getByRole("combobox", { name: "Type" }).selectOption("Adjustment");
    const found = host.entries.filter(({ type }) => type === "adjustment");
    const sum = found.length * 0.125;
    const text = `${found.length} of 500 entries · total +${sum}`;
    await panel.waitUntil(`document.querySelector(".ledger .count").textContent === ${JSON.stringify(text)}`);
    await panel.page.getByRole("combobox", { name: "Type" }).selectOption("All types");
    await panel.waitUntil('document.querySelector(".ledger .count").textContent === "500 entries"');
  });

  it("the balance is the computed one, and a mark tells where the provider's own is another", async () => {
    const { panel, grid, host } = await openLedger(open, 20);
    host.entries = host.entries.map((entry, index) => ({
      ...entry,
      ...(index < 3 ? { runningBalance: amountOf(index === 1 ? "7" : (entry.balanceAfter ?? "0")) } : {}),
      ...(index === 1 ? { balanceAfter: amountOf("9.5"), source: "provider" as const } : {}),
    }));
    await panel.post({ kind: "historyChanged", accountId: "rich-utilities" });
    const row = (index: number) => grid.locator(`[aria-rowindex="${index + 2}"] .balanceAfter`);
    const note = "The provider says 9.5, a difference of +2.5.";
    await row(1).getByText(note).waitFor({ state: "attached" });
    assert.equal(await row(1).textContent(), `${note}7`);
    assert.equal(await row(1).getByTitle(note).count(), 1);
    assert.equal(await grid.locator(".mark").count(), 1);
    assert.equal(
      (await row(5).textContent())?.replaceAll(",", ""),
      host.entries[5]?.balanceAfter,
      "as far as it is known",
    );
    await row(1).click();
    const dialog = panel.page.getByRole("dialog", { name: "Ledger entry" });
    assert.match(
      await dialog.innerText(),
      /Balance after\s+7\s+Balance after, as the provider says\s+The provider says 9\.5/,
    );
  });

  it("the ledger uses a text that was typed just before another filter is chosen", async () => {
    const { panel, lastQuery } = await openLedger(open, 500);
    const search = panel.page.getByRole("textbox", { name: "Search ledger" });
    await search.pressSequentially("warehouse");
    await panel.page.getByRole("combobox", { name: "Type" }).selectOption("Debit");
    await panel.page.waitForTimeout(500);
    const { text, type } = await lastQuery();
    assert.deepEqual([text, type, await search.inputValue()], ["warehouse", "debit", "warehouse"]);
  });

  it("the ledger sends one request for a text that is typed quickly", async () => {
    const { panel } = await openLedger(open, 500);
    const before = (await panel.requests("ledger")).length;
    await panel.page
      .getByRole("textbox", { name: "Search ledger" })
      .pressSequentially("batch", { delay: 10 });
    await panel.page.waitForTimeout(500);
    assert.equal((await panel.requests("ledger")).length, before + 1);
  });

  it("the ledger accepts chosen dates, both inclusive, and exports JSON", async () => {
    const { panel, lastQuery } = await openLedger(open, 500);
    await panel.page.getByRole("combobox", { name: "Dates" }).selectOption("Custom range…");
    const region = panel.page.getByRole("region", { name: "Ledger" });
    await region.getByLabel("Start date").fill("2026-11-01");
    await region.getByLabel("End date").fill("2026-11-02");
    await panel.page.waitForTimeout(100);
    const { fromMs, toMs } = await lastQuery();
    assert.deepEqual([fromMs, toMs], [Date.UTC(2026, 10, 1), Date.UTC(2026, 10, 3)]);
    // A year that is typed digit by digit: 0002, 0020, 0202, 2026.
    const before = (await panel.requests("ledger")).length;
    for (const year of ["0002", "0020", "0202"]) {
      await region.getByLabel("Start date").fill(`${year}-11-01`);
      await panel.page.waitForTimeout(100);
    }
    assert.equal((await panel.requests("ledger")).length, before);
    await region.getByLabel("Start date").fill("2026-11-01");
    await panel.page.getByRole("button", { name: "Export JSON" }).press("Enter");
    const sent = (await panel.postedMessages()).at(-1);
    assert.deepEqual(sent, {
      kind: "export",
      format: "json",
      filter: { accountId: "rich-utilities", fromMs, toMs, timeZone: systemTimeZone() },
    });
  });

  it("the ledger offers four types and all time, and no source filter with only one source", async () => {
    const { panel } = await openLedger(open, 20, accountOf());
    const options = panel.page.getByRole("combobox", { name: "Type" }).locator("option");
    assert.deepEqual(await options.allInnerTexts(), ["All types", "Credit", "Debit", "Adjustment"]);
    assert.equal(await panel.page.getByRole("combobox", { name: "Dates" }).inputValue(), "all");
    assert.equal(await panel.page.getByRole("combobox", { name: "Source" }).count(), 0);
    assert.equal((await panel.requests("unexplained")).length, 0);
  });

  it("the ledger says that nothing matches and offers to clear the filters", async () => {
    const { panel, grid } = await openLedger(open, 200);
    await panel.page.getByRole("textbox", { name: "Search ledger" }).fill("nothing like this");
    await panel.page.getByText("No matching entries.").waitFor();
    await panel.page.getByRole("button", { name: "Clear filters" }).click();
    await grid.locator('[aria-rowindex="2"]').waitFor();
    assert.equal(await panel.page.getByRole("textbox", { name: "Search ledger" }).inputValue(), "");
  });

  // `npm run bench` measures the frame rate, which a machine that runs other tests would distort.
  it("the ledger leaves no row blank after three seconds of scrolling frame by frame", async () => {
    const { panel } = await openLedger(open, 50_000);
    const scrolled: number = await panel.page.evaluate(`new Promise((resolve) => {
      const body = document.querySelector(".grid-body");
      let frames = 0;
      const step = () => {
        body.scrollTop += 160;
        frames += 1;
        if (frames < 180) requestAnimationFrame(step);
        else resolve(body.scrollTop);
      };
      requestAnimationFrame(step);
    })`);
    assert.ok(scrolled >= 170 * 160, `${scrolled} pixels`);
    await panel.waitUntil("!document.querySelector('.grid-body [aria-busy]')");
  });

  it("the ledger adjusts when it has become shorter", async () => {
    const { panel, host, scrollTo } = await openLedger(open, 1000);
    host.entries = ledgerOf(40, Date.now());
    await scrollTo(990);
    await panel.waitUntil("document.querySelector('[role=grid]').ariaRowCount === '41'");
  });
});
