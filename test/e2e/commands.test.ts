import assert from "node:assert/strict";
import { eventually } from "../helpers/eventually.ts";
import { openHistoryFile } from "./helpers/openHistoryFile.ts";
import { workbenchSuite } from "./helpers/workbenchSuite.ts";

/** How long the effect of a menu may take. */
const menuMs = 6_000;

describe("commands by their prompts", () => {
  const user = workbenchSuite({
    bound: (sample) => [
      {
        command: "creditMonitor.addAccount",
        args: { provider: "poof", baseUrl: sample.baseUrl("poof"), key: sample.credentials.poof.key },
      },
      { command: "creditMonitor.setKey" },
      { command: "creditMonitor.editAccount", args: { accountId: "gone", interactive: true } },
    ],
  });

  const run = (name: string) => user().window.runCommand(`Credit Monitor: ${name}`);

  it("the palette offers no command that needs an account while there is none", async () => {
    const { window } = user();
    await window.page.keyboard.press("F1");
    await window.quickInput().locator("input").first().fill(">Credit Monitor: ");
    await window.quickPickRow("Credit Monitor: Add Account").waitFor();
    const rows = (await window.quickInput().locator(".monaco-list-row").allInnerTexts()).join(" ");
    assert.match(rows, /Credit Monitor: Open Settings/);
    assert.doesNotMatch(rows, /Set Key|Edit Account|Remove Account|Refresh|Enough|Export|Remove Sample/);
    await user().press("Escape");
    await user().runBoundCommand(2);
    await user().dismissNotification("No accounts yet.");
  });

  it("a mistake is a message: no definition is open, an account is gone", async () => {
    await run("Try Provider Definition");
    await user().dismissNotification("Open a provider definition in the editor first.");
    await user().runBoundCommand(3);
    await user().dismissNotification("This account no longer exists.");
    assert.equal(await user().window.page.locator(".monaco-dialog-box").count(), 0);
  });

  it("Open Settings shows the settings of the extension", async () => {
    await run("Open Settings");
    const page = user().window.page;
    await page.locator(".settings-editor").getByText("@ext:credit-monitor.credit-monitor").first().waitFor();
    await user().press("Control+Alt+9");
  });

  it("Refresh reads the accounts again", async () => {
    user().sample.accounts.set("poof", { maxCredits: "5000", usedCredits: "1000" });
    await user().runBoundCommand(1);
    await user().waitForStatusBar("Poof 4,000");
    user().sample.accounts.set("poof", { usedCredits: "1234" });
    await run("Refresh");
    await user().waitForStatusBar("Poof 3,766");
  });

  it("Enough Credits For says whether credits are enough", async () => {
    await run("Enough Credits For…?");
    await user().inputBox("Check credits in which account?");
    await user().type("poof");
    await user().inputBox("Enough credits in Poof?");
    await user().type("many");
    await user().waitForInputMessage("Enter a number such as 500 or 2.50.");
    await user().press("Control+A");
    await user().type("3766");
    await user().dismissNotification("Poof: Enough: 0 credits would be left. Read just now.");
    await run("Enough Credits For…?");
    await user().inputBox("Check credits in which account?");
    await user().type("poof");
    await user().inputBox("Enough credits in Poof?");
    await user().type("3766.5");
    await user().dismissNotification("Poof: Not enough: short by 0.5 credits.");
  });

  it("Set Key reports a rejected key in place and saves a valid one", async () => {
    const { sample } = user();
    sample.faults.add("poof", { kind: "error", status: 401 });
    await run("Refresh");
    await user().waitForStatusBar("Poof 3,766 (history)");
    await run("Set Key");
    await user().inputBox("Set the key of which account?");
    await user().type("poof");
    await user().inputBox("Key for Poof");
    await user().type("pk_wrong");
    await user().waitForInputMessage("The provider rejected the key (401, authentication_error: ");
    await user().press("Control+A");
    await user().type(sample.credentials.poof.key);
    await user().dismissNotification("Saved the key for Poof: 3,766 credits left.");
    await user().waitForStatusBar("Poof 3,766");
  });

  it("Edit Account changes several settings one after the other", async () => {
    await run("Edit Account");
    await user().inputBox("Edit which account?");
    await user().type("poof");
    await user().inputBox("Edit Poof");
    await user().type("Low-balance warning");
    await user().inputBox("Low-balance warning for Poof");
    await user().type("2,50");
    await user().waitForInputMessage("Enter an amount (2.50), a share (10 %), or both (100, 10 %).");
    await user().press("Control+A");
    await user().type("100, 10 %");
    await user().inputBox("Edit Poof");
    await user().type("Refresh interval");
    await user().inputBox("Refresh interval of Poof");
    await user().type("30");
    await user().inputBox("Edit Poof");
    await user().type("Name");
    await user().inputBox("Name of Poof");
    await user().press("Control+A");
    await user().type("Post");
    await user().inputBox("Edit Post");
    await user().window.quickPickRow("Low-balance warning").getByText("below 100, 10 %").waitFor();
    await user().type("Pin");
    await user().window.quickPickRow("Unpin").waitFor();
    await user().press("Escape");
    const [entry] = user().accounts();
    assert.deepEqual(
      { ...entry, baseUrl: "" },
      {
        id: "poof",
        provider: "poof",
        label: "Post",
        baseUrl: "",
        low: { below: "100", percent: 10 },
        refreshMinutes: 30,
        pinned: true,
      },
    );
    await run("Edit Account");
    await user().inputBox("Edit which account?");
    await user().type("post");
    await user().inputBox("Edit Post");
    await user().type("Name");
    await user().inputBox("Name of Post");
    await user().press("Control+A");
    await user().type(user().sample.credentials.poof.key);
    await user().waitForInputMessage("That is the key. Enter a name instead.");
    await user().press("Control+A");
    await user().type("Poof");
    await user().inputBox("Edit Poof");
    await user().press("Escape");
  });

  it("Edit Account goes back from a field to the account, and from there to the accounts", async () => {
    await run("Edit Account");
    await user().inputBox("Edit which account?");
    await user().type("poof");
    await user().inputBox("Edit Poof");
    await user().type("Name");
    await user().inputBox("Name of Poof");
    await user().goBack();
    await user().inputBox("Edit Poof");
    await user().goBack();
    await user().inputBox("Edit which account?");
    await user().press("Escape");
  });

  it("Edit Account asks for the key again where the host changes, and keeps the account until then", async () => {
    const { sample } = user();
    const baseUrl = sample.baseUrl("poof");
    const moved = baseUrl.replace("127.0.0.1", "localhost");
    const storedUrl = () => (user().accounts()[0] as { readonly baseUrl?: string } | undefined)?.baseUrl;
    const enterBaseUrl = async () => {
      await user().inputBox("Edit Poof");
      await user().type("Base URL");
      await user().inputBox("Base URL of Poof");
      await user().press("Control+A");
      await user().type(moved);
      await user().inputBox("Key for Poof");
    };
    await run("Edit Account");
    await user().inputBox("Edit which account?");
    await user().type("poof");
    await enterBaseUrl();
    await user().waitForInputMessage("It is sent only to localhost:");
    await user().type("pk_wrong");
    await user().waitForInputMessage("The provider rejected the key");
    await user().goBack();
    await user().inputBox("Edit Poof");
    assert.equal(storedUrl(), baseUrl);
    await enterBaseUrl();
    await user().type(sample.credentials.poof.key);
    await user().inputBox("Edit Poof");
    assert.equal(storedUrl(), moved);
    await user().press("Escape");
    await run("Refresh");
    await user().waitForStatusBar("Poof 3,766");
  });

  it("the menu of an account in the panel copies its amount and a summary, and pins it", async () => {
    const { window } = user();
    const actions = window.panel().getByRole("button", { name: "Account actions" });
    const choose = async (name: string) => {
      await actions.click();
      const item = window.page.getByRole("menuitem", { name, exact: true }).first();
      // A click on a menu that is just being shown may be lost; a menu that took it closes.
      await eventually(async () => {
        await item.click({ timeout: menuMs });
        await item.waitFor({ state: "hidden", timeout: menuMs });
      });
    };
    await run("Open Panel");
    await choose("Copy Amount");
    await eventually(async () => assert.equal(await user().clipboard(), "3,766 credits"));
    await choose("Copy Summary as Markdown");
    await eventually(async () => {
      const text = await user().clipboard();
      assert.match(text, /^\*\*Poof\*\* \(Poof\): ok\n\n\| Meter \| Left \| Used \| Limit \|/);
      assert.match(text, /\| Credits \| 3,766 credits \| 1,234 credits \| 5,000 credits \|/);
    });
    const isPinned = () => (user().accounts()[0] as { readonly pinned?: boolean } | undefined)?.pinned;
    assert.equal(isPinned(), true);
    await choose("Pin or Unpin Account");
    await eventually(() => assert.equal(isPinned(), undefined));
  });

  it("Toggle Hide Amounts masks amounts on the screen", async () => {
    await run("Toggle Hide Amounts");
    await user().waitForStatusBar("Poof •••");
    assert.match(await user().statusBarLabel(), /^Poof: ••• credits left, ok/);
    assert.match(await user().tooltipText(), /^ *Poof \| ••• credits \|/m);
    await run("Open Panel");
    const panel = user().window.panel().getByRole("tabpanel");
    await panel.getByText("•••").first().waitFor();
    assert.doesNotMatch(await panel.innerText(), /3,766|1,234|5,000/);
    await run("Toggle Hide Amounts");
    await user().waitForStatusBar("Poof 3,766");
    await panel.getByText("3,766").first().waitFor();
  });

  it("Copy Diagnostics copies no key, no name and no amount", async () => {
    await run("Copy Diagnostics");
    await user().dismissNotification("Diagnostics copied");
    const text = await user().clipboard();
    assert.match(text, /^Credit Monitor \d+\.\d+\.\d+, \S+Z\nVS Code \d/);
    assert.match(text, /\n1\. poof: level ok, read .*, every 30 min, own base URL/);
    assert.doesNotMatch(text, /pk_sample|127\.0\.0\.1|3,?766|Poof/);
  });

  it("Show Log shows a line per reading", async () => {
    await run("Show Log");
    const log = user().window.page.locator(".part.panel .view-lines");
    await eventually(async () => {
      const text = (await log.innerText()).replaceAll("\u00a0", " ");
      assert.match(text, /\[info\] poof: ok, \d+ ms/);
      assert.match(text, /\[warn\] poof: keyRejected \(401\), \d+ ms/);
      assert.doesNotMatch(text, /pk_/);
    });
  });

  it("Refresh says when a provider that asks to wait may be read again", async () => {
    const { sample } = user();
    sample.faults.add("poof", { kind: "error", status: 429, headers: { "retry-after": "600" } });
    await run("Refresh");
    await user().waitForStatusBar("Poof 3,766 (history)");
    const requestCount = sample.requests.list("poof").length;
    await run("Refresh");
    await user().dismissNotification("Poof: The provider asked us to wait. Next read after ");
    assert.equal(sample.requests.list("poof").length, requestCount);
  });

  it("Remove Account removes an account after a confirmation", async () => {
    const { window } = user();
    const dialog = window.page.getByRole("dialog").filter({ hasText: "Remove Poof?" });
    for (const answer of ["Escape", "Enter"]) {
      await run("Remove Account");
      await user().inputBox("Remove which account?");
      await user().type("poof");
      await dialog.waitFor();
      assert.match(await dialog.innerText(), /The key is deleted/);
      await user().press(answer);
      await dialog.waitFor({ state: "hidden" });
      if (answer === "Escape") assert.equal(user().accounts().length, 1);
    }
    await user().waitForStatusBar("Credit Monitor: add account");
    assert.deepEqual(user().accounts(), []);
    // The key is deleted first, then the readings.
    await eventually(() => assert.deepEqual(user().accountsWithReadings(), []));
  });

  it("Add Account adds the sample accounts, shows them and says what they are", async () => {
    await run("Add Account");
    await user().inputBox("Add account");
    await user().type("sample");
    await user().window.panel().getByRole("tab").nth(4).waitFor();
    await user().dismissNotification("These are sample accounts with made-up numbers.");
    await user().waitForStatusBar(/ \(sample\) /);
    const samples = () => user().settings()["creditMonitor.sampleAccounts"];
    assert.equal((samples() as readonly unknown[]).length, 5);
    assert.deepEqual(user().accounts(), []);
  });

  it("another browser that opens the same VS Code reads the sample accounts too", async function () {
    if (!user().isServed) this.skip();
    this.timeout(180_000);
    const other = await user().inAnotherBrowser();
    try {
      await other.waitForStatusBar(/ \(sample\) /);
      await other.refresh();
      await eventually(async () => {
        const text = await other.tooltipText();
        assert.match(text, /COALS ConvertaCoal/);
        assert.doesNotMatch(text, /No key|was entered in|rejected/);
      });
      await eventually(async () =>
        assert.doesNotMatch(await other.statusBarLabel(), /stale|cannot be read|action needed/),
      );
    } finally {
      await other.window.page.close();
    }
  });

  it("Remove Sample Accounts leaves nothing of the sample accounts", async () => {
    const samples = () => user().settings()["creditMonitor.sampleAccounts"];
    await run("Remove Sample Accounts");
    await user().dismissNotification("Sample accounts removed.");
    await user().waitForStatusBar("Credit Monitor: add account");
    assert.deepEqual([user().accounts(), samples()], [[], undefined]);
    await eventually(() => assert.deepEqual(rowsWith(user().historyFile, "sample-"), []));
  });
});

/**
 * The rows of the history file, as text, that have this text anywhere. Not those by which windows tell each other that an
 * account was added or removed, and which keys a browser has that is not open now.
 */
function rowsWith(file: string, text: string): readonly string[] {
  const database = openHistoryFile(file, { readOnly: true });
  try {
    const tables = database.prepare("SELECT name FROM sqlite_master WHERE type = 'table'").all();
    const notes = ["listed", "forgotten", "key_set"];
    return tables
      .filter(({ name }) => !notes.includes(String(name)))
      .flatMap(({ name }) =>
        database
          .prepare(`SELECT * FROM "${name}"`)
          .all()
          .map((row) => `${name}: ${Object.values(row).join(" ")}`)
          .filter((row) => row.includes(text)),
      );
  } finally {
    database.close();
  }
}
