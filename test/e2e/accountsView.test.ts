import assert from "node:assert/strict";
import type { Locator } from "playwright-core";
import { eventually } from "../helpers/eventually.ts";
import { workbenchSuite } from "./helpers/workbenchSuite.ts";

/** A key that has had no effect is pressed again after this time. */
const retryMs = 5_000;

describe("the view in the activity bar", () => {
  const user = workbenchSuite({
    bound: ({ baseUrl, credentials }) => [
      {
        command: "runCommands",
        args: {
          commands: [
            { provider: "poof", baseUrl: baseUrl("poof"), key: credentials.poof.key },
            { provider: "depicta", baseUrl: baseUrl("depicta"), key: credentials.depicta.key },
            { provider: "coals", label: "COALS", baseUrl: baseUrl("coals"), key: credentials.coals.key },
            { provider: "poof", label: "Second", baseUrl: baseUrl("poof"), key: credentials.poof.key },
          ].map((args) => ({ command: "creditMonitor.addAccount", args })),
        },
      },
      { command: "creditMonitor.accounts.focus" },
    ],
  });

  const page = () => user().window.page;
  const view = () =>
    page()
      .locator(".pane-body")
      .filter({ has: page().locator(".tree-explorer-viewlet-tree-view") });
  const rows = () => view().locator(".monaco-list-row");
  const row = (label: string): Locator => rows().filter({ hasText: label }).first();
  const labels = async () => (await rows().locator(".label-name").allInnerTexts()).join(", ");
  const waitForLabels = (expected: string) => eventually(async () => assert.equal(await labels(), expected));
  const ariaLabel = async (label: string) =>
    (await row(label).locator("[aria-label]").or(row(label)).first().getAttribute("aria-label")) ?? "";
  const titleAction = (name: string) =>
    page()
      .locator(".part.sidebar .composite.title, .part.sidebar .pane-header")
      .getByRole("button", { name });
  /** Presses a key on the account with this number, until it has had its effect: the view takes the focus in its own time. */
  const onAccount = (number: number, key: string, hadEffect: () => Promise<void>) =>
    eventually(async () => {
      await user().runBoundCommand(2);
      await view().locator(".monaco-list").and(page().locator(":focus")).waitFor({ timeout: retryMs });
      await user().press("Home", ...Array<string>(number - 1).fill("ArrowDown"), key);
      await hadEffect();
    });

  before(() => {
    user().sample.accounts.set("poof", { maxCredits: "5000", usedCredits: "1234" });
  });

  it("the view welcomes a user without accounts, and starts Add Account", async () => {
    await page().getByRole("tab", { name: "Credit Monitor" }).locator("a").first().click();
    const welcome = page().locator(".welcome-view-content");
    await welcome.getByText("Try with Sample Accounts").waitFor();
    await welcome.getByText("Add Account").click();
    await user().inputBox("Add account");
    await user().press("Escape");
  });

  it("the view lists every account with what is left, and its meters below", async () => {
    await user().runBoundCommand(1);
    await waitForLabels("Poof, Depicta, COALS, Second");
    await eventually(async () => assert.match(await row("Poof").innerText(), /3,766/));
    assert.match(await ariaLabel("Poof"), /^Poof: 3,766 credits left, ok, read/);
    await onAccount(3, "ArrowRight", () => row("Balance").waitFor({ timeout: retryMs }));
    await user().press("ArrowLeft");
    await row("Balance").waitFor({ state: "hidden" });
  });

  it("Enter opens the panel on the account", async () => {
    const tab = user().window.panel().getByRole("tab", { name: "Depicta", selected: true });
    await onAccount(2, "Enter", () => tab.waitFor({ timeout: retryMs }));
    await row("Poof").click();
    const poof = user().window.panel().getByRole("tab", { name: "Poof" });
    await eventually(async () => assert.equal(await poof.getAttribute("aria-selected"), "true"));
  });

  it("the title's action opens the overview, from which an account is opened", async () => {
    await titleAction("Open Overview").click();
    const panel = user().window.panel();
    await panel.getByRole("heading", { name: "Overview" }).waitFor();
    await panel.getByRole("table").getByRole("button", { name: "COALS" }).press("Enter");
    const tab = panel.getByRole("tab", { name: "COALS" });
    await eventually(async () => assert.equal(await tab.getAttribute("aria-selected"), "true"));
  });

  it("accounts are grouped by provider, and listed again", async () => {
    await user().window.runCommand("Credit Monitor: Group Accounts by Provider");
    await waitForLabels("Poof, Poof, Second, Depicta, Depicta, COALS ConvertaCoal, COALS");
    await user().window.runCommand("Credit Monitor: Show Accounts as List");
    await waitForLabels("Poof, Depicta, COALS, Second");
  });
});
