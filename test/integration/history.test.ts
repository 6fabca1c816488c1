import assert from "node:assert/strict";
import type { HistoryRequest, LedgerEntry } from "../../src/api.ts";
import { hourMs, minuteMs } from "../../src/core/time/durations.ts";
import type { SampleStates } from "../../src/sample/createSimulation.ts";
import type { SampleProviderId } from "../../src/sample/http/sampleApi.ts";
import { eventually } from "../helpers/eventually.ts";
import { api, findAccount, getAccount } from "./helpers/creditMonitor.ts";
import { hostSession } from "./helpers/hostSession.ts";
import { readAllEntries, waitForSync } from "./helpers/ledgerPages.ts";
import { assertRejectionNames, rejection } from "./helpers/rejection.ts";
import { runCommand } from "./helpers/runCommand.ts";
import { userSettings } from "./helpers/userSettings.ts";

describe("entries observed between two readings", () => {
  const session = hostSession();
  /** Reads the account again after seven minutes, with other values in the replies. */
  const change = async <Id extends SampleProviderId>(id: Id, values: Partial<SampleStates[Id]>) => {
    session.sample.accounts.set(id, values);
    session.advance(7 * minuteMs);
    await runCommand("refresh");
  };
  /** The observed entries, newest first, without the values that differ from run to run. */
  const observed = async (accountId: string) =>
    (await readAllEntries({ accountId, source: "observed" })).map(({ type, amount, balanceAfter }) =>
      [type, amount, balanceAfter].join(" "),
    );
  const debt = { balance_eur: "5.000001", held_eur: "0" };

  it("a fall of the balance becomes an exact debit with the interval of the readings", async () => {
    session.sample.accounts.set("depicta", debt);
    const accountId = await session.addAccount("depicta");
    assert.deepEqual(await observed(accountId), []);
    await change("depicta", { balance_eur: "4.25" });
    const [entry] = await readAllEntries({ accountId });
    assert.deepEqual(
      [entry?.source, entry?.type, entry?.amount, entry?.balanceAfter],
      ["observed", "debit", "-0.750001", "4.25"],
    );
    assert.equal(entry?.meterId, getAccount(accountId).meters[0]?.id);
    assert.equal(entry?.at, getAccount(accountId).readAt);
    assert.match(
      entry?.description ?? "",
      /^Observed between .*\d{1,2}:\d\d [AP]M and .*\d{1,2}:\d\d [AP]M$/,
    );
    assert.equal((await api().ledger({ accountId })).sync.state, "none");
  });

  it("a top-up becomes a credit, and an unchanged balance becomes no entry", async () => {
    session.sample.accounts.set("depicta", debt);
    const accountId = await session.addAccount("depicta");
    await change("depicta", {});
    await change("depicta", { balance_eur: "15.000001" });
    await change("depicta", {});
    assert.deepEqual(await observed(accountId), ["credit 10 15.000001"]);
  });

  it("a held amount becomes no entry, and its settlement a debit", async () => {
    session.sample.accounts.set("depicta", debt);
    const accountId = await session.addAccount("depicta");
    await change("depicta", { balance_eur: "4.200001", held_eur: "0.8" });
    assert.deepEqual(await observed(accountId), []);
    await change("depicta", { balance_eur: "4.300001", held_eur: "0" });
    assert.deepEqual(await observed(accountId), ["debit -0.7 4.300001"]);
  });

  it("a balance below zero becomes entries with a negative balance", async () => {
    session.sample.accounts.set("depicta", { balance_eur: "0.5", held_eur: "0" });
    const accountId = await session.addAccount("depicta");
    await change("depicta", { balance_eur: "-1.25" });
    await change("depicta", { balance_eur: "-0.25" });
    assert.deepEqual(await observed(accountId), ["credit 1 -0.25", "debit -1.75 -1.25"]);
  });

  it("a new period or a changed limit becomes an adjustment that names its cause", async () => {
    session.sample.accounts.set("poof", { maxCredits: "5000", usedCredits: "4200" });
    const accountId = await session.addAccount("poof");
    await change("poof", { usedCredits: "3" });
    await change("poof", { maxCredits: "6000", usedCredits: "5" });
    const [limit, reset] = await readAllEntries({ accountId });
    assert.deepEqual(
      [reset?.type, reset?.amount, limit?.type, limit?.amount],
      ["adjustment", "4197", "adjustment", "998"],
    );
    assert.match(reset?.description ?? "", /^Period reset, observed between /);
    assert.match(limit?.description ?? "", /^Limit changed, observed between /);
  });

  it("the reset date distinguishes a refund from a reset", async () => {
    session.sample.accounts.set("coals", { balance: "9", used_this_month: "700" });
    const accountId = await session.addAccount("coals");
    await change("coals", { used_this_month: "690" });
    assert.deepEqual(await observed(accountId), ["credit 10 310"]);
    session.advance(32 * 24 * hourMs);
    await change("coals", { used_this_month: "2" });
    assert.deepEqual(await observed(accountId), ["adjustment 688 998", "credit 10 310"]);
  });

  it("an unlimited meter has no observed entries", async () => {
    session.sample.accounts.set("easySlip", { maxQuota: null, usedQuota: "5" });
    const accountId = await session.addAccount("easySlip");
    assert.equal(getAccount(accountId).meters[0]?.remaining, null);
    await change("easySlip", { usedQuota: "50" });
    assert.deepEqual(await observed(accountId), []);
  });

  it("failed readings make no entry, and the next reading makes one over the whole time", async () => {
    session.sample.accounts.set("depicta", debt);
    const accountId = await session.addAccount("depicta");
    const before = getAccount(accountId).readAt ?? "";
    session.sample.faults.add("depicta", { kind: "error", status: 500 }, { times: 2 });
    await change("depicta", { balance_eur: "4.5" });
    await change("depicta", { balance_eur: "4" });
    assert.deepEqual(await observed(accountId), []);
    await change("depicta", {});
    assert.deepEqual(await observed(accountId), ["debit -1.000001 4"]);
    const [entry] = await readAllEntries({ accountId });
    // The reader may be in another zone than this host, with the same minutes.
    const minutes = before.slice(14, 16);
    assert.match(entry?.description ?? "", new RegExp(`between .*:${minutes}\\s[AP]M and `));
  });
});

