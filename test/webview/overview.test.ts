import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { dayMs } from "../../src/core/time/durations.ts";
import { manyAccounts } from "./helpers/manyAccounts.ts";
import { accountOf, fiveAccounts, fromNow, meterOf } from "./helpers/panelAccounts.ts";
import type { PanelPage } from "./helpers/panelPage.ts";
import { panelSuite } from "./helpers/panelSuite.ts";

describe("the overview of the panel", () => {
  const open = panelSuite();

  it("the panel opens on the overview of more accounts than have room as tabs, else on the first account", async () => {
    const panel = await open();
    await panel.showAccounts(fiveAccounts());
    assert.equal(await selectedTab(panel.page), "Poof");
    const other = await open();
    await other.showAccounts(manyAccounts(14));
    assert.equal(await other.page.getByRole("heading", { name: "Overview" }).isVisible(), true);
    assert.equal((await names(other.page)).length, 14);
    assert.equal(await other.page.getByRole("tab").count(), 14);
  });

  it("the overview shows what is left, how long it lasts, what comes next, how old that is, and what is wrong", async () => {
    const panel = await open();
    const [first, second, ...others] = fiveAccounts();
    assert.ok(first && second);
    const forecast = { text: "Lasts about 6–9 days at this rate.", short: "6–9 days" };
    const meters = [meterOf({ resetsAt: fromNow(9.3 * dayMs) })];
    await panel.showAccounts([
      { ...first, meters, forecast },
      { ...second, expiresAt: fromNow(400 * dayMs) },
      ...others,
    ]);
    await openOverview(panel);
    assert.match(
      await row(panel.page, "Poof").innerText(),
      /Poof\s+3,766\s+6–9 days\s+resets \w{3} \d+\s+2 minutes ago/,
    );
    const lineCounts = await panel.page
      .locator(".overview .next time")
      .evaluateAll((times) => times.map((time) => time.getClientRects().length));
    assert.deepEqual(new Set(lineCounts), new Set([1]), "no date is broken where there is room");
    const amount = row(panel.page, "Depicta").getByText("€1.92");
    assert.equal(await amount.getAttribute("title"), "€1.923456");
    assert.match(await row(panel.page, "Depicta").innerText(), /^Low\s/);
    assert.match(await row(panel.page, "COALS").innerText(), /–[\s\S]*|did not accept the key/);
    await row(panel.page, "COALS").getByRole("button", { name: "Enter key" }).click();
    assert.deepEqual((await panel.postedMessages()).at(-1), { kind: "setKey", accountId: "coals" });
  });

  it("the overview is sorted by trouble, name or provider, and keeps the choice", async () => {
    const panel = await open();
    const accounts = [
      { label: "b 10", providerName: "Zeta", rank: 2 },
      { label: "b 9", providerName: "Alpha", rank: 0 },
      { label: "A", providerName: "Zeta", rank: 1 },
    ].map((change, index) => accountOf({ id: `account-${index}`, ...change }));
    await panel.showAccounts(accounts);
    await openOverview(panel);
    assert.deepEqual(await names(panel.page), ["b 9", "A", "b 10"]);
    await panel.page.getByRole("radio", { name: "Provider" }).check();
    assert.deepEqual(await names(panel.page), ["b 9", "A", "b 10"]);
    await panel.page.getByRole("radio", { name: "Name" }).check();
    assert.deepEqual(await names(panel.page), ["A", "b 9", "b 10"]);
    await panel.page.reload();
    await panel.showAccounts(accounts);
    assert.deepEqual(await names(panel.page), ["A", "b 9", "b 10"]);
  });

  it("the rows are one stop of the Tab key, with arrow keys within, and Enter opens an account", async () => {
    const panel = await open();
    await panel.showAccounts(manyAccounts(14));
    await panel.page.getByRole("radio", { name: "Name" }).focus();
    await panel.page.keyboard.press("Tab");
    const first = (await names(panel.page))[0];
    assert.equal(await focusedName(panel.page), first);
    await panel.page.keyboard.press("ArrowDown");
    await panel.page.keyboard.press("ArrowDown");
    await panel.page.keyboard.press("ArrowUp");
    const second = (await names(panel.page))[1] ?? "";
    assert.equal(await focusedName(panel.page), second);
    await panel.page.keyboard.press("End");
    assert.equal(await focusedName(panel.page), (await names(panel.page)).at(-1));
    await panel.page.keyboard.press("Home");
    await panel.page.keyboard.press("ArrowDown");
    await panel.page.keyboard.press("Enter");
    assert.equal(await selectedTab(panel.page), second);
    await panel.page.getByRole("button", { name: "Overview" }).click();
    assert.equal(
      await panel.page.getByRole("button", { name: "Overview" }).getAttribute("aria-current"),
      "page",
    );
    assert.equal(await panel.page.getByRole("tab", { selected: true }).count(), 0);
  });

  it("the host shows the overview or an account, and the page is kept", async () => {
    const panel = await open();
    await panel.showAccounts(fiveAccounts());
    await panel.post({ kind: "show" });
    assert.equal((await names(panel.page)).length, 5);
    await panel.page.reload();
    await panel.showAccounts(fiveAccounts());
    assert.equal((await names(panel.page)).length, 5);
    await panel.post({ kind: "show", accountId: "depicta" });
    assert.equal(await selectedTab(panel.page), "Depicta");
    await panel.post({ kind: "show" });
    await panel.showAccounts(fiveAccounts().slice(0, 1));
    assert.equal(await selectedTab(panel.page), "Poof");
    assert.equal(await panel.page.getByRole("button", { name: "Overview" }).count(), 0);
  });

  it("hidden accounts have no tab, and are shown again from the overview", async () => {
    const panel = await open();
    const accounts = fiveAccounts().map((account) => ({ ...account, isHidden: account.id === "poof" }));
    await panel.showAccounts(accounts);
    assert.equal(await selectedTab(panel.page), "Depicta");
    assert.equal(await panel.page.getByRole("tab").count(), 4);
    await openOverview(panel);
    assert.equal((await names(panel.page)).length, 4);
    await panel.page.getByText("Hidden on this machine (1)").click();
    await panel.page.getByRole("button", { name: "Show Poof" }).click();
    assert.deepEqual((await panel.postedMessages()).at(-1), { kind: "showAccount", accountId: "poof" });
  });

  it("fourteen accounts fit into 600 pixels, with long names and in other languages", async () => {
    for (const [width, locale] of [
      [600, "en"],
      [600, "de"],
      [600, "ja"],
      [360, "en"],
    ] as const) {
      const panel = await open({ width, height: 900 });
      await panel.showAccounts(manyAccounts(14), { locale });
      const isWithin = "document.documentElement.scrollWidth <= innerWidth";
      assert.equal(await panel.page.evaluate(isWithin), true, `${width} ${locale}`);
      const hasCutText = `[...document.querySelectorAll(".overview :is(th, td)")].some((cell) => cell.scrollWidth > cell.clientWidth + 1)`;
      assert.equal(await panel.page.evaluate(hasCutText), false, `${width} ${locale}`);
    }
  });

  it("the amounts of the overview are masked", async () => {
    const panel = await open();
    await panel.showAccounts(manyAccounts(14), { hideAmounts: true });
    assert.doesNotMatch(await panel.page.locator(".overview").innerHTML(), /3,766|€1\.92/);
  });
});

async function openOverview(panel: PanelPage): Promise<void> {
  await panel.page.getByRole("button", { name: "Overview" }).click();
}

function row(page: Page, label: string) {
  return page
    .locator(".overview tbody tr")
    .filter({ has: page.getByRole("button", { name: label, exact: true }) });
}

async function names(page: Page): Promise<readonly string[]> {
  return await page.locator(".overview [data-account]").allInnerTexts();
}

async function focusedName(page: Page): Promise<string> {
  return await page.locator(".overview :focus").innerText();
}

async function selectedTab(page: Page): Promise<string> {
  return await page.locator('[role="tab"][aria-selected="true"] .label').innerText();
}
