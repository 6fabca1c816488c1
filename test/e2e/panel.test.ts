import assert from "node:assert/strict";
import { eventually } from "../helpers/eventually.ts";
import { workbenchSuite } from "./helpers/workbenchSuite.ts";

describe("the panel in VS Code", () => {
  const user = workbenchSuite({
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

  const violations: string[] = [];

  before(() => {
    user().window.page.on("console", (message) => {
      const text = message.text();
      if (/content.security.policy|violates/i.test(text)) violations.push(text);
    });
    user().sample.accounts.set("poof", { maxCredits: "5000", usedCredits: "1234" });
  });

  const panel = () => user().window.panel();
  const tab = (name: string) => panel().getByRole("tab", { name });

  it("the panel welcomes a user without accounts, and starts Add Account", async () => {
    await user().openPanel();
    await panel().getByRole("heading", { name: "Get started with Credit Monitor" }).waitFor();
    await panel().getByRole("button", { name: "Add account" }).click();
    await user().inputBox("Add account");
    await user().press("Escape");
  });

  it("the panel shows an account that is added while it is open", async () => {
    await user().runBoundCommand(1);
    await tab("Depicta").waitFor();
    await panel().getByRole("tablist", { name: "Accounts" }).waitFor();
    const meters = panel().getByRole("region", { name: "Meters" });
    await meters.getByText("3,766").first().waitFor();
    await meters.getByText("1,234 of 5,000 used").waitFor();
  });

  it("the panel's button reads the accounts again", async () => {
    user().sample.accounts.set("poof", { usedCredits: "2000" });
    await panel().getByRole("button", { name: "Refresh" }).click();
    await panel().getByRole("region", { name: "Meters" }).getByText("3,000").first().waitFor();
  });

  it("the panel shows a rejected key and starts the prompt for a new one", async () => {
    const { sample } = user();
    sample.faults.add("poof", { kind: "error", status: 401 });
    await panel().getByRole("button", { name: "Refresh" }).click();
    await panel().getByText("The provider rejected the key").first().waitFor();
    await panel().getByRole("button", { name: "Enter key" }).click();
    await user().inputBox("Key for Poof");
    await user().type(sample.credentials.poof.key);
    await user().dismissNotification("Saved the key for Poof: 3,000 credits left.");
    await panel().getByText("The provider rejected the key").first().waitFor({ state: "hidden" });
  });

  it("the panel opens on the requested account, and on the one in the status bar", async () => {
    await user().runBoundCommand(2);
    await eventually(async () => assert.equal(await tab("Depicta").getAttribute("aria-selected"), "true"));
    await user().clickStatusBar(panel().getByRole("tab", { name: "Poof", selected: true }));
  });

  it("the panel's tabs are navigable by the arrow keys", async () => {
    await tab("Poof").focus();
    await user().press("ArrowRight");
    await eventually(async () => assert.equal(await tab("Depicta").getAttribute("aria-selected"), "true"));
  });

  it("the panel follows a change of the theme", async () => {
    const background = () =>
      panel().locator("body").evaluate("getComputedStyle(document.body).backgroundColor");
    const names = async () => (await panel().locator("body").getAttribute("class")) ?? "";
    const dark = await background();
    await user().window.setTheme("Light Modern");
    await eventually(async () => assert.match(await names(), /vscode-light/));
    assert.notEqual(await background(), dark);
    await user().window.setTheme("Dark High Contrast");
    await eventually(async () => assert.match(await names(), /vscode-high-contrast/));
    await user().window.setTheme("Dark Modern");
    await eventually(async () => assert.equal(await background(), dark));
  });

  it("the panel shows what changed while it was hidden, on the same account", async () => {
    await user().runBoundCommand(3);
    await panel().locator("panel-root").waitFor({ state: "hidden" });
    user().sample.accounts.set("depicta", { balance_eur: "7.654321", held_eur: "0" });
    await user().refresh();
    await user().window.page.locator(".tab").filter({ hasText: "Credit Monitor" }).click();
    const rows = panel().getByRole("grid", { name: "Ledger" }).locator(".row[aria-rowindex]");
    await panel().getByRole("region", { name: "Meters" }).waitFor();
    assert.match(await panel().getByRole("region", { name: "Meters" }).innerText(), /€7\.654321/);
    assert.equal(await tab("Depicta").getAttribute("aria-selected"), "true");
    await eventually(async () => assert.match(await rows.nth(1).innerText(), /€7\s*\.654321/));
  });

  it("the panel is restored after a reload, on the same account", async () => {
    await user().reload();
    await eventually(async () => assert.equal(await tab("Depicta").getAttribute("aria-selected"), "true"));
    assert.equal(await user().window.page.locator(".tab").filter({ hasText: "Credit Monitor" }).count(), 1);
  });

  it("the panel is shown in each of two windows", async () => {
    const other = await user().openAnotherWindow();
    for (const window of [user().window, other]) {
      await window.runCommand("Credit Monitor: Open Panel");
      await window.panel().getByRole("tab", { name: "Depicta" }).waitFor();
      assert.equal(await window.page.locator(".tab").filter({ hasText: "Credit Monitor" }).count(), 1);
    }
    await other.page.close();
  });

  it("the panel has broken no rule of its content security policy", () => {
    assert.deepEqual(violations, []);
  });
});
