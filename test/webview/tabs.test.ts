import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { manyAccounts } from "./helpers/manyAccounts.ts";
import { accountOf, fiveAccounts, meterOf } from "./helpers/panelAccounts.ts";
import { panelSuite } from "./helpers/panelSuite.ts";

describe("the panel's account tabs", () => {
  const open = panelSuite();

  it("a tab shows an account's name, amount and level, and a dash for an unread one", async () => {
    const panel = await open();
    await panel.showAccounts(fiveAccounts());
    const tabs = panel.page.getByRole("tablist", { name: "Accounts" }).getByRole("tab");
    assert.deepEqual(
      (await tabs.allInnerTexts()).map((text) => text.split(/\s*\n\s*/).join(" ")),
      [
        "Poof 3,766 OK",
        "Depicta €1.92 Low",
        "Rich Utilities 812.4 Cannot be read",
        "EasySlip production 0 Empty",
        "COALS – Action needed",
      ],
    );
  });

  it("the first tab is selected, and the tab panel is labelled by its tab", async () => {
    const panel = await open();
    await panel.showAccounts(fiveAccounts());
    assert.equal(await selected(panel.page), "Poof");
    assert.equal(await panel.page.getByRole("tabpanel", { name: "Poof 3,766 OK" }).count(), 1);
  });

  it("the tabs are one stop of the Tab key, and arrows, Home and End move around the ends", async () => {
    const panel = await open();
    await panel.showAccounts(fiveAccounts());
    await panel.page.keyboard.press("Tab");
    assert.equal(await focused(panel.page), "Poof");
    const steps = { ArrowRight: "Depicta", End: "COALS", Home: "Poof", ArrowLeft: "COALS" };
    for (const [key, label] of Object.entries(steps)) {
      await panel.page.keyboard.press(key);
      assert.equal(await selected(panel.page), label);
      assert.equal(await focused(panel.page), label);
    }
    await panel.page.keyboard.press("ArrowRight");
    assert.equal(await selected(panel.page), "Poof");
    await panel.page.keyboard.press("Tab");
    assert.equal(await panel.page.locator(":focus").innerText(), "Refresh");
  });

  it("the tabs leave key bindings with a modifier to VS Code", async () => {
    const panel = await open();
    await panel.showAccounts(fiveAccounts());
    await panel.page.keyboard.press("Tab");
    await panel.page.keyboard.press("Alt+ArrowRight");
    assert.equal(await selected(panel.page), "Poof");
  });

  it("tab, account and button tell VS Code which account its context menu is for", async () => {
    const panel = await open();
    await panel.showAccounts([
      accountOf({ links: ["dashboard", "topUp"] }),
      accountOf({ id: "two", label: "Two" }),
    ]);
    const { page } = panel;
    const contextOf = async (element: ReturnType<typeof page.getByRole>) =>
      JSON.parse((await element.getAttribute("data-vscode-context")) ?? "null");
    const expected = {
      webviewSection: "account",
      accountId: "poof",
      interactive: true,
      accountLinks: "dashboard topUp",
      preventDefaultContextMenuItems: true,
    };
    assert.deepEqual(await contextOf(page.getByRole("tab", { name: "Poof" })), expected);
    assert.equal((await contextOf(page.getByRole("tab", { name: "Two" }))).accountId, "two");
    const button = page.getByRole("button", { name: "Account actions" });
    assert.deepEqual(await contextOf(button), expected);
    assert.deepEqual(await contextOf(page.getByRole("tabpanel")), {
      ...expected,
      preventDefaultContextMenuItems: false,
    });
    const menus = `window.menus = []; document.addEventListener("contextmenu", ({ clientX, clientY, target }) =>
      window.menus.push([target.getAttribute("aria-label"), clientX > 0 && clientY > 0]))`;
    await page.evaluate(menus);
    await button.press("Enter");
    assert.deepEqual(await page.evaluate("window.menus"), [["Account actions", true]]);
  });

  it("a click on a tab shows its account", async () => {
    const panel = await open();
    await panel.showAccounts(fiveAccounts());
    await panel.page.getByRole("tab", { name: "Depicta" }).click();
    assert.equal(await selected(panel.page), "Depicta");
    assert.match(await panel.page.getByRole("region", { name: "Meters" }).innerText(), /€1\.923456/);
  });

  it("the tabs of fifty accounts scroll, and the selected one is brought into view", async () => {
    const panel = await open({ width: 500 });
    const many = Array.from({ length: 50 }, (_, index) =>
      accountOf({
        id: `account-${index}`,
        label: `Account ${index}`,
        meters: [meterOf({ remaining: `${index}` })],
      }),
    );
    await panel.showAccounts(many);
    await panel.post({ kind: "show", accountId: "account-40" });
    await assertInView(panel.page, "Account 40");
    await panel.page.getByRole("tab", { name: "Account 40" }).press("Home");
    await assertInView(panel.page, "Account 0");
    await panel.page.getByRole("tablist").hover();
    await panel.page.mouse.wheel(0, 400);
    await panel.waitUntil('document.querySelector(".tabs").scrollLeft > 300');
    assert.equal(await panel.page.evaluate("document.documentElement.scrollWidth <= innerWidth"), true);
  });

  it("a list of all accounts stands beside tabs that have no room, and the selected one stays in view", async () => {
    const panel = await open({ width: 600 });
    await panel.showAccounts(manyAccounts(14));
    const list = panel.page.getByRole("combobox", { name: "All accounts (14)" });
    await list.waitFor();
    await list.selectOption({ index: 12 });
    const label = await selected(panel.page);
    assert.equal(label, manyAccounts(14)[12]?.label);
    await panel.waitUntil("document.querySelector('.tabs').scrollLeft > 300");
    await assertInView(panel.page, label);
    assert.match((await list.locator("option").nth(1).textContent()) ?? "", /^Depicta · €1\.92 · Low$/);
    await panel.page.setViewportSize({ width: 420, height: 700 });
    await panel.waitUntil("document.querySelector('.tabs').clientWidth < 300");
    await panel.page.waitForTimeout(100);
    await assertInView(panel.page, label);
    await panel.showAccounts(manyAccounts(2));
    await list.waitFor({ state: "detached" });
  });
});

async function selected(page: Page): Promise<string> {
  return await page.locator('[role="tab"][aria-selected="true"] .label').innerText();
}

async function focused(page: Page): Promise<string> {
  return await page.locator('[role="tab"]:focus .label').innerText();
}

async function assertInView(page: Page, label: string): Promise<void> {
  const tab = await page.getByRole("tab", { name: new RegExp(`^${label} `) }).boundingBox();
  const row = await page.getByRole("tablist").boundingBox();
  assert.ok(
    tab && row && tab.x >= row.x - 1 && tab.x + tab.width <= row.x + row.width + 1,
    `${label} is in view`,
  );
}
