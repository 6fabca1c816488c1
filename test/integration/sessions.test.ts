import assert from "node:assert/strict";
import { setTimeout as wait } from "node:timers/promises";
import { dayMs, hourMs, minuteMs } from "../../src/core/time/durations.ts";
import { eventually } from "../helpers/eventually.ts";
import { wrongKeys } from "./helpers/canaries.ts";
import { api, findAccount, getAccount } from "./helpers/creditMonitor.ts";
import { hostSession } from "./helpers/hostSession.ts";
import { runCommand } from "./helpers/runCommand.ts";
import { userSettings } from "./helpers/userSettings.ts";

const credits = "/auth/account/credits";

describe("a Rich Utilities session", () => {
  const session = hostSession({ keepsAccounts: true });
  let refreshesBefore = 0;
  let accountId = "";
  const refreshCount = () => session.sample.tokens.refreshes - refreshesBefore;
  const requestCount = (path: string) =>
    session.sample.requests.list("richUtilities").filter((request) => request.path === path).length;

  beforeEach(async () => {
    // A new sign-in is enough for most tests, and is much quicker than a new account.
    if (findAccount(accountId))
      await runCommand("setKey", { accountId, ...session.credential("richUtilities") });
    else accountId = await session.addAccount("richUtilities");
    assert.equal(getAccount(accountId).problem, undefined);
    // A ledger sync follows each reading and needs tokens too.
    await eventually(async () => {
      const { sync } = await api().ledger({ accountId, limit: 1 });
      assert.equal(sync?.state, "complete");
    });
    refreshesBefore = session.sample.tokens.refreshes;
    session.sample.requests.clear();
  });
  afterEach("no refresh token was used twice", () => assert.equal(session.sample.tokens.reuses, 0));

  it("a session uses its access token as long as it is valid", async () => {
    await runCommand("refresh");
    session.advance(10 * minuteMs);
    await runCommand("refresh");
    assert.equal(getAccount(accountId).problem, undefined);
    assert.equal(refreshCount(), 0);
  });

  it("a session is renewed before an expired access token is sent, again and again", async () => {
    for (let count = 1; count <= 3; count += 1) {
      session.advance(15 * minuteMs);
      await runCommand("refresh");
      assert.equal(getAccount(accountId).problem, undefined);
      assert.equal(refreshCount(), count);
    }
    // No request was rejected: each renewal came first.
    assert.equal(requestCount(credits), 3);
  });

  it("a session is renewed once when an access token is rejected early", async () => {
    session.sample.tokens.revoke("access");
    await runCommand("refresh");
    assert.equal(getAccount(accountId).problem, undefined);
    assert.deepEqual([refreshCount(), requestCount(credits)], [1, 2]);
  });

  it("a session stores the new tokens before it uses them", async () => {
    session.advance(16 * minuteMs);
    session.sample.faults.add("richUtilities", { kind: "reset", at: "request" }, { path: credits });
    await runCommand("refresh");
    assert.equal(getAccount(accountId).problem?.kind, "unreachable");
    await runCommand("refresh");
    assert.equal(getAccount(accountId).problem, undefined);
    assert.equal(refreshCount(), 1);
  });

  it("a session uses a refresh token once, however many readings need a new one", async () => {
    session.advance(16 * minuteMs);
    session.sample.faults.add("richUtilities", { kind: "delay", ms: 200 }, { path: "/auth/refresh" });
    await Promise.all([
      runCommand("refresh"),
      runCommand("openPanel", { accountId }),
      runCommand("refresh", { accountId }),
    ]);
    // The panel requests the summary.
    await eventually(() => assert.equal(requestCount("/auth/account/summary"), 1));
    assert.equal(getAccount(accountId).problem, undefined);
    assert.equal(refreshCount(), 1);
  });

  it("a session keeps a renewal in progress when its entry is deleted and restored", async () => {
    session.advance(16 * minuteMs);
    const entries = userSettings.entries();
    session.sample.faults.add("richUtilities", { kind: "delay", ms: 400 }, { path: "/auth/refresh" });
    const reading = runCommand("refresh");
    await eventually(() => assert.equal(session.sample.requests.inFlight("richUtilities"), 1));
    await userSettings.writeEntries([]);
    await userSettings.writeEntries(entries);
    await reading;
    await eventually(() => assert.equal(session.sample.requests.inFlight("richUtilities"), 0));
    await runCommand("refresh");
    assert.equal(getAccount(accountId).problem, undefined);
    assert.equal(refreshCount(), 1);
  });

  it("a session leaves no key behind when its account is removed during a renewal", async () => {
    session.advance(16 * minuteMs);
    const { faults, requests } = session.sample;
    const entry = userSettings.entry(accountId);
    faults.add("richUtilities", { kind: "delay", ms: 400 }, { path: "/auth/refresh" });
    const reading = runCommand("refresh");
    await eventually(() => assert.equal(requests.inFlight("richUtilities"), 1));
    await runCommand("removeAccount", { accountId, history: "delete" });
    await reading;
    await eventually(() => assert.equal(refreshCount(), 1));
    await userSettings.writeEntries([entry]);
    await runCommand("refresh");
    assert.equal(getAccount(accountId).problem?.kind, "keyMissing");
    await runCommand("removeAccount", { accountId, history: "delete" });
  });

  it("a session uses the tokens that the user enters during a renewal", async () => {
    session.advance(16 * minuteMs);
    const { faults, requests, tokens } = session.sample;
    const { accessToken } = tokens.issue();
    faults.add("richUtilities", { kind: "delay", ms: 400 }, { path: "/auth/refresh" });
    const reading = runCommand("refresh");
    await eventually(() => assert.equal(requests.inFlight("richUtilities"), 1));
    await runCommand("setKey", { accountId, refreshToken: wrongKeys.token, accessToken });
    await reading;
    assert.equal(getAccount(accountId).problem, undefined);
    // The entered refresh token is invalid; its rejection shows that it was the one that was stored.
    session.advance(16 * minuteMs);
    await runCommand("refresh");
    assert.equal(getAccount(accountId).problem?.kind, "keyRejected");
  });

  it("a session keeps its refresh token while a renewal fails", async () => {
    session.advance(16 * minuteMs);
    const path = "/auth/refresh";
    session.sample.faults.add("richUtilities", { kind: "error", status: 500 }, { path });
    await runCommand("refresh");
    assert.equal(getAccount(accountId).problem?.kind, "providerError");
    await runCommand("refresh");
    assert.equal(getAccount(accountId).problem, undefined);
    assert.equal(refreshCount(), 1);
  });

  it("a session ends when its refresh token is rejected, and the last good values stay", async () => {
    const { meters, readAt } = getAccount(accountId);
    session.advance(16 * minuteMs);
    session.sample.tokens.revoke("refresh");
    await runCommand("refresh");
    const over = getAccount(accountId);
    assert.equal(over.problem?.kind, "keyRejected");
    assert.deepEqual([over.meters, over.readAt, over.stale], [meters, readAt, true]);
    assert.equal(requestCount(credits), 0);
    session.sample.requests.clear();
    session.advance(hourMs);
    await userSettings.editEntry(accountId, { label: "Seen" });
    await wait(250);
    assert.deepEqual(session.sample.requests.list(), []);
    await runCommand("setKey", { accountId, ...session.credential("richUtilities") });
    assert.equal(getAccount(accountId).problem, undefined);
  });

  it("a session ends when its refresh token has expired", async () => {
    session.advance(8 * dayMs);
    await runCommand("refresh");
    assert.equal(getAccount(accountId).problem?.kind, "keyRejected");
  });

  it("a session is renewed only once when new access tokens are rejected too", async () => {
    const scope = { path: credits, times: Number.POSITIVE_INFINITY };
    session.sample.faults.add("richUtilities", { kind: "error", status: 401 }, scope);
    await runCommand("refresh");
    assert.equal(getAccount(accountId).problem?.kind, "keyRejected");
    // A stored key is noticed within about one second.
    await wait(2500);
    assert.deepEqual([refreshCount(), requestCount(credits)], [1, 2]);
  });
});
