import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { amountOf } from "../../src/core/money/amount.ts";
import { currency, requests } from "../../src/core/money/unit.ts";
import { dayMs, hourMs } from "../../src/core/time/durations.ts";
import { chartOf } from "./helpers/chartOf.ts";
import { accountOf, fiveAccounts, fromNow, meterOf } from "./helpers/panelAccounts.ts";
import type { PanelPage, PanelView } from "./helpers/panelPage.ts";
import { panelSuite } from "./helpers/panelSuite.ts";
import { StubHost } from "./helpers/stubHost.ts";

describe("the panel's balance history", () => {
  const open = panelSuite();

  async function openChart(
    change: (host: StubHost) => void = () => {},
    view: PanelView = {},
  ): Promise<PanelPage> {
    const host = new StubHost();
    host.chart = chartOf(Date.now());
    change(host);
    const panel = await open({ width: 1000, ...view, host });
    await panel.showAccounts([accountOf()]);
    await panel.page.locator(".plot canvas, .history .empty-state").first().waitFor();
    return panel;
  }

  it("the chart requests the last seven days first, then other spans and all time when chosen", async () => {
    const panel = await openChart();
    for (const name of ["24 h", "30 d", "All"]) await panel.page.getByRole("radio", { name }).check();
    await panel.waitUntil("sent.filter(({ method }) => method === 'chart').length === 4");
    const queries = await panel.requests("chart");
    const days = queries.map(({ fromMs }) => fromMs && Math.round((Date.now() - fromMs) / dayMs));
    assert.deepEqual(days, [7, 1, 30, undefined]);
    assert.ok(queries.every(({ buckets, meterId }) => buckets === 600 && meterId === "credits"));
  });

  it("the chart shows the exact value and its span under the pointer, and nothing in a gap", async () => {
    const endMs = Date.now();
    const panel = await openChart((host) => {
      const reading = (days: number, remaining: string, isAfterGap = false) => ({
        fromMs: endMs - days * dayMs,
        toMs: endMs - (days - 1) * dayMs,
        remaining: amountOf(remaining),
        isAfterGap,
      });
      host.chart = { points: [reading(7, "1234.000000001"), reading(3, "-17.5", true)], marks: [] };
    });
    assert.match(await hoverAt(panel.page, 0.07), /^1,234\.000000001\n/);
    assert.equal(await hoverAt(panel.page, 0.35), "");
    assert.match(await hoverAt(panel.page, 0.65), /^-17\.5\n/);
    assert.equal(await hoverAt(panel.page, 0.9), "");
  });

  it("the line breaks where there are no readings", async () => {
    const panel = await openChart();
    assert.equal(await inkAt(panel.page, (7 - 2.15) / 7), 0);
    assert.ok((await inkAt(panel.page, (7 - 3.2) / 7)) > 0);
    assert.ok((await inkAt(panel.page, (7 - 1) / 7)) > 0);
  });

  it("the chart marks top-ups and resets", async () => {
    const panel = await openChart();
    await panel.page.getByRole("radio", { name: "All" }).check();
    await panel.page.waitForTimeout(200);
    assert.match(await hoverAt(panel.page, 10 / 14), /top-up \+2,000/);
    assert.match(await hoverAt(panel.page, 3 / 14), /reset \+250/);
    const summary = await panel.page.locator(".plot").getAttribute("aria-label");
    assert.match(summary ?? "", /Balance from .* lowest .* top-up \+2,000/);
  });

  it("the chart shows the forecast as a band, in words, and to screen readers", async () => {
    const host = new StubHost();
    const nowMs = Date.now();
    host.chart = chartOf(nowMs);
    const panel = await open({ width: 1000, host });
    const text = "Lasts about 2–4 days at this rate.";
    const band = {
      meterId: "credits",
      earliest: { atMs: nowMs + 2 * dayMs, remaining: 0 },
      latest: { atMs: nowMs + 4 * dayMs, remaining: 0 },
    };
    await panel.showAccounts([accountOf({ forecast: { text, band } })]);
    await panel.page.locator(".plot canvas").waitFor();
    const meters = panel.page.getByRole("region", { name: "Meters" });
    assert.match(await meters.innerText(), /Lasts about 2–4 days/);
    const summary = await panel.page.locator(".plot").getAttribute("aria-label");
    assert.match(summary ?? "", /Lasts about 2–4 days at this rate\.$/);
    // The forecast gets 40 % more than the seven days, so it begins at 7 of 9.8.
    // Its edges are dashed: one of several neighbouring columns meets a dash.
    const ink = await Promise.all([0, 1, 2, 3, 4].map((step) => inkAt(panel.page, 0.8 + step / 250)));
    const shots = process.env.CREDIT_MONITOR_TEST_SHOTS;
    if (shots !== undefined) await panel.page.screenshot({ path: `${shots}/outlook.png` });
    assert.ok(ink.some((pixels) => pixels > 0));
    await panel.showAccounts([accountOf({ forecast: { text: "No forecast: nothing has been used yet" } })]);
    await meters.getByText("No forecast").waitFor();
    await panel.page.waitForTimeout(100);
    assert.doesNotMatch((await panel.page.locator(".plot").getAttribute("aria-label")) ?? "", /Lasts/);
  });

  it("the chart is also a table, newest first, with gaps and marks", async () => {
    const panel = await openChart();
    await panel.page.getByRole("button", { name: "Show as table" }).click();
    assert.equal(await panel.page.locator(".plot").isVisible(), false);
    const rows = await panel.page
      .getByRole("region", { name: "Balance history" })
      .getByRole("row")
      .allInnerTexts();
    assert.match(rows[0] ?? "", /From\s+To\s+Balance/);
    assert.ok(rows.some((row) => row.includes("no readings")));
    assert.ok(rows.some((row) => row.includes("top-up +2,000")));
    await panel.page.getByRole("button", { name: "Show as table", pressed: true }).click();
    assert.equal(await panel.page.locator(".plot").isVisible(), true);
  });

  it("the chart draws what is available or the total of a meter with a reserved amount, and says which", async () => {
    const host = new StubHost();
    host.chart = chartOf(Date.now());
    const panel = await open({ width: 1000, host });
    await panel.showAccounts([accountOf({ meters: [meterOf({ held: "12" })] })]);
    const region = panel.page.getByRole("region", { name: "Balance history" });
    await region.locator("canvas").first().waitFor();
    assert.match(await region.locator(".legend").innerText(), /^Available/);
    await region.getByRole("combobox", { name: "Amount drawn" }).selectOption("Total, with reserved");
    await region.locator(".legend").getByText("Total, with reserved").waitFor();
    const queries = await panel.requests("chart");
    assert.deepEqual([queries.at(0)?.amount, queries.at(-1)?.amount], [undefined, "total"]);
    await panel.showAccounts([accountOf()]);
    assert.equal(await region.getByRole("combobox", { name: "Amount drawn" }).count(), 0);
  });

  it("the axis begins at zero, or the chart says where it begins", async () => {
    const endMs = Date.now();
    const reading = (hours: number, remaining: string) => ({
      fromMs: endMs - hours * hourMs,
      toMs: endMs - (hours - 1) * hourMs,
      remaining: amountOf(remaining),
      isAfterGap: false,
    });
    const panel = await openChart((host) => {
      host.chart = { points: [reading(20, "717"), reading(10, "417")], marks: [] };
    });
    const legend = panel.page.locator(".legend");
    assert.doesNotMatch(await legend.innerText(), /The axis starts/);
    const broken = await openChart((host) => {
      host.chart = { points: [reading(20, "717"), reading(10, "697")], marks: [] };
    });
    assert.match(await broken.page.locator(".legend").innerText(), /The axis starts at 69\d\./);
  });

  it("the chart shows the low-balance warning and the even pace to the reset, also to screen readers", async () => {
    const host = new StubHost();
    host.chart = chartOf(Date.now());
    host.unit = requests;
    const panel = await open({ width: 1000, host });
    const meter = meterOf({
      unit: requests,
      remaining: "17720",
      limit: "35000",
      resetsAt: fromNow(10 * dayMs + 5000),
    });
    await panel.showAccounts([accountOf({ meters: [meter], floors: { credits: amountOf("3500") } })]);
    await panel.page.locator(".plot canvas").waitFor();
    const legend = await panel.page.locator(".legend").innerText();
    assert.match(legend, /low below 3,500/);
    assert.match(legend, /≤ 1,77[12] a day lasts to the reset/);
    const summary = (await panel.page.locator(".plot").getAttribute("aria-label")) ?? "";
    assert.match(summary, /low below 3,500/);
    assert.match(summary, /≤ 1,77[12] a day lasts to the reset/);
  });

  it("the forecast has a name, and a range of amounts under the pointer", async () => {
    const host = new StubHost();
    const nowMs = Date.now();
    host.chart = chartOf(nowMs);
    const panel = await open({ width: 1000, host });
    const band = {
      meterId: "credits",
      earliest: { atMs: nowMs + 2 * dayMs, remaining: 0 },
      latest: { atMs: nowMs + 4 * dayMs, remaining: 0 },
    };
    await panel.showAccounts([accountOf({ forecast: { text: "Lasts about 2–4 days at this rate.", band } })]);
    await panel.page.locator(".plot canvas").waitFor();
    await panel.page.locator(".legend").getByText("Forecast").waitFor();
    assert.match(await hoverAt(panel.page, 0.85), /^[\d,]+–[\d,]+\s+Forecast · /);
  });

  it("other pools of the unit are lines to switch, each requested when it is first shown", async () => {
    const host = new StubHost();
    host.chart = chartOf(Date.now());
    const panel = await open({ width: 1000, host });
    const meters = [
      meterOf({ id: "a", label: "First" }),
      meterOf({ id: "b", label: "Second" }),
      meterOf({ id: "c", label: "Money", unit: currency("USD") }),
    ];
    await panel.showAccounts([accountOf({ meters })]);
    await panel.page.locator(".plot canvas").waitFor();
    const toggle = panel.page.getByRole("button", { name: "Second", pressed: false });
    assert.equal(await panel.page.locator(".legend").getByRole("button").count(), 1);
    assert.deepEqual(new Set((await panel.requests("chart")).map(({ meterId }) => meterId)), new Set(["a"]));
    const before = await picture(panel.page);
    await toggle.press("Enter");
    await panel.page.getByRole("button", { name: "Second", pressed: true }).waitFor();
    await panel.waitUntil('sent.some(({ params }) => params?.meterId === "b")');
    await panel.page.waitForTimeout(200);
    assert.notEqual(await picture(panel.page), before);
    assert.match(await hoverAt(panel.page, 0.9), /Second: /);
    await panel.page.getByRole("button", { name: "Second", pressed: true }).press("Enter");
    await panel.page.waitForTimeout(200);
    assert.doesNotMatch(await hoverAt(panel.page, 0.9), /Second: /);
  });

  it("the chart is copied as CSV and as a picture, and not while amounts are hidden", async () => {
    const panel = await openChart();
    await panel.page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
    await panel.page.getByRole("button", { name: "Copy as CSV" }).click();
    await panel.page.getByText("Copied").waitFor();
    const csv: string = await panel.page.evaluate("navigator.clipboard.readText()");
    assert.match(csv, /^from,to,meter,amount,unit\r?\n\d{4}-/);
    assert.match(csv, /,Credits,\d+(\.\d+)?,credits/);
    await panel.page.getByRole("button", { name: "Copy as PNG" }).click();
    await panel.waitUntil(`navigator.clipboard.read().then(([item]) => item.types.includes("image/png"))`);
    await panel.showAccounts([accountOf()], { hideAmounts: true });
    assert.equal(await panel.page.getByRole("button", { name: "Copy as CSV" }).isDisabled(), true);
    assert.equal(await panel.page.getByRole("button", { name: "Copy as PNG" }).isDisabled(), true);
  });

  it("the chart follows the width of the panel", async () => {
    const panel = await openChart();
    await panel.page.setViewportSize({ width: 480, height: 700 });
    await panel.waitUntil("document.querySelector('.uplot').clientWidth < 460");
    assert.equal(await panel.page.evaluate("document.documentElement.scrollWidth <= innerWidth"), true);
  });

  it("the chart takes the colours of another theme at once", async () => {
    const panel = await openChart();
    const before = await picture(panel.page);
    await panel.page.evaluate(
      "document.documentElement.style.setProperty('--vscode-charts-blue', '#ff0000')",
    );
    await panel.page.waitForTimeout(100);
    assert.notEqual(await picture(panel.page), before);
  });

  it("the chart offers the meters of an account that has several", async () => {
    const host = new StubHost();
    host.chart = chartOf(Date.now());
    const panel = await open({ host });
    await panel.showAccounts(fiveAccounts());
    await panel.post({ kind: "show", accountId: "easyslip" });
    await panel.page.getByRole("combobox", { name: "Meter" }).selectOption("Slips");
    await panel.page.waitForTimeout(100);
    assert.equal((await panel.requests("chart")).at(-1)?.meterId, "slips");
    assert.equal((await panel.requests("usage")).at(-1)?.meterId, "slips");
  });

  it("the chart says why there is no line, and what may help", async () => {
    const panel = await openChart((host) => {
      host.chart = { points: [], marks: [] };
    });
    const region = panel.page.getByRole("region", { name: "Balance history" });
    assert.match(await region.innerText(), /No readings in this period/);
    await region.getByRole("button", { name: "Show all time" }).click();
    await region.getByText("No readings yet").waitFor();
    await region.getByRole("button", { name: "Read now" }).click();
    assert.deepEqual((await panel.postedMessages()).at(-1), { kind: "refresh", accountId: "poof" });
    await panel.showAccounts([accountOf({ meters: [meterOf({ remaining: null })] })]);
    assert.match(await region.innerText(), /unlimited/);
  });

  it("the chart is requested at most once a second while the history changes, and keeps its hover", async () => {
    const panel = await openChart();
    await hoverAt(panel.page, 0.5);
    const before = (await panel.requests("chart")).length;
    for (let change = 0; change < 30; change++)
      await panel.post({ kind: "historyChanged", accountId: "poof" });
    await panel.page.waitForTimeout(1300);
    const more = (await panel.requests("chart")).length - before;
    assert.ok(more >= 1 && more <= 3, `${more} questions`);
    assert.equal(await panel.page.locator(".hover-card").isVisible(), true);
  });
});

async function hoverAt(page: Page, share: number): Promise<string> {
  const box = await page.locator(".u-over").boundingBox();
  assert.ok(box);
  await page.mouse.move(box.x + box.width * share, box.y + 60);
  const card = page.locator(".hover-card");
  return (await card.isVisible()) ? await card.innerText() : "";
}

/** The number of pixels with the line's blue in one column of the drawing. */
async function inkAt(page: Page, share: number): Promise<number> {
  return await page.evaluate(`{
    const canvas = document.querySelector(".plot canvas");
    const over = document.querySelector(".u-over").getBoundingClientRect();
    const left = over.left - canvas.getBoundingClientRect().left + over.width * ${share};
    const { data } = canvas.getContext("2d").getImageData(Math.round(left * devicePixelRatio), 0, 1, canvas.height);
    let ink = 0;
    for (let at = 0; at < data.length; at += 4) if (data[at + 2] > data[at] + 60 && data[at + 3] > 60) ink += 1;
    ink;
  }`);
}

async function picture(page: Page): Promise<string> {
  return await page.evaluate('document.querySelector(".plot canvas").toDataURL()');
}
