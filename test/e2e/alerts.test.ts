import assert from "node:assert/strict";
import { dayMs } from "../../src/core/time/durations.ts";
import { eventually } from "../helpers/eventually.ts";
import { openHistoryFile } from "./helpers/openHistoryFile.ts";
import { workbenchSuite } from "./helpers/workbenchSuite.ts";

/** Reads the sample server's Depicta, as if its date were that of the key. */
const datedKeys = {
  id: "dated-keys",
  name: "Dated Keys",
  auth: { kind: "bearer" },
  requests: [{ path: "/v1/account/profile" }],
  meters: [{ id: "balance", label: "Balance", unit: "EUR", remaining: "/user/balance_eur" }],
  keyExpiresAt: "/user/credits_expire_at",
};

describe("alerts", () => {
  const user = workbenchSuite({
    settings: { "creditMonitor.providers": [datedKeys] },
    bound: (sample) => [
      {
        command: "creditMonitor.addAccount",
        args: { provider: "poof", baseUrl: sample.baseUrl("poof"), key: sample.credentials.poof.key },
      },
      {
        command: "creditMonitor.editAccount",
        args: { accountId: "poof", alerts: { refill: true, spentInDay: "800" } },
      },
      {
        command: "creditMonitor.addAccount",
        args: {
          provider: "dated-keys",
          baseUrl: sample.baseUrl("depicta"),
          key: sample.credentials.depicta.key,
        },
      },
      {
        command: "creditMonitor.editAccount",
        args: { accountId: "poof", low: [{ percent: 50 }, { below: "200" }], alerts: null },
      },
    ],
  });

  const setRemaining = async (credits: number, autoRechargeThreshold: string | null = null) => {
    const usedCredits = String(1000 - credits);
    user().sample.accounts.set("poof", { maxCredits: "1000", usedCredits, autoRechargeThreshold });
    await user().refresh();
    await user().waitForStatusBar(`Poof ${credits}`);
  };
  /** Lets the passing of the top-up threshold lie further back; returns how many accounts have passed it. */
  const moveBackPassing = (ms: number) => {
    using database = openHistoryFile(user().historyFile);
    const passings = "name GLOB 'alert topUpPassed *'";
    return database.prepare(`UPDATE told SET at_ms = at_ms - ? WHERE ${passings}`).run(ms).changes;
  };
  const toast = (text: string) => user().window.notifications().filter({ hasText: text }).first();
  const clickButton = async (text: string, button: string) => {
    await toast(text).waitFor();
    await toast(text).getByRole("button", { name: button, exact: true }).click();
  };

  it("an alert says that an account is low, and its button changes the threshold in place", async () => {
    user().sample.accounts.set("poof", { maxCredits: "1000", usedCredits: "500" });
    await user().runBoundCommand(1);
    await user().waitForStatusBar("Poof 500");
    await setRemaining(43, "100");
    await eventually(async () => {
      assert.match(await user().tooltipText(), /Poof .*low, but auto top-up/);
    });
    assert.equal(await toast("is low").count(), 0);
    await setRemaining(42);
    await clickButton("Poof is low: 42 credits left.", "Change warning");
    await user().inputBox("Low-balance warning for Poof");
    await user().type("30");
    await eventually(() => assert.deepEqual(Reflect.get(user().accounts()[0] ?? {}, "low"), { below: "30" }));
  });

  it("an alert says that an automatic top-up has not come for a day, over a restart", async () => {
    await setRemaining(41, "100");
    await eventually(() => assert.equal(moveBackPassing(0), 1));
    await user().unload();
    moveBackPassing(dayMs);
    await user().load();
    await user().waitForStatusBar("Poof 41");
    await user().dismissNotification("Poof: the automatic top-up has not come: 41 credits left.");
    await setRemaining(40, "100");
  });

  it("an alert is shown again after the account recovered, also after a restart, and opens the panel", async () => {
    // The changed threshold is on disk and applies after the reload too.
    await setRemaining(43);
    await user().window.page.waitForTimeout(2_000);
    await setRemaining(44);
    await user().window.page.waitForTimeout(2_000);
    await setRemaining(20);
    await clickButton("Poof is low: 20 credits left.", "Open");
    await user().window.page.locator('.tab[data-resource-name^="webview-creditMonitor.panel"]').waitFor();
  });

  it("on request, an alert says that an account has credits again, and that much was spent today", async () => {
    await user().window.runCommand("View: Close All Editors");
    await user().runBoundCommand(2);
    await eventually(() =>
      assert.deepEqual(Reflect.get(user().accounts()[0] ?? {}, "alerts"), {
        refill: true,
        spentInDay: "800",
      }),
    );
    user().sample.accounts.set("poof", { usedCredits: "0" });
    await user().window.runCommand("Credit Monitor: Refresh");
    await user().waitForStatusBar("Poof 1,000");
    await toast("Poof has 1,000 credits again.").waitFor();
    // Less than 500 were spent before.
    await setRemaining(100);
    await toast("credits spent today.").waitFor();
  });

  it("an alert says that a key is about to expire, and leads to a new one", async () => {
    const expiresAt = new Date(Date.now() + 2.5 * 86_400_000).toISOString();
    user().sample.accounts.set("depicta", { balance_eur: "50", credits_expire_at: expiresAt });
    await user().runBoundCommand(3);
    await clickButton("Dated Keys: the key expires", "Enter key");
    await user().inputBox("Key for Dated Keys");
    await user().press("Escape");
  });

  it("of several warnings, each is told once on the way down", async () => {
    await setRemaining(900);
    await user().runBoundCommand(4);
    await eventually(() => assert.deepEqual(Reflect.get(user().accounts()[0] ?? {}, "low")?.length, 2));
    await setRemaining(450);
    await user().dismissNotification("Poof is low: 450 credits left.");
    await setRemaining(440);
    await setRemaining(150);
    await user().dismissNotification("Poof is low: 150 credits left.");
    assert.equal(await toast("440 credits left").count(), 0);
  });

  it("an alert is postponed for a day", async () => {
    await setRemaining(0);
    await clickButton("Poof is empty: 0 credits left.", "Snooze 24 h");
    await setRemaining(7);
    await setRemaining(0);
    await user().window.page.waitForTimeout(3_000);
    assert.equal(await toast("Poof is empty").count(), 0);
  });
});
