import assert from "node:assert/strict";
import { eventually } from "../helpers/eventually.ts";
import { workbenchSuite } from "./helpers/workbenchSuite.ts";

describe("the status bar", () => {
  const person = workbenchSuite({
    settings: { "creditMonitor.statusBar.show": "all" },
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

  const refresh = () => person().window.runCommand("Credit Monitor: Refresh");

  before(() => {
    const { accounts } = person().sample;
    accounts.set("poof", { maxCredits: "5000", usedCredits: "1234" });
    accounts.set("easySlip", { maxQuota: "350000", usedQuota: "100000", remainingQuota: "250000" });
    accounts.set("depicta", { balance_eur: "12.345678" });
  });

  const kind = async () => {
    const names = (await person().window.statusBarItem().getAttribute("class")) ?? "";
    return /(warning|error)-kind/.exec(names)?.[1];
  };

  it("names all accounts in short, and spells them out for a screen reader", async () => {
    await person().runBoundCommand(1);
    await person().waitForStatusBar("Poof 3,766 · EasySlip 250K · Depicta €12.35");
    assert.match(
      await person().statusBarLabel(),
      /^Poof: 3,766 credits left, ok, read just now; EasySlip: 250,000 requests left, ok, read just now; Depicta: €12\.345678 left, ok, /,
    );
    assert.equal(await kind(), undefined);
    assert.equal(await person().window.page.locator(".right-items").getByText("Poof").count(), 1);
  });

  it("shows another choice while a person looks at it, and keeps what they take", async () => {
    const run = () => person().window.runCommand("Credit Monitor: Choose Status Bar");
    await run();
    await person().inputBox("Status bar");
    await person().press("ArrowUp", "ArrowUp");
    await person().waitForStatusBar("EasySlip 250K");
    await person().press("Escape");
    await person().waitForStatusBar("Poof 3,766 · EasySlip 250K · Depicta €12.35");
    await run();
    await person().inputBox("Status bar");
    await person().type("nearest");
    await person().waitForStatusBar("EasySlip 250K");
    await eventually(() => assert.equal(person().settings()["creditMonitor.statusBar.show"], "lowest"));
    await run();
    await person().inputBox("Status bar");
    await person().type("All accounts");
    await person().waitForStatusBar("Poof 3,766 · EasySlip 250K · Depicta €12.35");
  });

  it("has a table with exact amounts in its tooltip", async () => {
    const text = await person().tooltipText();
    assert.match(text, /^Account \| Left \| Level \| Read \| Next$/m);
    assert.match(text, /^Poof \| 3,766 credits \| ok \| now \|/m);
    assert.match(text, /^EasySlip \| 250,000 requests \| ok \| now \| expire[sd] /m);
    assert.match(text, /^Depicta \| €12\.345678 \| ok \| now \| expires in \d+ days$/m);
  });

  it("acts from its tooltip", async () => {
    const { sample, window } = person();
    sample.accounts.set("poof", { usedCredits: "1300" });
    await (await person().tooltip()).getByRole("link", { name: "Refresh" }).click();
    await person().waitForStatusBar(/^Poof 3,700 /);
    await (await person().tooltip()).getByRole("link", { name: "Open panel" }).click();
    await window.panel().getByRole("tab").nth(2).waitFor();
    await (await person().tooltip()).getByRole("link", { name: "Add account" }).click();
    await person().inputBox("Add account");
    await person().press("Escape");
  });

  it("turns yellow when an account is low, red when one is empty, and back", async () => {
    const { accounts } = person().sample;
    accounts.set("poof", { usedCredits: "4501" });
    await refresh();
    await person().waitForStatusBar(/^Poof 499 /);
    assert.equal(await kind(), "warning");
    assert.match(await person().statusBarLabel(), /^Poof: 499 credits left, low,/);
    accounts.set("poof", { usedCredits: "5012" });
    await refresh();
    await person().waitForStatusBar(/^Poof -12 /);
    assert.equal(await kind(), "error");
    assert.match(await person().statusBarLabel(), /^Poof: -12 credits left, empty,/);
    accounts.set("poof", { usedCredits: "1234" });
    await refresh();
    await person().waitForStatusBar(/^Poof 3,766 /);
    assert.equal(await kind(), undefined);
  });

  it("keeps the last good amount, marked, while a provider fails, and says why", async () => {
    const { faults } = person().sample;
    faults.add("poof", { kind: "error", status: 500 });
    faults.add("easySlip", { kind: "error", status: 401 });
    await refresh();
    await person().waitForStatusBar("Poof 3,766 (history) · EasySlip 250K (history) · Depicta €12.35");
    assert.equal(await kind(), "warning");
    assert.match(
      await person().statusBarLabel(),
      /^Poof: 3,766 credits left, ok, stale, read just now; EasySlip: /,
    );
    const text = await person().tooltipText();
    assert.match(
      text,
      /Poof +Poof returned an error \(500, internal_server_error: .*\)\. Retrying automatically\./,
    );
    assert.match(text, /EasySlip +EasySlip rejected the key \(401, unauthorized\)\. Enter a valid one\./);
    await refresh();
    await person().waitForStatusBar("Poof 3,766 · EasySlip 250K · Depicta €12.35");
  });

  it("shows a dash for what was never read", async () => {
    await person().runBoundCommand(2);
    await person().waitForStatusBar(/ · Far –$/);
    assert.match(await person().statusBarLabel(), /; Far: not read yet, unknown$/);
    assert.match(await person().tooltipText(), /^Far \| – \| unknown \| – \|/m);
  });

  it("names the account nearest to trouble, on the other side if so wanted", async () => {
    const { sample, window } = person();
    sample.accounts.set("depicta", { balance_eur: "-0.500000" });
    const pinned = ["Poof", "EasySlip"];
    const accounts = person()
      .accounts()
      .map((account) => ({ ...account, pinned: pinned.includes(account.label) }));
    await person().reloadWith({
      "creditMonitor.statusBar.show": "lowest",
      "creditMonitor.statusBar.alignment": "left",
      "creditMonitor.accounts": accounts.filter(({ label }) => label !== "Far"),
    });
    await refresh();
    await person().waitForStatusBar("Depicta -€0.50");
    assert.equal(await kind(), "error");
    assert.equal(await window.page.locator(".left-items").getByText("Depicta -€0.50").count(), 1);
  });

  it("names the pinned accounts", async () => {
    await person().window.runCommand("Credit Monitor: Choose Status Bar");
    await person().inputBox("Status bar");
    await person().type("pinned");
    await person().waitForStatusBar("Poof 3,766 · EasySlip 250K");
    assert.equal(await kind(), undefined);
  });
});
