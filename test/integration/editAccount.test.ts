import assert from "node:assert/strict";
import { eventually } from "../helpers/eventually.ts";
import { getAccount } from "./helpers/creditMonitor.ts";
import { hostSession } from "./helpers/hostSession.ts";
import { assertRejectionNames } from "./helpers/rejection.ts";
import { runCommand } from "./helpers/runCommand.ts";
import { userSettings } from "./helpers/userSettings.ts";

describe("an account that is set aside on a machine", () => {
  const session = hostSession();

  it("an account without a key here is set aside and used again, and its settings stay as they are", async () => {
    const entry = {
      id: "elsewhere",
      provider: "poof",
      label: "Elsewhere",
      baseUrl: session.sample.baseUrl("poof"),
    };
    await userSettings.writeEntries([entry]);
    await eventually(() => assert.equal(getAccount("elsewhere").problem?.kind, "keyMissing"));
    for (const setAside of [true, false]) {
      await runCommand("editAccount", { accountId: "elsewhere", setAside });
      assert.deepEqual(userSettings.read("accounts"), [entry]);
    }
    await assertRejectionNames(
      runCommand("editAccount", { accountId: "elsewhere", setAside: "yes" }),
      "setAside",
    );
  });
});

describe("the command editAccount", () => {
  const session = hostSession();

  it("editAccount sets a daily budget, and names the field for one that is none", async () => {
    const accountId = await session.addAccount("poof");
    await runCommand("editAccount", { accountId, dailyBudget: "2.50" });
    assert.equal(userSettings.entry(accountId)?.dailyBudget, "2.50");
    for (const dailyBudget of ["0", "-1", "much", 5]) {
      await assertRejectionNames(runCommand("editAccount", { accountId, dailyBudget }), "dailyBudget");
    }
    await runCommand("editAccount", { accountId, dailyBudget: null });
    assert.equal(userSettings.entry(accountId)?.dailyBudget, undefined);
  });

  it("editAccount changes the given fields only, and null restores a default", async () => {
    session.sample.accounts.set("poof", { maxCredits: "1000", usedCredits: "500" });
    const accountId = await session.addAccount("poof", { refreshMinutes: 7 });
    const baseUrl = userSettings.entry(accountId)?.baseUrl;
    await userSettings.editEntry(accountId, { note: "mine" });
    session.sample.requests.clear();

    const low = { below: "600", percent: 10 };
    await runCommand("editAccount", {
      accountId,
      label: " Pictures ",
      pinned: true,
      refreshMinutes: 30,
      low,
    });
    const unchanged = { id: accountId, provider: "poof", baseUrl, note: "mine" };
    assert.deepEqual(userSettings.entry(accountId), {
      ...unchanged,
      label: "Pictures",
      pinned: true,
      refreshMinutes: 30,
      low,
    });
    await eventually(() => assert.equal(getAccount(accountId).label, "Pictures"));
    assert.equal(getAccount(accountId).level, "low");

    await runCommand("editAccount", { accountId, pinned: false, refreshMinutes: null, low: null });
    assert.deepEqual(userSettings.entry(accountId), { ...unchanged, label: "Pictures" });
    await eventually(() => assert.equal(getAccount(accountId).level, "ok"));
    assert.deepEqual(session.sample.requests.list(), []);
  });

  it("editAccount names the wrong field and changes nothing", async () => {
    const accountId = await session.addAccount("depicta");
    const before = userSettings.entry(accountId);
    const wrong = [
      ["accountId", { accountId: "nobody" }],
      ["label", { label: " " }],
      ["label", { label: session.sample.credentials.depicta.key }],
      ["refreshMinutes", { refreshMinutes: 0 }],
      ["pinned", { pinned: "yes" }],
      ["low.below", { low: { below: "-1" } }],
      ["low.percent", { low: { percent: 101 } }],
    ] as const;
    for (const [field, argument] of wrong) {
      await assertRejectionNames(runCommand("editAccount", { accountId, ...argument }), field);
    }
    assert.deepEqual(userSettings.entry(accountId), before);
  });
});

describe("the command chooseStatusBar", () => {
  hostSession();

  it("chooseStatusBar saves the choice, and names an invalid one", async () => {
    await runCommand("chooseStatusBar", { show: "all" });
    assert.equal(userSettings.read("statusBar.show"), "all");
    await assertRejectionNames(runCommand("chooseStatusBar", { show: "some" }), "show");
    assert.equal(userSettings.read("statusBar.show"), "all");
    await userSettings.write("statusBar.show", undefined);
  });
});
