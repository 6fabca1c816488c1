import assert from "node:assert/strict";
import { setTimeout as wait } from "node:timers/promises";
import { eventually } from "../helpers/eventually.ts";
import { api, findAccount, getAccount } from "./helpers/creditMonitor.ts";
import { hostSession } from "./helpers/hostSession.ts";
import { runCommand } from "./helpers/runCommand.ts";
import { userSettings } from "./helpers/userSettings.ts";

describe("settings that the user edits by hand", () => {
  const session = hostSession();
  const ids = () =>
    api()
      .accounts()
      .map(({ id }) => id);

  it("invalid entries are skipped, and the others are used in their order", async () => {
    const poof = await session.addAccount("poof");
    const coals = await session.addAccount("coals");
    const [first, second] = userSettings.entries();
    const like = (changes: object) => ({ ...(first as object), id: "broken", ...changes });
    const broken = [
      null,
      5,
      "poof",
      [],
      {},
      like({ id: "Not A Slug" }),
      like({ id: "../escape" }),
      like({ id: "x".repeat(65) }),
      like({ id: undefined }),
      like({ provider: "nobody" }),
      like({ provider: "toString" }),
      like({ label: "" }),
      like({ label: 7 }),
      like({ label: "x".repeat(81) }),
      like({ baseUrl: 8 }),
      like({ refreshMinutes: "5" }),
      like({ refreshMinutes: 0 }),
      like({ pinned: "yes" }),
      like({ low: { below: "-1" } }),
      like({ low: { percent: 101 } }),
      like({ meters: "credits" }),
      { ...(first as object), label: "The same id again" },
    ];
    await userSettings.writeEntries([broken[0], second, ...broken.slice(1, 20), first, ...broken.slice(20)]);
    await eventually(() => assert.deepEqual(ids(), [coals, poof]));
    assert.equal(getAccount(poof).label, "Poof");
    await runCommand("refresh");
    assert.deepEqual([getAccount(poof).problem, getAccount(coals).problem], [undefined, undefined]);
  });

  it("invalid entries stay when a command writes the list", async () => {
    const broken = [{ id: "mine", provider: "nobody", label: "Mine" }, "a note"];
    await userSettings.writeEntries(broken);
    const accountId = await session.addAccount("depicta");
    assert.deepEqual(userSettings.entries().slice(0, 2), broken);
    await runCommand("removeAccount", { accountId, history: "delete" });
    assert.deepEqual(userSettings.entries(), broken);
  });

  it("an id of an invalid entry counts as taken", async () => {
    await userSettings.writeEntries([{ id: "poof", provider: "nobody", label: "Mine" }]);
    assert.equal(await session.addAccount("poof"), "poof-2");
  });

  for (const value of ["none", 5, { poof: {} }, null]) {
    it(`the value ${JSON.stringify(value)} for the list counts as no accounts`, async () => {
      await userSettings.write("accounts", value);
      assert.deepEqual(api().accounts(), []);
      assert.deepEqual(await runCommand("refresh"), []);
      const accountId = await session.addAccount("poof");
      assert.equal(getAccount(accountId).problem, undefined);
    });
  }

  it("a new label is shown at once and without a request", async () => {
    const accountId = await session.addAccount("poof");
    session.sample.requests.clear();
    await userSettings.editEntry(accountId, { label: " Pictures " });
    await eventually(() => assert.equal(getAccount(accountId).label, "Pictures"));
    await wait(150);
    assert.deepEqual(session.sample.requests.list(), []);
  });

  it("the setting meters chooses the meters and their order", async () => {
    const accountId = await session.addAccount("coals");
    const meters = () => getAccount(accountId).meters.map(({ id }) => id);
    assert.deepEqual(meters(), ["quota", "balance"]);
    await userSettings.editEntry(accountId, { meters: ["balance", "quota"] });
    await eventually(() => assert.deepEqual(meters(), ["balance", "quota"]));
    await userSettings.editEntry(accountId, { meters: ["balance", "nothing"] });
    await eventually(() => assert.deepEqual(meters(), ["balance"]));
    const inDollars = await runCommand("checkCredits", { accountId, amount: "0.01" });
    assert.equal(inDollars.remaining, getAccount(accountId).meters[0]?.remaining);
  });

  it("the setting low is the exact threshold below which an account is low", async () => {
    session.sample.accounts.set("poof", { maxCredits: "1000", usedCredits: "500" });
    const accountId = await session.addAccount("poof");
    const levels = [
      [{}, "ok"],
      [{ below: "500" }, "ok"],
      [{ below: "500.0001" }, "low"],
      [{ percent: 50 }, "ok"],
      [{ percent: 50.01 }, "low"],
    ] as const;
    for (const [low, level] of levels) {
      await userSettings.editEntry(accountId, { low });
      await eventually(() => assert.equal(getAccount(accountId).level, level));
    }
  });

  it("an account whose entry is deleted disappears and is not read any more", async () => {
    const accountId = await session.addAccount("poof");
    const other = await session.addAccount("easySlip");
    const entries = userSettings.entries();
    await userSettings.writeEntries([userSettings.entry(other)]);
    await eventually(() => assert.equal(findAccount(accountId), undefined));
    session.sample.requests.clear();
    await runCommand("refresh");
    assert.equal(session.sample.requests.list("poof").length, 0);
    await userSettings.writeEntries(entries);
    await eventually(() => assert.equal(getAccount(accountId).problem, undefined));
  });

  it("an invalid refreshMinutes counts as five", async () => {
    for (const value of ["soon", 0, -5, 0.5, { minutes: 1 }]) {
      await userSettings.write("refreshMinutes", value);
      assert.match(await runCommand("copyDiagnostics"), /refreshMinutes 5,/, JSON.stringify(value));
    }
    await userSettings.write("refreshMinutes", undefined);
  });
});