describe("the history of the API", () => {
  const session = hostSession();
  const values = Array.from({ length: 60 }, (_, index) => (index % 2 === 0 ? `${400 - index}.000001` : "7"));
  let accountId = "";
  const points = (more: Partial<HistoryRequest> = {}) =>
    api().history({ accountId, meterId: "balance", ...more });

  /** Reads each value, ten minutes apart. */
  const read = async (amounts: readonly string[]) => {
    for (const balance_eur of amounts) {
      session.sample.accounts.set("depicta", { balance_eur, held_eur: "0" });
      if (accountId === "") accountId = await session.addAccount("depicta");
      else await runCommand("refresh", { accountId });
      session.advance(10 * minuteMs);
    }
  };
  beforeEach(() => {
    accountId = "";
  });

  it("the history gives exact values in order of time, each from its first observation", async () => {
    await read(["12.345678", "12.345678", "0", "-3.5", "12.345678"]);
    const all = await points();
    assert.deepEqual(
      all.map(({ remaining }) => remaining),
      ["12.345678", "0", "-3.5", "12.345678"],
    );
    const times = all.map(({ at }) => at);
    assert.deepEqual(times, times.toSorted());
    const [first = "", second = ""] = times;
    assert.ok(Math.abs(Date.parse(second) - Date.parse(first) - 20 * minuteMs) < minuteMs);
    assert.equal(times.at(-1), getAccount(accountId).readAt);
  });

  it("the history keeps the minimum and maximum when points are limited, within the range", async () => {
    await read(values);
    const all = await points();
    assert.deepEqual(
      all.map(({ remaining }) => remaining),
      values,
    );
    for (const maxPoints of [2, 3, 10, 59]) {
      const few = await points({ maxPoints });
      assert.ok(few.length <= maxPoints, `${few.length} of ${maxPoints}`);
      const values = few.map(({ remaining }) => remaining);
      assert.ok(values.includes("400.000001") && values.includes("7"), values.join());
      for (const point of few) assert.ok(all.some((one) => one.at === point.at));
    }
    const [from, to] = [all[10]?.at ?? "", all[20]?.at ?? ""];
    const within = (await points({ from, to })).map(({ at }) => at);
    assert.equal(within.at(-1), all[19]?.at);
    assert.ok(within.includes(from) && !within.includes(to));
    assert.deepEqual(await points({ from: "2037-01-01T00:00:00Z" }), []);
  });

  it("the history is empty for a meter that the account does not have", async () => {
    await read(["1"]);
    assert.deepEqual(await points({ meterId: "credits" }), []);
  });

  it("the history rejects wrong fields and an unknown account, and names the field", async () => {
    await read(["1"]);
    await assertRejectionNames(api().history({ accountId: "nobody", meterId: "balance" }), "accountId");
    await assertRejectionNames(points({ meterId: "" }), "meterId");
    await assertRejectionNames(points({ from: "soon" }), "from");
    await assertRejectionNames(points({ to: "" }), "to");
    for (const maxPoints of [1, 10_001, 2.5]) await assertRejectionNames(points({ maxPoints }), "maxPoints");
    assert.ok(await rejection(api().history(JSON.parse("null"))));
  });
});

