import assert from "node:assert/strict";
import type { CreditMonitorApi, Disposable } from "../../src/api.ts";
import type { AccountState } from "../../src/core/accounts/accountState.ts";
import { sampleProviderIds } from "../../src/sample/http/sampleApi.ts";
import { eventually } from "../helpers/eventually.ts";
import { api, findAccount, getAccount } from "./helpers/creditMonitor.ts";
import { hostSession } from "./helpers/hostSession.ts";
import { runCommand } from "./helpers/runCommand.ts";

/** An exact decimal: no exponent, no grouping, no zeros at the end, never "-0". */
const amount = /^(0|-?(0|[1-9]\d*)(\.\d*[1-9])?)$/;
const instant = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;

const members = {
  version: "number",
  accounts: "function",
  onDidChange: "function",
  refresh: "function",
  check: "function",
  ledger: "function",
  history: "function",
  registerProvider: "function",
} as const satisfies Record<keyof CreditMonitorApi, "number" | "function">;

const stateKeys = ["id", "provider", "label", "level", "meters", "stale", "details"];
const maybeKeys = ["readAt", "problem", "plan", "expiresAt", "autoTopUp"];
const meterKeys = ["id", "label", "unit", "remaining", "used", "limit", "held", "resetsAt"];

describe("the API for other extensions", () => {
  const session = hostSession();

  it("is version 1 and has the members of the contract", () => {
    const types = Object.entries(api()).map(([name, value]) => [name, typeof value]);
    assert.deepEqual(Object.fromEntries(types), members);
    assert.equal(api().version, 1);
  });

  it("cannot be given another extension's answers", () => {
    const { check } = api();
    assert.throws(
      () => Object.assign(api(), { check: async () => ({ verdict: "yes", reason: "" }) }),
      TypeError,
    );
    assert.equal(api().check, check);
  });

  it("gives states of the contract's shape, without undefined or further fields", async () => {
    for (const provider of sampleProviderIds) await session.addAccount(provider);
    session.sample.faults.add("poof", { kind: "error", status: 500 });
    await runCommand("refresh", { accountId: "poof" });
    assert.equal(api().accounts().length, 5);
    for (const account of api().accounts()) assertShape(account);
    assertShape(await firstFailure());
  });

  it("gives canonical amounts, however the provider writes them", async () => {
    session.sample.accounts.set("poof", { maxCredits: "5e3", usedCredits: "1.50E1" });
    session.sample.accounts.set("depicta", { balance_eur: "-0.000000", held_eur: "00012.100000" });
    session.sample.accounts.set("coals", { balance: "-4.20", quota_monthly: "0", used_this_month: "0.0" });
    const ids = [
      await session.addAccount("poof"),
      await session.addAccount("depicta"),
      await session.addAccount("coals"),
    ];
    const [poof, depicta, coals] = ids.map((id) => getAccount(id).meters);
    assert.deepEqual([poof?.[0]?.limit, poof?.[0]?.used, poof?.[0]?.remaining], ["5000", "15", "4985"]);
    assert.deepEqual([depicta?.[0]?.remaining, depicta?.[0]?.held], ["0", "12.1"]);
    assert.deepEqual([coals?.[1]?.remaining, coals?.[0]?.used], ["-4.2", "0"]);
  });

  it("tells of changes with all states: added, read, failed, removed", async () => {
    const told: (readonly AccountState[])[] = [];
    const subscription = api().onDidChange((states) => told.push(states));
    const last = () => told.at(-1);
    const accountId = await session.addAccount("poof");
    await eventually(() => assert.deepEqual(last(), api().accounts()));
    assert.ok(last()?.[0]?.readAt);
    session.sample.faults.add("poof", { kind: "error", status: 500 });
    await runCommand("refresh", { accountId });
    assert.equal(last()?.[0]?.problem?.kind, "providerError");
    await runCommand("removeAccount", { accountId, history: "delete" });
    await eventually(() => assert.deepEqual(last(), []));
    subscription.dispose();
    const count = told.length;
    await session.addAccount("poof");
    assert.equal(told.length, count);
  });

  it("takes a listener as VS Code's events do, and lets one fail without the others", async () => {
    const disposables: Disposable[] = [];
    const self = { heard: 0 };
    api().onDidChange(
      () => {
        throw new Error("a listener's own trouble");
      },
      undefined,
      disposables,
    );
    function hear(this: typeof self) {
      this.heard += 1;
    }
    api().onDidChange(hear, self, disposables);
    await session.addAccount("poof");
    assert.ok(self.heard > 0);
    assert.equal(disposables.length, 2);
    for (const disposable of disposables) disposable.dispose();
    const { heard } = self;
    await runCommand("refresh");
    assert.equal(self.heard, heard);
  });

  it("cannot be used to change what it tells", async () => {
    const accountId = await session.addAccount("poof");
    const [given] = api().accounts();
    const before = structuredClone(given);
    const { meters } = getAccount(accountId);
    try {
      Object.assign(meters[0]?.unit ?? {}, { kind: "requests" });
      Object.assign(given?.autoTopUp ?? {}, { threshold: "1" });
      Object.assign(meters[0] ?? {}, { remaining: "999999" });
      Object.assign(given ?? {}, { label: "Changed", meters: [] });
    } catch {
      // Frozen is as good as copied.
    }
    assert.deepEqual(api().accounts(), [before]);
  });

  it("refreshes one account or all, and resolves with what came", async () => {
    const accountId = await session.addAccount("poof");
    await session.addAccount("coals");
    session.sample.faults.add("poof", { kind: "reset", at: "request" });
    const states = await api().refresh();
    assert.deepEqual(states, api().accounts());
    assert.equal(states[0]?.problem?.kind, "unreachable");
    assert.deepEqual(await api().refresh(accountId), [getAccount(accountId)]);
    assert.equal(findAccount(accountId)?.problem, undefined);
  });

  async function firstFailure(): Promise<AccountState> {
    // Standing: the other account of this provider may be read meanwhile.
    session.sample.faults.add(
      "easySlip",
      { kind: "error", status: 500 },
      { times: Number.POSITIVE_INFINITY },
    );
    const id = await session.addAccount("easySlip", { label: "Never read" });
    session.sample.faults.clear("easySlip");
    assert.deepEqual(
      [getAccount(id).meters, getAccount(id).readAt, getAccount(id).level],
      [[], undefined, "unknown"],
    );
    return getAccount(id);
  }
});

