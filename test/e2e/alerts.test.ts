import assert from "node:assert/strict";
import { eventually } from "../helpers/eventually.ts";
import { workbenchSuite } from "./helpers/workbenchSuite.ts";

describe("alerts", () => {
  const person = workbenchSuite({
    bound: (sample) => [
      {
        command: "creditMonitor.addAccount",
        args: { provider: "poof", baseUrl: sample.baseUrl("poof"), key: sample.credentials.poof.key },
      },
    ],
  });

  const left = async (credits: number, autoRechargeThreshold: string | null = null) => {
    const usedCredits = String(1000 - credits);
    person().sample.accounts.set("poof", { maxCredits: "1000", usedCredits, autoRechargeThreshold });
    await person().window.runCommand("Credit Monitor: Refresh");
    await person().waitForStatusBar(`Poof ${credits}`);
  };
  const toast = (text: string) => person().window.notifications().filter({ hasText: text }).first();
  const answer = async (text: string, button: string) => {
    await toast(text).waitFor();
    await toast(text).getByRole("button", { name: button, exact: true }).click();
  };

  it("say that an account is low, and change its floor in place", async () => {
    person().sample.accounts.set("poof", { maxCredits: "1000", usedCredits: "500" });
    await person().runBoundCommand(1);
    await person().waitForStatusBar("Poof 500");
    await left(43, "100");
    await eventually(async () => {
      assert.match(await person().tooltipText(), /Poof .*low, but auto top-up/);
    });
    assert.equal(await toast("is low").count(), 0);
    await left(42);
    await answer("Poof is low: 42 credits left.", "Change warning");
    await person().inputBox("Low-balance warning for Poof");
    await person().type("30");
    await eventually(() =>
      assert.deepEqual(Reflect.get(person().accounts()[0] ?? {}, "low"), { below: "30" }),
    );
  });

  it("come again once it has recovered, also after a restart, and open the panel", async () => {
    // What was changed in this window is on disk; the floor holds after the reload too.
    await person().load();
    await left(43);
    await person().window.page.waitForTimeout(2_000);
    await left(44);
    await person().window.page.waitForTimeout(2_000);
    await left(20);
    await answer("Poof is low: 20 credits left.", "Open");
    await person().window.page.getByRole("tab", { name: "Credit Monitor" }).waitFor();
  });

  it("are put off for a day", async () => {
    await left(0);
    await answer("Poof is empty: 0 credits left.", "Snooze 24 h");
    await left(7);
    await left(0);
    await person().window.page.waitForTimeout(3_000);
    assert.equal(await toast("Poof is empty").count(), 0);
  });
});

describe("alerts that nobody wants", () => {
  const person = workbenchSuite({
    settings: { "creditMonitor.notifications": false },
    bound: (sample) => [
      {
        command: "creditMonitor.addAccount",
        args: { provider: "poof", baseUrl: sample.baseUrl("poof"), key: sample.credentials.poof.key },
      },
    ],
  });

  it("stay away, and the status bar stays honest", async () => {
    person().sample.accounts.set("poof", { maxCredits: "1000", usedCredits: "1000" });
    await person().runBoundCommand(1);
    await person().waitForStatusBar("Poof 0");
    await person().window.page.waitForTimeout(3_000);
    const item = person().window.statusBarItem();
    assert.match((await item.getAttribute("class")) ?? "", /error-kind/);
    assert.equal(await person().window.notifications().filter({ hasText: "is empty" }).count(), 0);
  });
});
