import assert from "node:assert/strict";
import { setTimeout as wait } from "node:timers/promises";
import { minuteMs } from "../../src/core/time/durations.ts";
import type { SampleProviderId } from "../../src/sample/http/sampleApi.ts";
import { eventually } from "../helpers/eventually.ts";
import { getAccount } from "./helpers/creditMonitor.ts";
import { hostSession } from "./helpers/hostSession.ts";
import { runCommand } from "./helpers/runCommand.ts";
import { userSettings } from "./helpers/userSettings.ts";

/** Long enough for a request that must not be sent. */
const quietMs = 250;

describe("the schedule of readings", () => {
  const session = hostSession();
  const requestCount = (provider: SampleProviderId) => session.sample.requests.list(provider).length;

  /** Edits a label, which is no reason to read, but makes the poller check the wall clock. */
  async function triggerCheck(): Promise<void> {
    const [first] = userSettings.entries();
    const { id } = first as { readonly id: string };
    await userSettings.editEntry(id, { label: `Seen at ${performance.now()}` });
  }

  async function assertQuiet(provider: SampleProviderId): Promise<void> {
    await wait(quietMs);
    assert.equal(requestCount(provider), 0);
  }

  it("an account is read again when the interval is over, and not before", async () => {
    await session.addAccount("poof");
    session.sample.requests.clear();
    session.advance(4.4 * minuteMs);
    await triggerCheck();
    await assertQuiet("poof");
    session.advance(1.2 * minuteMs);
    await triggerCheck();
    await eventually(() => assert.equal(requestCount("poof"), 1));
  });

  it("the interval of an account takes precedence over that of the settings", async () => {
    const slow = await session.addAccount("poof", { refreshMinutes: 30 });
    await session.addAccount("depicta");
    await userSettings.write("refreshMinutes", 10);
    session.sample.requests.clear();
    session.advance(8 * minuteMs);
    await triggerCheck();
    await assertQuiet("depicta");
    session.advance(4 * minuteMs);
    await triggerCheck();
    await eventually(() => assert.equal(requestCount("depicta"), 1));
    assert.equal(requestCount("poof"), 0);
    assert.equal(getAccount(slow).stale, false);
    await userSettings.write("refreshMinutes", undefined);
  });

  it("values become stale after two intervals without a newer reading", async () => {
    const accountId = await session.addAccount("poof");
    session.advance(9.9 * minuteMs);
    assert.equal(getAccount(accountId).stale, false);
    session.advance(0.2 * minuteMs);
    assert.equal(getAccount(accountId).stale, true);
    await runCommand("refresh", { accountId });
    assert.equal(getAccount(accountId).stale, false);
  });

  it("an entry that returns with a fresh reading shows it without a request", async () => {
    const accountId = await session.addAccount("coals");
    const before = getAccount(accountId);
    const entries = userSettings.entries();
    await userSettings.writeEntries([]);
    session.sample.requests.clear();
    await userSettings.writeEntries(entries);
    await eventually(() => assert.deepEqual(getAccount(accountId), before));
    await assertQuiet("coals");
  });

  it("an entry that returns with an old reading is read at once", async () => {
    const accountId = await session.addAccount("coals");
    const { readAt } = getAccount(accountId);
    const entries = userSettings.entries();
    await userSettings.writeEntries([]);
    session.sample.requests.clear();
    session.advance(6 * minuteMs);
    await userSettings.writeEntries(entries);
    await eventually(() => assert.equal(requestCount("coals"), 1));
    await eventually(() => assert.ok((getAccount(accountId).readAt ?? "") > (readAt ?? "")));
  });

  it("an account has one request in progress, however often it is refreshed", async () => {
    const accountId = await session.addAccount("poof");
    const { faults, requests } = session.sample;
    faults.add("poof", { kind: "delay", ms: 150 });
    requests.clear();
    await Promise.all([1, 2, 3].flatMap(() => [runCommand("refresh", { accountId }), runCommand("refresh")]));
    assert.equal(requestCount("poof"), 1);
  });

  it("eight accounts have six requests in progress in total", async () => {
    const { faults, requests } = session.sample;
    for (let count = 0; count < 8; count += 1) await session.addAccount(count % 2 ? "poof" : "easySlip");
    for (const provider of ["poof", "easySlip"] as const) {
      // Long enough for the sixth request to start before the first one ends, on a busy machine too.
      faults.add(provider, { kind: "delay", ms: 1_500 }, { times: Number.POSITIVE_INFINITY });
    }
    requests.clear();
    const states = await runCommand("refresh");
    assert.equal(states.filter(({ problem }) => problem === undefined).length, 8);
    assert.equal(requests.list().length, 8);
    assert.equal(requests.maxInFlight(), 6);
  });

  it("an account backs off after a failure, and then retries by itself", async () => {
    const accountId = await session.addAccount("depicta");
    session.sample.faults.add("depicta", { kind: "error", status: 500 });
    await runCommand("refresh", { accountId });
    session.sample.requests.clear();
    session.advance(13_000);
    await triggerCheck();
    await assertQuiet("depicta");
    session.advance(11 * minuteMs);
    await triggerCheck();
    await eventually(() => assert.equal(getAccount(accountId).problem, undefined));
    assert.equal(requestCount("depicta"), 1);
  });

  it("an account is never read before Retry-After, and is read by itself after it", async () => {
    const accountId = await session.addAccount("poof", { refreshMinutes: 1 });
    const headers = { "retry-after": "1800" };
    session.sample.faults.add("poof", { kind: "error", status: 429, headers });
    await runCommand("refresh", { accountId });
    session.sample.requests.clear();
    session.advance(29 * minuteMs);
    await triggerCheck();
    await runCommand("refresh");
    await assertQuiet("poof");
    session.advance(2 * minuteMs);
    await triggerCheck();
    await eventually(() => assert.equal(getAccount(accountId).problem, undefined));
  });

  it("an account is read when the clock was set back, without waiting", async () => {
    await session.addAccount("poof");
    session.sample.requests.clear();
    session.advance(-26 * 60 * minuteMs);
    await triggerCheck();
    await eventually(() => assert.equal(requestCount("poof"), 1));
  });

  it("a rejected key is tried once an hour until the user enters another one", async () => {
    const rejected = await session.addAccount("easySlip");
    await session.addAccount("coals");
    const { faults, requests } = session.sample;
    faults.add("easySlip", { kind: "error", status: 401 }, { times: Number.POSITIVE_INFINITY });
    await runCommand("refresh", { accountId: rejected });
    requests.clear();
    session.advance(50 * minuteMs);
    await triggerCheck();
    await eventually(() => assert.equal(requestCount("coals"), 1));
    // A new key of another account must not matter; it is noticed within about one second.
    await session.addAccount("depicta");
    await wait(1500);
    assert.equal(requestCount("easySlip"), 0);
    session.advance(3 * 60 * minuteMs);
    await triggerCheck();
    await eventually(() => assert.equal(requestCount("easySlip"), 1));

    faults.clear();
    await runCommand("setKey", { accountId: rejected, ...session.credential("easySlip") });
    assert.equal(getAccount(rejected).problem, undefined);
    requests.clear();
    session.advance(6 * minuteMs);
    await triggerCheck();
    await eventually(() => assert.equal(requestCount("easySlip"), 1));
  });
});
