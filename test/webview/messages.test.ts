import assert from "node:assert/strict";
import { systemTimeZone } from "../../src/core/time/timeZone.ts";
import { accountOf, fiveAccounts, meterOf } from "./helpers/panelAccounts.ts";
import { panelStrings } from "./helpers/panelStrings.ts";
import { panelSuite } from "./helpers/panelSuite.ts";

describe("the panel's messages", () => {
  const open = panelSuite();

  it("the panel says once that it is ready, and shows that it is waiting", async () => {
    const panel = await open();
    assert.deepEqual(await panel.postedMessages(), [
      { kind: "ready", hasInitialData: false, timeZone: systemTimeZone() },
    ]);
    assert.equal(await panel.page.locator('[aria-busy="true"]').count(), 1);
    await panel.showAccounts(fiveAccounts());
    await panel.waitUntil("!document.querySelector('[aria-busy=true]')");
  });

  it("the panel posts each newly shown account once", async () => {
    const panel = await open();
    await panel.showAccounts(fiveAccounts());
    await panel.showAccounts(fiveAccounts());
    await panel.post({ kind: "show", accountId: "coals" });
    assert.deepEqual(await panel.postedMessages(), [
      { kind: "ready", hasInitialData: false, timeZone: systemTimeZone() },
      { kind: "selected", accountId: "poof" },
      { kind: "selected", accountId: "coals" },
    ]);
  });

  it("the panel posts the user's requests", async () => {
    const panel = await open();
    await panel.showAccounts(fiveAccounts());
    await panel.page.getByRole("button", { name: "Refresh" }).click();
    await panel.page.getByRole("button", { name: "Add account" }).press("Enter");
    assert.deepEqual((await panel.postedMessages()).slice(2), [{ kind: "refresh" }, { kind: "addAccount" }]);
  });

  it("the panel without accounts says what it is for and offers two ways to begin", async () => {
    const panel = await open();
    await panel.showAccounts([]);
    assert.equal(await panel.page.getByRole("heading").innerText(), panelStrings.welcomeTitle);
    assert.equal(await panel.page.getByRole("tablist").count(), 0);
    await panel.page.getByRole("button", { name: "Add account" }).click();
    await panel.page.getByRole("button", { name: "Try with sample accounts" }).press("Enter");
    assert.deepEqual((await panel.postedMessages()).slice(1), [
      { kind: "addAccount" },
      { kind: "trySample" },
    ]);
  });

  it("the panel restores the account after a reload, and accepts show before the first state", async () => {
    const panel = await open();
    await panel.post({ kind: "show", accountId: "easyslip" });
    await panel.showAccounts(fiveAccounts());
    assert.equal(await panel.page.getByRole("heading", { level: 1 }).innerText(), "EasySlip production");
    await panel.page.reload();
    await panel.showAccounts(fiveAccounts());
    assert.equal(await panel.page.getByRole("heading", { level: 1 }).innerText(), "EasySlip production");
  });

  it("the panel shows the first account when the shown one is removed", async () => {
    const panel = await open();
    await panel.showAccounts(fiveAccounts());
    await panel.post({ kind: "show", accountId: "coals" });
    await panel.showAccounts(fiveAccounts().slice(1, 4));
    assert.equal(await panel.page.getByRole("heading", { level: 1 }).innerText(), "Depicta");
  });

  it("the panel keeps focus and scroll position while states arrive many times a second", async () => {
    const panel = await open({ height: 200 });
    await panel.showAccounts(fiveAccounts());
    await panel.post({ kind: "show", accountId: "coals" });
    await panel.page.getByRole("button", { name: "Enter key" }).focus();
    await panel.page.evaluate("scrollTo(0, 40)");
    for (let round = 0; round < 100; round++) {
      const poof = accountOf({ meters: [meterOf({ remaining: `${round}` })], isReading: round % 2 === 0 });
      await panel.post({
        kind: "state",
        accounts: [poof, ...fiveAccounts().slice(1)],
        hideAmounts: false,
        history: { isOn: true },
        locale: "en",
        strings: panelStrings,
      });
    }
    assert.match(await panel.page.getByRole("tab", { name: "Poof" }).innerText(), /99/);
    assert.equal(await panel.page.locator(":focus").innerText(), "Enter key");
    assert.equal(await panel.page.evaluate("scrollY"), 40);
  });

  it("the panel ignores messages that are not its own", async () => {
    const panel = await open();
    await panel.showAccounts(fiveAccounts());
    await panel.page.getByText("No usage seen").waitFor();
    const before = await panel.page.locator("body").innerText();
    const state = {
      kind: "state",
      accounts: [],
      hideAmounts: false,
      history: { isOn: true },
      locale: "en",
      strings: panelStrings,
    };
    const foreign = [
      null,
      7,
      "state",
      {},
      { kind: "other" },
      { kind: "show", accountId: 7 },
      { ...state, accounts: [{}] },
    ];
    for (const message of [
      ...foreign,
      { ...state, locale: "not a locale" },
      { ...state, strings: undefined },
    ]) {
      await panel.post(message);
    }
    assert.equal(await panel.page.locator("body").innerText(), before);
  });
});
