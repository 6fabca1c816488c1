import assert from "node:assert/strict";
import { eventually } from "../helpers/eventually.ts";
import { openHistoryFile } from "./helpers/openHistoryFile.ts";
import { workbenchSuite } from "./helpers/workbenchSuite.ts";
import type { WorkbenchUser } from "./helpers/workbenchUser.ts";

const isServed = JSON.parse(process.env.CREDIT_MONITOR_TEST_HOST ?? "{}").kind === "served";

// On a desktop all windows share one keyring.
(isServed ? describe : describe.skip)("keys in two windows of a browser", () => {
  const user = workbenchSuite({
    settings: { "creditMonitor.statusBar.show": "all" },
    bound: ({ baseUrl, credentials: { poof, depicta, easySlip } }) => [
      {
        command: "creditMonitor.addAccount",
        args: { provider: "poof", baseUrl: baseUrl("poof"), key: poof.key },
      },
      {
        command: "creditMonitor.addAccount",
        args: { provider: "depicta", baseUrl: baseUrl("depicta"), key: depicta.key },
      },
      { command: "creditMonitor.refresh", args: { accountId: "poof" } },
      { command: "creditMonitor.setKey", args: { accountId: "poof", key: poof.key } },
      {
        command: "creditMonitor.addAccount",
        args: { provider: "easySlip", baseUrl: baseUrl("easySlip"), key: easySlip.key },
      },
      { command: "creditMonitor.removeAccount", args: { accountId: "depicta" } },
      { command: "creditMonitor.refresh", args: { accountId: "easy-slip" } },
    ],
  });
  let second: WorkbenchUser | undefined;
  const other = () => {
    assert.ok(second);
    return second;
  };
  const ids = () =>
    user()
      .accounts()
      .map(({ id }) => id);
  const requestCount = (provider: "poof" | "easySlip") => user().sample.requests.list(provider).length;

  before(async function () {
    this.timeout(180_000);
    user().sample.accounts.set("poof", { maxCredits: "5000", usedCredits: "1000" });
    second = await user().inAnotherWindow();
  });

  after(async () => {
    await second?.window.page.close();
  });

  it("a window that has no key of another window's account shows its reading and where the key is", async () => {
    await user().runBoundCommand(1);
    await user().waitForStatusBar(/Poof 4,000/);
    await other().runBoundCommand(2);
    await other().waitForStatusBar(/Poof 4,000 · Depicta /);
    const before = requestCount("poof");
    await other().runBoundCommand(3);
    await eventually(async () => {
      const text = await other().tooltipText();
      assert.match(text, /The key was entered in another window\. Enter it here too\./);
      assert.doesNotMatch(text, /No key is stored/);
    });
    assert.equal(requestCount("poof"), before);
  });

  it("a window that has the keys of both windows stores both, and the other has them after a reload", async () => {
    await other().runBoundCommand(4);
    await eventually(async () =>
      assert.doesNotMatch(await other().tooltipText(), /entered in another window/),
    );
    await user().window.runCommand("Credit Monitor: Set Key");
    await user().inputBox("Set the key of which account?");
    await user().type("Poof");
    const dialog = user().window.page.locator(".monaco-dialog-box");
    await dialog.getByText("Reload this window before you enter a key.").waitFor();
    const loaded = user().window.page.waitForEvent("load");
    await dialog.getByRole("button", { name: "Reload Window" }).click();
    await loaded;
    await user().waitUntilReady();
    await user().waitForStatusBar(/Poof 4,000 · Depicta /);
    user().sample.accounts.set("poof", { usedCredits: "1500" });
    const before = requestCount("poof");
    await user().runBoundCommand(3);
    await user().waitForStatusBar(/Poof 3,500 · Depicta /);
    assert.equal(requestCount("poof"), before + 1);
  });

  it("a key that another window erased in the browser is stored again by the window that has it", async function () {
    this.timeout(180_000);
    await user().runBoundCommand(5);
    await eventually(() => assert.ok(ids().includes("easy-slip")));
    await other().runBoundCommand(6);
    await eventually(() => {
      const { noted, stored } = keyNotes(user().historyFile);
      // The other window has removed a key, and with it the one that it does not know.
      assert.ok(!noted.includes("depicta"));
      assert.ok(stored.includes("easy-slip"));
    });
    await other().reload();
    const before = requestCount("easySlip");
    await eventually(async () => {
      await other().runBoundCommand(7);
      assert.ok(requestCount("easySlip") > before);
    });
    assert.doesNotMatch(await other().tooltipText(), /No key is stored|was entered in/);
  });
});

/** The accounts with keys, and those whose keys the browser has stored, by the notes of the windows. */
function keyNotes(historyFile: string): {
  readonly noted: readonly unknown[];
  readonly stored: readonly string[];
} {
  const database = openHistoryFile(historyFile, { readOnly: true });
  try {
    const row = database.prepare("SELECT revisions FROM key_set").get();
    const notes = database.prepare("SELECT account FROM key_note").all();
    return {
      noted: notes.map(({ account }) => account),
      stored: Object.keys(JSON.parse(String(row?.revisions))),
    };
  } finally {
    database.close();
  }
}
