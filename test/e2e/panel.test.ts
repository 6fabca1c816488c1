import assert from "node:assert/strict";
import { eventually } from "../helpers/eventually.ts";
import { workbenchSuite } from "./helpers/workbenchSuite.ts";

describe("the panel in a VS Code", () => {
  const person = workbenchSuite({
    bound: ({ baseUrl, credentials }) => [
      {
        command: "runCommands",
        args: {
          commands: [
            { provider: "poof", baseUrl: baseUrl("poof"), key: credentials.poof.key },
            { provider: "depicta", baseUrl: baseUrl("depicta"), key: credentials.depicta.key },
          ].map((args) => ({ command: "creditMonitor.addAccount", args })),
        },
      },
      { command: "creditMonitor.openPanel", args: { accountId: "depicta" } },
      { command: "workbench.action.files.newUntitledFile" },
    ],
  });

  const broken: string[] = [];

  before(() => {
    person().window.page.on("console", (message) => {
      const text = message.text();
      if (/content.security.policy|violates/i.test(text)) broken.push(text);
    });
    person().sample.accounts.set("poof", { maxCredits: "5000", usedCredits: "1234" });
  });

  const panel = () => person().window.panel();
  const tab = (name: string) => panel().getByRole("tab", { name });

  it("welcomes who has no account, and starts the flow", async () => {
    await person().window.runCommand("Credit Monitor: Open Panel");
    await panel().getByRole("heading", { name: "Get started with Credit Monitor" }).waitFor();
    await panel().getByRole("button", { name: "Add account" }).click();
    await person().inputBox("Add account");
    await person().press("Escape");
  });

  it("takes in an account while it is open", async () => {
    await person().runBoundCommand(1);
    await tab("Depicta").waitFor();
    await panel().getByRole("tablist", { name: "Accounts" }).waitFor();
    const meters = panel().getByRole("region", { name: "Meters" });
    await meters.getByText("3,766").first().waitFor();
    await meters.getByText("1,234 of 5,000 used").waitFor();
  });

  it("reads anew by its button", async () => {
    person().sample.accounts.set("poof", { usedCredits: "2000" });
    await panel().getByRole("button", { name: "Refresh" }).click();
    await panel().getByRole("region", { name: "Meters" }).getByText("3,000").first().waitFor();
  });

  it("says what is wrong and takes a new key from there", async () => {
    const { sample } = person();
    sample.faults.add("poof", { kind: "error", status: 401 });
    await panel().getByRole("button", { name: "Refresh" }).click();
    await panel().getByText("Poof rejected the key").first().waitFor();
    await panel().getByRole("button", { name: "Enter key" }).click();
    await person().inputBox("Key of Poof");
    await person().type(sample.credentials.poof.key);
    await person().dismissNotification("Saved the key for Poof: 3,000 credits left.");
    await panel().getByText("Poof rejected the key").first().waitFor({ state: "hidden" });
  });

  it("opens on the account that is asked for, and that the status bar names", async () => {
    await person().runBoundCommand(2);
    await eventually(async () => assert.equal(await tab("Depicta").getAttribute("aria-selected"), "true"));
    await person().clickStatusBar(panel().getByRole("tab", { name: "Poof", selected: true }));
  });

  it("walks its tabs by the arrow keys", async () => {
    await tab("Poof").focus();
    await person().press("ArrowRight");
    await eventually(async () => assert.equal(await tab("Depicta").getAttribute("aria-selected"), "true"));
  });

  it("follows a switch of the theme", async () => {
    const background = () =>
      panel().locator("body").evaluate("getComputedStyle(document.body).backgroundColor");
    const names = async () => (await panel().locator("body").getAttribute("class")) ?? "";
    const dark = await background();
    await person().window.setTheme("Light Modern");
    await eventually(async () => assert.match(await names(), /vscode-light/));
    assert.notEqual(await background(), dark);
    await person().window.setTheme("Dark High Contrast");
    await eventually(async () => assert.match(await names(), /vscode-high-contrast/));
    await person().window.setTheme("Dark Modern");
    await eventually(async () => assert.equal(await background(), dark));
  });

  it("shows what changed while it was hidden, on the account that it showed, and nothing from before", async () => {
    await person().runBoundCommand(3);
    await panel().locator("panel-root").waitFor({ state: "hidden" });
    person().sample.accounts.set("depicta", { balance_eur: "7.654321", held_eur: "0" });
    await person().window.runCommand("Credit Monitor: Refresh");
    await person().window.page.locator(".tab").filter({ hasText: "Credit Monitor" }).click();
    const rows = panel().getByRole("grid", { name: "Ledger" }).locator(".row[aria-rowindex]");
    await panel().getByRole("region", { name: "Meters" }).waitFor();
    assert.match(await panel().getByRole("region", { name: "Meters" }).innerText(), /€7\.654321/);
    assert.equal(await tab("Depicta").getAttribute("aria-selected"), "true");
    await eventually(async () => assert.match(await rows.nth(1).innerText(), /€7\s*\.654321/));
  });

  it("comes back after a reload, on the account that it showed", async () => {
    await person().reload();
    await eventually(async () => assert.equal(await tab("Depicta").getAttribute("aria-selected"), "true"));
    assert.equal(await person().window.page.locator(".tab").filter({ hasText: "Credit Monitor" }).count(), 1);
  });

  it("shows in each of two windows", async () => {
    const other = await person().openAnotherWindow();
    for (const window of [person().window, other]) {
      await window.runCommand("Credit Monitor: Open Panel");
      await window.panel().getByRole("tab", { name: "Depicta" }).waitFor();
      assert.equal(await window.page.locator(".tab").filter({ hasText: "Credit Monitor" }).count(), 1);
    }
    await other.page.close();
  });

  it("broke no rule of its content security policy in all of that", () => {
    assert.deepEqual(broken, []);
  });
});
