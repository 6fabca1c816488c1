import assert from "node:assert/strict";
import { amountOf } from "../../src/core/money/amount.ts";
import { currency } from "../../src/core/money/unit.ts";
import { dayMs, minuteMs } from "../../src/core/time/durations.ts";
import { accountOf, fiveAccounts, meterOf } from "./helpers/panelAccounts.ts";
import type { PanelPage } from "./helpers/panelPage.ts";
import { panelSuite } from "./helpers/panelSuite.ts";
import { richAccount } from "./helpers/richAccount.ts";
import { StubHost } from "./helpers/stubHost.ts";
import { dailyUsageOf, providerUsage } from "./helpers/usageOf.ts";

describe("the panel's usage", () => {
  const open = panelSuite();

  async function openWith(host: StubHost, account = accountOf()): Promise<PanelPage> {
    const panel = await open({ width: 1000, host });
    await panel.showAccounts([account]);
    await panel.page.locator(".usage :is(.figures, .observed-usage, .empty-state)").first().waitFor();
    return panel;
  }

  it("the usage shows a provider's own count: requests, credits and every endpoint", async () => {
    const host = new StubHost();
    host.usage = providerUsage;
    const panel = await openWith(host, richAccount());
    const region = panel.page.getByRole("region", { name: "Usage" });
    const text = await region.innerText();
    for (const figure of ["7,563", "7,511", "52", "12,874.125", "/companies/search", "4,210"]) {
      assert.ok(text.includes(figure), figure);
    }
    assert.equal(await region.getByRole("listitem").count(), 6);
    await region.getByRole("button", { name: "Show all 7" }).click();
    assert.equal(await region.getByRole("listitem").count(), 7);
    const facts = await panel.page.getByRole("region", { name: "Account" }).innerText();
    assert.match(facts, /Requests of all time\s+184,220/);
    assert.match(facts, /Subscription\s+Pro/);
  });

  it("the usage is requested for a day, a month, a year or chosen dates", async () => {
    const panel = await openWith(new StubHost());
    for (const name of ["Day", "Year", "Dates…"]) await panel.page.getByRole("radio", { name }).check();
    await panel.page.getByRole("region", { name: "Usage" }).getByLabel("Start date").fill("2026-01-30");
    await panel.page.getByRole("region", { name: "Usage" }).getByLabel("End date").fill("2026-02-02");
    await panel.page.waitForTimeout(100);
    const spans = (await panel.requests("usage")).map(({ span }) => span);
    const periods = spans.flatMap((span) => (span.kind === "period" ? [span.period] : []));
    assert.deepEqual(periods, ["monthly", "daily", "yearly"]);
    const [fromMs, toMs] = [Date.UTC(2026, 0, 30), Date.UTC(2026, 1, 3)];
    assert.deepEqual(spans.at(-1), { kind: "range", fromMs, toMs });
  });

  it("the usage shows the consumption of each day, with zero for days without any", async () => {
    const host = new StubHost();
    host.days = dailyUsageOf(Date.now(), 40);
    const panel = await openWith(host);
    const today = new Date().getUTCDate();
    const days = panel.page.getByRole("list", { name: "Consumption per day" }).getByRole("listitem");
    assert.equal(await days.count(), today);
    const texts = await days.allInnerTexts();
    assert.match(texts.at(-1) ?? "", /3\.5$/);
    if (today > 3) assert.match(texts.at(-4) ?? "", /: 0$/);
  });

  it("the usage adds up the days of a year by month, exactly", async () => {
    const host = new StubHost();
    const year = new Date().getUTCFullYear();
    const consumed = ["0.1", "0.2"] as const;
    host.days = consumed.map((amount, index) => ({
      day: `${year}-01-0${index + 1}`,
      consumed: amount as never,
    }));
    const panel = await openWith(host);
    await panel.page.getByRole("radio", { name: "Year" }).check();
    const months = panel.page.getByRole("list", { name: "Consumption per month" }).getByRole("listitem");
    await months.first().waitFor();
    assert.match((await months.first().innerText()).trim(), new RegExp(`Jan ${year}: 0\\.3$`));
  });

  it("the usage shows the current period with its limit", async () => {
    const panel = await openWith(new StubHost(), fiveAccounts()[3]);
    const text = await panel.page.getByRole("region", { name: "Usage" }).innerText();
    assert.match(text, /Provider's period\s+Quota · 350,000 of 350,000 used · resets [A-Z][a-z]{2} \d{1,2}/);
  });

  it("the usage says that nothing was consumed, or why it is unknown", async () => {
    const host = new StubHost();
    const panel = await openWith(host);
    const region = panel.page.getByRole("region", { name: "Usage" });
    assert.match(await region.innerText(), /No usage seen/);
    host.failure = "No connection to Poof.";
    await region.getByRole("radio", { name: "Day" }).check();
    await region.getByText("No connection to Poof.").waitFor();
    host.failure = undefined;
    host.days = dailyUsageOf(Date.now(), 1);
    await region.getByRole("button", { name: "Try again" }).click();
    await region.getByText("3.5").first().waitFor();
  });

  it("the usage of a day has its hours, and says which day it is", async () => {
    const host = new StubHost();
    const startMs = new Date().setUTCHours(0, 0, 0, 0);
    host.days = dailyUsageOf(Date.now(), 1);
    host.hours = [{ startMs, consumed: amountOf("2.5") }];
    const panel = await openWith(host);
    await panel.page.getByRole("radio", { name: "Day" }).check();
    const hours = panel.page.getByRole("list", { name: "Consumption per hour" }).getByRole("listitem");
    await hours.first().waitFor();
    assert.equal(await hours.count(), new Date().getUTCHours() + 1);
    assert.match((await hours.first().innerText()).trim(), /12:00\sAM: 2\.5$/);
    assert.match(
      await panel.page.getByRole("region", { name: "Usage" }).innerText(),
      /Today, \w{3} \d+\s+2\.5 consumed/,
    );
  });

  it("the usage names the calendar month, and gives the average of a day", async () => {
    const host = new StubHost();
    host.days = dailyUsageOf(Date.now(), 60);
    const panel = await openWith(host);
    const month = new Intl.DateTimeFormat("en", { month: "long", year: "numeric", timeZone: "UTC" }).format(
      Date.now(),
    );
    const text = await panel.page.getByRole("region", { name: "Usage" }).innerText();
    assert.match(text, new RegExp(`Calendar month: ${month}`));
    if (new Date().getUTCDate() > 2) assert.match(text, /[\d.,]+ a day on average/);
  });

  it("the usage is compared with a daily budget in its unit", async () => {
    const host = new StubHost();
    host.days = dailyUsageOf(Date.now(), 60);
    const panel = await openWith(host, accountOf({ dailyBudget: amountOf("3") }));
    const region = panel.page.getByRole("region", { name: "Usage" });
    assert.match(await region.innerText(), /over the daily budget on \d+ of \d+ days/);
    const left = async (part: string) => (await region.locator(part).first().boundingBox())?.x ?? Number.NaN;
    assert.ok(Math.abs((await left(".total")) - (await left(".dotted bdi"))) < 1, "aligned with the total");
    assert.equal(await region.locator("li.over").last().isVisible(), true);
    await panel.showAccounts([accountOf({ dailyBudget: amountOf("5000") })]);
    assert.match(await region.innerText(), /daily budget 5,000/);
    assert.equal(await region.locator("li.over").count(), 0);
    host.hours = [{ startMs: new Date().setUTCHours(0, 0, 0, 0), consumed: amountOf("40") }];
    await panel.page.getByRole("radio", { name: "Day" }).check();
    await region.getByText("40 of the daily budget of 5,000").waitFor();
    await panel.showAccounts([
      accountOf({ meters: [meterOf({ unit: currency("USD") })], dailyBudget: amountOf("3") }),
    ]);
    assert.doesNotMatch(await region.innerText(), /budget/);
  });

  it("the usage of one account is not shown for another", async () => {
    const host = new StubHost();
    host.days = dailyUsageOf(Date.now() - dayMs / 24, 3);
    const panel = await openWith(host);
    host.delayMs = minuteMs;
    await panel.showAccounts([accountOf({ id: "other", label: "Other" })]);
    assert.equal(await panel.page.locator(".observed-usage").count(), 0);
  });
});
