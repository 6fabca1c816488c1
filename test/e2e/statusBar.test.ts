import assert from "node:assert/strict";
import { eventually } from "../helpers/eventually.ts";
import { workbenchSuite } from "./helpers/workbenchSuite.ts";

describe("the status bar", () => {
  const user = workbenchSuite({
    settings: { "creditMonitor.statusBar.show": "all", "creditMonitor.notifications": false },
    bound: ({ baseUrl, credentials }) => [
      {
        command: "runCommands",
        args: {
          commands: [
            { provider: "poof", baseUrl: baseUrl("poof"), key: credentials.poof.key },
            { provider: "easySlip", baseUrl: baseUrl("easySlip"), key: credentials.easySlip.key },
            { provider: "depicta", baseUrl: baseUrl("depicta"), key: credentials.depicta.key },
          ].map((args) => ({ command: "creditMonitor.addAccount", args })),
        },
      },
      {
        command: "creditMonitor.addAccount",
        args: { provider: "poof", label: "Far", baseUrl: "http://127.0.0.1:1", key: "pk_any" },
      },
    ],
  });

  const refresh = () => user().refresh();

  before(() => {
    const { accounts } = user().sample;
    accounts.set("poof", { maxCredits: "5000", usedCredits: "1234" });
    accounts.set("easySlip", { maxQuota: "350000", usedQuota: "100000", remainingQuota: "250000" });
    accounts.set("depicta", { balance_eur: "12.345678" });
  });

  const kind = async () => {
    const names = (await user().window.statusBarItem().getAttribute("class")) ?? "";
    return /(warning|error)-kind/.exec(names)?.[1];
  };

  it("the status bar names all accounts in short form, and in full for a screen reader", async () => {
    await user().runBoundCommand(1);
    await user().waitForStatusBar("Poof 3,766 · EasySlip 250K · Depicta €12.35");
    assert.match(
      await user().statusBarLabel(),
      /^Poof: 3,766 credits left, ok, read just now; EasySlip: 250,000 requests left, ok, read just now; Depicta: €12\.345678 left, ok, /,
    );
    assert.equal(await kind(), undefined);
    assert.equal(await user().window.page.locator(".right-items").getByText("Poof").count(), 1);
  });

  it("the status bar previews another choice, and keeps the accepted one", async () => {
    const run = () => user().window.runCommand("Credit Monitor: Choose Status Bar");
    await run();
    await user().inputBox("Status bar");
    await user().press("ArrowUp", "ArrowUp");
    await user().waitForStatusBar("EasySlip 250K");
    await user().press("Escape");
    await user().waitForStatusBar("Poof 3,766 · EasySlip 250K · Depicta €12.35");
    await run();
    await user().inputBox("Status bar");
    await user().type("closest");
    await user().waitForStatusBar("EasySlip 250K");
    await eventually(() => assert.equal(user().settings()["creditMonitor.statusBar.show"], "lowest"));
    await run();
    await user().inputBox("Status bar");
    await user().type("All accounts");
    await user().waitForStatusBar("Poof 3,766 · EasySlip 250K · Depicta €12.35");
  });

  it("the status bar previews a text of the user's own while it is typed, and names an unknown field", async () => {
    await user().window.runCommand("Credit Monitor: Choose Status Bar");
    await user().inputBox("Status bar");
    await user().type("Custom text");
    await user().inputBox("Text of an account");
    await user().window.page.keyboard.insertText("${label}: ${amuont}");
    await user().waitForInputMessage("Unknown: ${amuont}. Fields: ${icon} ${label} ${remaining}");
    await user().waitForStatusBar("Poof: ${amuont} · EasySlip: ${amuont} · Depicta: ${amuont}");
    await user().press("Control+A");
    await user().type("${label}: ${remaining} (${percent})");
    await eventually(() =>
      assert.equal(
        user().settings()["creditMonitor.statusBar.template"],
        "${label}: ${remaining} (${percent})",
      ),
    );
    await user().waitForStatusBar("Poof: 3,766 (75%) · EasySlip: 250K (71%) · Depicta: €12.35 (100%)");
  });

  it("the status bar has an item for each account if so set, each with its own hover", async () => {
    const { page } = user().window;
    const choose = async (choice: string) => {
      await user().window.runCommand("Credit Monitor: Choose Status Bar");
      await user().inputBox("Status bar");
      await user().type(choice);
    };
    await choose("One item for each account");
    const items = page.locator('.statusbar-item[id^="credit-monitor.credit-monitor"]');
    const expected = ["Depicta: €12.35 (100%)", "EasySlip: 250K (71%)", "Poof: 3,766 (75%)"];
    await eventually(async () => {
      const texts = (await items.allInnerTexts()).map((text) => text.trim());
      assert.deepEqual(texts.sort(), expected);
    });
    await choose("One item for all accounts");
    await eventually(async () => assert.equal(await items.count(), 1));
    await choose("Name and amount");
    await user().waitForStatusBar("Poof 3,766 · EasySlip 250K · Depicta €12.35");
  });

  it("the tooltip has a table with exact amounts", async () => {
    const text = await user().tooltipText();
    assert.match(text, /^Account \| Left \| *\| Next$/m);
    assert.match(text, /^ *Poof \| 3,766 credits \|/m);
    assert.match(text, /^ *EasySlip \| 250,000 requests \| *\| expire[sd] /m);
    assert.match(text, /^ *Depicta \| €12\.345678 \| *\| expires (\w+day|\w{3} \d+(, \d{4})?)$/m);
    assert.equal([...text.matchAll(/\| ok · now \|/g)].length, 3);
    const [hover, table] = await Promise.all([
      (await user().tooltip()).boundingBox(),
      (await user().tooltip()).locator("table").first().boundingBox(),
    ]);
    assert.ok(hover && table && table.x + table.width <= hover.x + hover.width, "no column is cut");
  });

  it("the tooltip's links run their commands", async () => {
    const { sample, window } = user();
    sample.accounts.set("poof", { usedCredits: "1300" });
    await (await user().tooltip()).getByRole("link", { name: "Refresh" }).last().click();
    await user().waitForStatusBar(/^Poof 3,700 /);
    await (await user().tooltip()).getByRole("link", { name: "Open panel" }).click();
    await window.panel().getByRole("tab").nth(2).waitFor();
    await (await user().tooltip()).getByRole("link", { name: "Add account" }).click();
    await user().inputBox("Add account");
    await user().press("Escape");
  });

  it("the status bar turns yellow for a low account, red for an empty one, and back, while alerts are turned off", async () => {
    const { accounts } = user().sample;
    accounts.set("poof", { usedCredits: "4501" });
    await refresh();
    await user().waitForStatusBar(/^Poof 499 /);
    assert.equal(await kind(), "warning");
    assert.match(await user().statusBarLabel(), /^Poof: 499 credits left, low,/);
    accounts.set("poof", { usedCredits: "5012" });
    await refresh();
    await user().waitForStatusBar(/^Poof -12 /);
    assert.equal(await kind(), "error");
    assert.match(await user().statusBarLabel(), /^Poof: -12 credits left, empty,/);
    await user().window.page.waitForTimeout(3_000);
    const alerts = user()
      .window.notifications()
      .filter({ hasText: /is (low|empty)/ });
    assert.equal(await alerts.count(), 0);
    accounts.set("poof", { usedCredits: "1234" });
    await refresh();
    await user().waitForStatusBar(/^Poof 3,766 /);
    assert.equal(await kind(), undefined);
  });

  it("the status bar names the pool that pays once the quota is used up, and the tooltip lists both", async () => {
    const { accounts } = user().sample;
    accounts.set("easySlip", { usedQuota: "350000", remainingQuota: "0", currentCredit: "5000" });
    await refresh();
    await user().waitForStatusBar("Poof 3,766 · EasySlip Credits 5,000 · Depicta €12.35");
    assert.equal(await kind(), undefined);
    assert.match(
      await user().statusBarLabel(),
      /; EasySlip, Credits: 5,000 credits left, ok, read just now; /,
    );
    const text = await user().tooltipText();
    assert.match(text, /^ *EasySlip \| 5,000 credits \|/m);
    assert.match(text, /^ *Credits \| 5,000 credits \| pays now/m);
    assert.match(text, /^ *Quota \| 0 requests \| used up/m);
    accounts.set("easySlip", { usedQuota: "100000", remainingQuota: "250000" });
    await refresh();
    await user().waitForStatusBar("Poof 3,766 · EasySlip 250K · Depicta €12.35");
  });

  it("the status bar keeps and marks the last good amount while a provider fails, and says why", async () => {
    const { faults } = user().sample;
    faults.add("poof", { kind: "error", status: 500 });
    faults.add("easySlip", { kind: "error", status: 401 });
    await refresh();
    // What needs attention comes first.
    await user().waitForStatusBar("EasySlip 250K (history) · Poof 3,766 (history) · Depicta €12.35");
    assert.equal(await kind(), "warning");
    assert.match(
      await user().statusBarLabel(),
      /^EasySlip: .*, action needed, stale, .*; Poof: 3,766 credits left, cannot be read, stale, read just now; /,
    );
    const text = await user().tooltipText();
    assert.match(
      text,
      /Poof +The provider returned an error \(500, internal_server_error: .*\)\. Retrying automatically\./,
    );
    assert.match(text, /EasySlip +The provider rejected the key \(401, unauthorized\)\. Enter a valid one\./);
    assert.match(text, /\| action needed · +now \|/);
    assert.match(text, /\| cannot be read · +now \|/);
    await (await user().tooltip()).getByRole("link", { name: "Enter key" }).last().click();
    await user().inputBox("Key for EasySlip");
    await user().press("Escape");
    await refresh();
    await user().waitForStatusBar("Poof 3,766 · EasySlip 250K · Depicta €12.35");
  });

  it("the status bar shows a dash for an account that was never read", async () => {
    await user().runBoundCommand(2);
    await user().waitForStatusBar(/ · Far –$/);
    assert.match(await user().statusBarLabel(), /; Far: not read yet, cannot be read$/);
    assert.match(await user().tooltipText(), /^ *Far \| – \|.*\n *\| cannot be read \|/m);
  });

  it("the status bar shows the most critical account, on the left side if so set", async () => {
    const { sample, window } = user();
    sample.accounts.set("depicta", { balance_eur: "-0.500000" });
    const pinned = ["Poof", "EasySlip"];
    const accounts = user()
      .accounts()
      .map((account) => ({ ...account, pinned: pinned.includes(account.label) }));
    await user().reloadWith({
      "creditMonitor.statusBar.show": "lowest",
      "creditMonitor.statusBar.alignment": "left",
      "creditMonitor.accounts": accounts.filter(({ label }) => label !== "Far"),
    });
    await refresh();
    await user().waitForStatusBar("Depicta -€0.50");
    assert.equal(await kind(), "error");
    assert.equal(await window.page.locator(".left-items").getByText("Depicta -€0.50").count(), 1);
  });

  it("the status bar shows the pinned accounts", async () => {
    await user().window.runCommand("Credit Monitor: Choose Status Bar");
    await user().inputBox("Status bar");
    await user().type("pinned");
    await user().waitForStatusBar("Poof 3,766 · EasySlip 250K");
    // VS Code colors an item after it has set its text.
    await eventually(async () => assert.equal(await kind(), undefined));
  });
});