function assertShape(account: AccountState): void {
  assertKeys(account, stateKeys, maybeKeys);
  for (const meter of account.meters) {
    assertKeys(meter, ["id", "label", "unit", "remaining"], meterKeys);
    assertKeys(meter.unit, ["kind"], ["code"]);
    for (const value of [meter.remaining, meter.used, meter.limit, meter.held]) {
      if (value !== undefined && value !== null) assert.match(value, amount);
    }
    if (meter.resetsAt !== undefined) assert.match(meter.resetsAt, instant);
  }
  for (const detail of account.details) assertKeys(detail, ["label", "value"], []);
  for (const at of [account.readAt, account.expiresAt]) if (at !== undefined) assert.match(at, instant);
  if (account.autoTopUp) assertKeys(account.autoTopUp, [], ["threshold", "amount"]);
  if (account.problem) assertKeys(account.problem, ["kind", "message"], ["status", "requestId", "retryAt"]);
  // Nothing but plain data: it survives a trip as JSON.
  assert.deepEqual(JSON.parse(JSON.stringify(account)), account);
}

function assertKeys(value: object, always: readonly string[], maybe: readonly string[]): void {
  const keys = Object.keys(value);
  for (const key of always) assert.ok(keys.includes(key), `no ${key} in ${keys.join()}`);
  for (const key of keys)
    assert.ok(always.includes(key) || maybe.includes(key), `${key} is not in the contract`);
  for (const [key, one] of Object.entries(value)) assert.notEqual(one, undefined, `${key} is undefined`);
}
