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
  const spent = () => session.sample.tokens.refreshes - refreshesBefore;
  const asked = (path: string) =>
    session.sample.requests.list("richUtilities").filter((request) => request.path === path).length;

  beforeEach(async () => {
    // A new sign-in does for most tests, and is much quicker than a new account.
    if (findAccount(accountId))
      await runCommand("setKey", { accountId, ...session.credential("richUtilities") });
    else accountId = await session.addAccount("richUtilities");
    assert.equal(getAccount(accountId).problem, undefined);
    // The ledger follows each reading, and needs tokens too.
    await eventually(async () => {
      const { sync } = await api().ledger({ accountId, limit: 1 });
      assert.equal(sync?.state, "complete");
    });
    refreshesBefore = session.sample.tokens.refreshes;
    session.sample.requests.clear();
  });
  afterEach("no refresh token was shown twice", () => assert.equal(session.sample.tokens.reuses, 0));

  it("goes on with its access token as long as that is valid", async () => {
    await runCommand("refresh");
    session.advance(10 * minuteMs);
    await runCommand("refresh");
    assert.equal(getAccount(accountId).problem, undefined);
    assert.equal(spent(), 0);
  });

  it("is renewed before an expired access token is shown, time and again", async () => {
    for (let count = 1; count <= 3; count += 1) {
      session.advance(15 * minuteMs);
      await runCommand("refresh");
      assert.equal(getAccount(accountId).problem, undefined);
      assert.equal(spent(), count);
    }
    // No request was refused: each renewal came first.
    assert.equal(asked(credits), 3);
  });

  it("is renewed once when an access token is refused before its time", async () => {
    session.sample.tokens.revoke("access");
    await runCommand("refresh");
    assert.equal(getAccount(accountId).problem, undefined);
    assert.deepEqual([spent(), asked(credits)], [1, 2]);
  });

  it("keeps the new tokens before it uses them", async () => {
    session.advance(16 * minuteMs);
    session.sample.faults.add("richUtilities", { kind: "reset", at: "request" }, { path: credits });
    await runCommand("refresh");
    assert.equal(getAccount(accountId).problem?.kind, "unreachable");
    await runCommand("refresh");
    assert.equal(getAccount(accountId).problem, undefined);
    assert.equal(spent(), 1);
  });

  it("spends a refresh token once, however many need a new one", async () => {
    session.advance(16 * minuteMs);
    session.sample.faults.add("richUtilities", { kind: "delay", ms: 200 }, { path: "/auth/refresh" });
    await Promise.all([
      runCommand("refresh"),
      runCommand("openPanel", { accountId }),
      runCommand("refresh", { accountId }),
    ]);
    // The panel looks at what only the summary tells.
    await eventually(() => assert.equal(asked("/auth/account/summary"), 1));
    assert.equal(getAccount(accountId).problem, undefined);
    assert.equal(spent(), 1);
  });

  it("does not lose a renewal under way when its entry is taken out and put back", async () => {
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
    assert.equal(spent(), 1);
  });

  it("leaves no key behind when its account is removed during a renewal", async () => {
    session.advance(16 * minuteMs);
    const { faults, requests } = session.sample;
    const entry = userSettings.entry(accountId);
    faults.add("richUtilities", { kind: "delay", ms: 400 }, { path: "/auth/refresh" });
    const reading = runCommand("refresh");
    await eventually(() => assert.equal(requests.inFlight("richUtilities"), 1));
    await runCommand("removeAccount", { accountId, history: "delete" });
    await reading;
    await eventually(() => assert.equal(spent(), 1));
    await userSettings.writeEntries([entry]);
    await runCommand("refresh");
    assert.equal(getAccount(accountId).problem?.kind, "keyMissing");
    await runCommand("removeAccount", { accountId, history: "delete" });
  });

  it("goes on with the tokens that a person gave during a renewal", async () => {
    session.advance(16 * minuteMs);
    const { faults, requests, tokens } = session.sample;
    const { accessToken } = tokens.issue();
    faults.add("richUtilities", { kind: "delay", ms: 400 }, { path: "/auth/refresh" });
    const reading = runCommand("refresh");
    await eventually(() => assert.equal(requests.inFlight("richUtilities"), 1));
    await runCommand("setKey", { accountId, refreshToken: wrongKeys.token, accessToken });
    await reading;
    assert.equal(getAccount(accountId).problem, undefined);
    // The given refresh token is no good, which shows that it is the one that was kept.
    session.advance(16 * minuteMs);
    await runCommand("refresh");
    assert.equal(getAccount(accountId).problem?.kind, "keyRejected");
  });

  it("keeps its refresh token while a renewal cannot be had", async () => {
    session.advance(16 * minuteMs);
    const path = "/auth/refresh";
    session.sample.faults.add("richUtilities", { kind: "error", status: 500 }, { path });
    await runCommand("refresh");
    assert.equal(getAccount(accountId).problem?.kind, "providerError");
    await runCommand("refresh");
    assert.equal(getAccount(accountId).problem, undefined);
    assert.equal(spent(), 1);
  });

  it("is over when its refresh token is refused, keeps the last good values, and rests", async () => {
    const { meters, readAt } = getAccount(accountId);
    session.advance(16 * minuteMs);
    session.sample.tokens.revoke("refresh");
    await runCommand("refresh");
    const over = getAccount(accountId);
    assert.equal(over.problem?.kind, "keyRejected");
    assert.deepEqual([over.meters, over.readAt, over.stale], [meters, readAt, true]);
    assert.equal(asked(credits), 0);
    session.sample.requests.clear();
    session.advance(hourMs);
    await userSettings.editEntry(accountId, { label: "Seen" });
    await wait(250);
    assert.deepEqual(session.sample.requests.list(), []);
    await runCommand("setKey", { accountId, ...session.credential("richUtilities") });
    assert.equal(getAccount(accountId).problem, undefined);
  });

  it("is over when its refresh token has expired", async () => {
    session.advance(8 * dayMs);
    await runCommand("refresh");
    assert.equal(getAccount(accountId).problem?.kind, "keyRejected");
  });

  it("is renewed no more than once where even new access tokens are refused", async () => {
    const scope = { path: credits, times: Number.POSITIVE_INFINITY };
    session.sample.faults.add("richUtilities", { kind: "error", status: 401 }, scope);
    await runCommand("refresh");
    assert.equal(getAccount(accountId).problem?.kind, "keyRejected");
    // A stored key is noticed within about a second.
    await wait(2500);
    assert.deepEqual([spent(), asked(credits)], [1, 2]);
  });
});