describe("the history of a removed account", () => {
  const session = hostSession();
  const read = async (accountId: string, balance: string) => {
    session.sample.accounts.set("depicta", { balance_eur: balance, held_eur: "0" });
    session.advance(minuteMs);
    await runCommand("refresh", { accountId });
  };
  const amounts = (entries: readonly LedgerEntry[]) => entries.map(({ amount }) => amount);

  it("a history that is kept stays after the removal, and its id is not used again", async () => {
    session.sample.accounts.set("depicta", { balance_eur: "9", held_eur: "0" });
    const accountId = await session.addAccount("depicta");
    const entry = userSettings.entry(accountId);
    await read(accountId, "8");
    await runCommand("removeAccount", { accountId, history: "keep" });
    await assertRejectionNames(api().ledger({ accountId }), "accountId");
    const other = await session.addAccount("depicta");
    assert.notEqual(other, accountId);
    assert.deepEqual(await readAllEntries({ accountId: other }), []);
    // An entry that is restored by hand has its history again.
    await userSettings.writeEntries([...userSettings.entries(), entry]);
    await runCommand("setKey", { accountId, ...session.credential("depicta") });
    await read(accountId, "7.5");
    assert.deepEqual(amounts(await readAllEntries({ accountId })), ["-0.5", "-1"]);
  });

  it("a history that is deleted goes with the account, and its id is free again", async () => {
    const accountId = await session.addAccount("richUtilities");
    await waitForSync(accountId);
    assert.ok((await api().ledger({ accountId })).total > 0);
    await runCommand("removeAccount", { accountId, history: "delete" });
    session.sample.faults.add(
      "richUtilities",
      { kind: "error", status: 500 },
      { path: "/auth/account/ledger" },
    );
    assert.equal(await session.addAccount("richUtilities"), accountId);
    await waitForSync(accountId, "partial");
    assert.equal((await api().ledger({ accountId })).total, 0);
    assert.equal((await api().history({ accountId, meterId: "balance" })).length, 1);
  });

  it("an entry that returns shows its last reading before any request", async () => {
    session.sample.accounts.set("depicta", { balance_eur: "6.000001", held_eur: "0" });
    const accountId = await session.addAccount("depicta");
    const before = getAccount(accountId);
    const entry = userSettings.entry(accountId);
    await userSettings.writeEntries([]);
    assert.equal(findAccount(accountId), undefined);
    session.sample.requests.clear();
    await userSettings.writeEntries([entry]);
    await eventually(() => {
      const { readAt, meters } = getAccount(accountId);
      assert.deepEqual([readAt, meters], [before.readAt, before.meters]);
    });
    assert.deepEqual(session.sample.requests.list("depicta"), []);
  });
});
