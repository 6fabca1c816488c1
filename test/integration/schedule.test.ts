import assert from "node:assert/strict";
import { setTimeout as wait } from "node:timers/promises";
import type { SampleProviderId } from "../../src/sample/http/exchange.ts";
import { run } from "./helpers/command.ts";
import { state } from "./helpers/creditMonitor.ts";
import { eventually } from "./helpers/eventually.ts";
import { hostSession } from "./helpers/hostSession.ts";
import { userSettings } from "./helpers/userSettings.ts";

const minuteMs = 60_000;
/** Long enough for a request that should not come. */
const quietMs = 250;

describe("the schedule, seen from outside", () => {
  const session = hostSession();
  const asked = (provider: SampleProviderId) => session.sample.requests.of(provider).length;

  /** An edit of the list, after which the poller looks at its clock: a label is no reason to read. */
  async function look(): Promise<void> {
    const [first] = userSettings.entries();
    const { id } = first as { readonly id: string };
    await userSettings.editEntry(id, { label: `Seen at ${performance.now()}` });
  }

  async function assertQuiet(provider: SampleProviderId): Promise<void> {
    await wait(quietMs);
    assert.equal(asked(provider), 0);
  }

  it("reads again when the interval is over, and not before", async () => {
    await session.add("poof");
    session.sample.requests.clear();
    session.pass(4.4 * minuteMs);
    await look();
    await assertQuiet("poof");
    session.pass(1.2 * minuteMs);
    await look();
    await eventually(() => assert.equal(asked("poof"), 1));
  });

  it("follows the interval of the account before that of the settings", async () => {
    const slow = await session.add("poof", { refreshMinutes: 30 });
    await session.add("depicta");
    await userSettings.write("refreshMinutes", 10);
    session.sample.requests.clear();
    session.pass(8 * minuteMs);
    await look();
    await assertQuiet("depicta");
    session.pass(4 * minuteMs);
    await look();
    await eventually(() => assert.equal(asked("depicta"), 1));
    assert.equal(asked("poof"), 0);
    assert.equal(state(slow).stale, false);
    await userSettings.write("refreshMinutes", undefined);
  });

  it("calls values stale after two intervals without a newer one", async () => {
    const accountId = await session.add("poof");
    session.pass(9.9 * minuteMs);
    assert.equal(state(accountId).stale, false);
    session.pass(0.2 * minuteMs);
    assert.equal(state(accountId).stale, true);
    await run("refresh", { accountId });
    assert.equal(state(accountId).stale, false);
  });

  it("shows a fresh reading at once, without a request, when an entry comes back", async () => {
    const accountId = await session.add("coals");
    const before = state(accountId);
    const entries = userSettings.entries();
    await userSettings.writeEntries([]);
    session.sample.requests.clear();
    await userSettings.writeEntries(entries);
    await eventually(() => assert.deepEqual(state(accountId), before));
    await assertQuiet("coals");
  });

  it("reads at once when an entry comes back with an old reading", async () => {
    const accountId = await session.add("coals");
    const { readAt } = state(accountId);
    const entries = userSettings.entries();
    await userSettings.writeEntries([]);
    session.sample.requests.clear();
    session.pass(6 * minuteMs);
    await userSettings.writeEntries(entries);
    await eventually(() => assert.equal(asked("coals"), 1));
    await eventually(() => assert.ok((state(accountId).readAt ?? "") > (readAt ?? "")));
  });

  it("has one request in flight per account, however many ask", async () => {
    const accountId = await session.add("poof");
    const { faults, requests } = session.sample;
    faults.add("poof", { kind: "delay", ms: 150 });
    requests.clear();
    await Promise.all([1, 2, 3].flatMap(() => [run("refresh", { accountId }), run("refresh")]));
    assert.equal(asked("poof"), 1);
  });

  it("has six requests in flight in all with eight accounts", async () => {
    const { faults, requests } = session.sample;
    for (let count = 0; count < 8; count += 1) await session.add(count % 2 ? "poof" : "easySlip");
    for (const provider of ["poof", "easySlip"] as const) {
      faults.add(provider, { kind: "delay", ms: 120 }, { times: Number.POSITIVE_INFINITY });
    }
    requests.clear();
    const states = await run("refresh");
    assert.equal(states.filter(({ problem }) => problem === undefined).length, 8);
    assert.equal(requests.of().length, 8);
    assert.equal(requests.maxInFlight(), 6);
  });

  it("backs off after a failure, and then tries again by itself", async () => {
    const accountId = await session.add("depicta");
    session.sample.faults.add("depicta", { kind: "error", status: 500 });
    await run("refresh", { accountId });
    session.sample.requests.clear();
    session.pass(13_000);
    await look();
    await assertQuiet("depicta");
    session.pass(11 * minuteMs);
    await look();
    await eventually(() => assert.equal(state(accountId).problem, undefined));
    assert.equal(asked("depicta"), 1);
  });

  it("never undercuts Retry-After, and reads by itself after it", async () => {
    const accountId = await session.add("poof", { refreshMinutes: 1 });
    const headers = { "retry-after": "1800" };
    session.sample.faults.add("poof", { kind: "error", status: 429, headers });
    await run("refresh", { accountId });
    session.sample.requests.clear();
    session.pass(29 * minuteMs);
    await look();
    await run("refresh");
    await assertQuiet("poof");
    session.pass(2 * minuteMs);
    await look();
    await eventually(() => assert.equal(state(accountId).problem, undefined));
  });

  it("reads when the clock was set back, instead of waiting for it to catch up", async () => {
    await session.add("poof");
    session.sample.requests.clear();
    session.pass(-26 * 60 * minuteMs);
    await look();
    await eventually(() => assert.equal(asked("poof"), 1));
  });

  it("lets an account with a rejected key rest until the person gives another", async () => {
    const rejected = await session.add("easySlip");
    await session.add("coals");
    const { faults, requests } = session.sample;
    faults.add("easySlip", { kind: "error", status: 401 }, { times: Number.POSITIVE_INFINITY });
    await run("refresh", { accountId: rejected });
    requests.clear();
    session.pass(3 * 60 * minuteMs);
    await look();
    await eventually(() => assert.equal(asked("coals"), 1));
    // Another account's key is none of its business; such a change is noticed within about a second.
    await session.add("depicta");
    await wait(1500);
    assert.equal(asked("easySlip"), 0);

    faults.clear();
    await run("setKey", { accountId: rejected, ...session.key("easySlip") });
    assert.equal(state(rejected).problem, undefined);
    requests.clear();
    session.pass(6 * minuteMs);
    await look();
    await eventually(() => assert.equal(asked("easySlip"), 1));
  });
});
