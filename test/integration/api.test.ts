import assert from "node:assert/strict";
import type { CreditMonitorApi, Disposable } from "../../src/api.ts";
import type { AccountState } from "../../src/core/accounts/accountState.ts";
import { sampleProviderIds } from "../../src/sample/http/sampleApi.ts";
import { eventually } from "../helpers/eventually.ts";
import { api, findAccount, getAccount } from "./helpers/creditMonitor.ts";
import { hostSession } from "./helpers/hostSession.ts";
import { runCommand } from "./helpers/runCommand.ts";

/** An exact decimal: no exponent, no grouping, no trailing zeros, never "-0". */
const amount = /^(0|-?(0|[1-9]\d*)(\.\d*[1-9])?)$/;
const instant = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;

const members = {
  version: "number",
  accounts: "function",
  onDidChange: "function",
  refresh: "function",
  check: "function",
  ledger: "function",
  statement: "function",
  history: "function",
  registerProvider: "function",
} as const satisfies Record<keyof CreditMonitorApi, "number" | "function">;

const stateKeys = ["id", "provider", "label", "level", "meters", "stale", "details"];
const optionalKeys = ["readAt", "problem", "plan", "expiresAt", "autoTopUp"];
const meterKeys = ["id", "label", "unit", "remaining", "used", "limit", "held", "resetsAt", "role", "group"];

describe("the API for other extensions", () => {
  const session = hostSession();

  it("the API has version 1 and the members of the contract", () => {
    const types = Object.entries(api()).map(([name, value]) => [name, typeof value]);
    assert.deepEqual(Object.fromEntries(types), members);
    assert.equal(api().version, 1);
  });

  it("the API cannot be changed by another extension", () => {
    const { check } = api();
    assert.throws(
      () => Object.assign(api(), { check: async () => ({ verdict: "yes", reason: "" }) }),
      TypeError,
    );
    assert.equal(api().check, check);
  });

  it("the API gives states in the shape of the contract, without undefined or extra fields", async () => {
    for (const provider of sampleProviderIds) await session.addAccount(provider);
    session.sample.faults.add("poof", { kind: "error", status: 500 });
    await runCommand("refresh", { accountId: "poof" });
    assert.equal(api().accounts().length, 5);
    for (const account of api().accounts()) assertShape(account);
    assertShape(await firstFailure());
  });

  it("the API gives canonical amounts, however the provider writes them", async () => {
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

  it("the API notifies of all states when an account is added, read, failed or removed", async () => {
    const events: (readonly AccountState[])[] = [];
    const subscription = api().onDidChange((states) => events.push(states));
    const last = () => events.at(-1);
    const accountId = await session.addAccount("poof");
    await eventually(() => assert.deepEqual(last(), api().accounts()));
    assert.ok(last()?.[0]?.readAt);
    session.sample.faults.add("poof", { kind: "error", status: 500 });
    await runCommand("refresh", { accountId });
    assert.equal(last()?.[0]?.problem?.kind, "providerError");
    await runCommand("removeAccount", { accountId, history: "delete" });
    await eventually(() => assert.deepEqual(last(), []));
    subscription.dispose();
    const count = events.length;
    await session.addAccount("poof");
    assert.equal(events.length, count);
  });

  it("the API accepts a listener like VS Code's events, and a throwing listener stops no other", async () => {
    const disposables: Disposable[] = [];
    const self = { count: 0 };
    api().onDidChange(
      () => {
        throw new Error("a bug in a listener");
      },
      undefined,
      disposables,
    );
    function onChange(this: typeof self) {
      this.count += 1;
    }
    api().onDidChange(onChange, self, disposables);
    await session.addAccount("poof");
    assert.ok(self.count > 0);
    assert.equal(disposables.length, 2);
    for (const disposable of disposables) disposable.dispose();
    const { count } = self;
    await runCommand("refresh");
    assert.equal(self.count, count);
  });

  it("a change of a returned state does not change the API's states", async () => {
    const accountId = await session.addAccount("poof");
    const [account] = api().accounts();
    const before = structuredClone(account);
    const { meters } = getAccount(accountId);
    try {
      Object.assign(meters[0]?.unit ?? {}, { kind: "requests" });
      Object.assign(account?.autoTopUp ?? {}, { threshold: "1" });
      Object.assign(meters[0] ?? {}, { remaining: "999999" });
      Object.assign(account ?? {}, { label: "Changed", meters: [] });
    } catch {
      // A frozen state may throw; a copied one must not change the original.
    }
    assert.deepEqual(api().accounts(), [before]);
  });

  it("the API refreshes one account or all, and resolves with the new states", async () => {
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
    // The fault stays, because the other account of this provider may be read meanwhile.
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
  assertKeys(account, stateKeys, optionalKeys);
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
  // Plain data is the same after JSON.
  assert.deepEqual(JSON.parse(JSON.stringify(account)), account);
}

function assertKeys(value: object, required: readonly string[], optional: readonly string[]): void {
  const keys = Object.keys(value);
  for (const key of required) assert.ok(keys.includes(key), `no ${key} in ${keys.join()}`);
  for (const key of keys)
    assert.ok(required.includes(key) || optional.includes(key), `${key} is not in the contract`);
  for (const [key, field] of Object.entries(value)) assert.notEqual(field, undefined, `${key} is undefined`);
}
