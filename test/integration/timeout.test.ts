import assert from "node:assert/strict";
import { setTimeout as wait } from "node:timers/promises";
import { dayMs } from "../../src/core/time/durations.ts";
import { getAccount } from "./helpers/creditMonitor.ts";
import { hostSession } from "./helpers/hostSession.ts";
import { runCommand } from "./helpers/runCommand.ts";
import { timeLimits } from "./helpers/timeLimits.ts";
import { userSettings } from "./helpers/userSettings.ts";

const factor = 5;

// Time limits do not use the wall clock: one set-up runs all timeouts together, with faster timers.
describe("the time limit of 15 seconds", () => {
  const session = hostSession({ keepsAccounts: true });
  let elapsedMs = 0;
  let limits: readonly number[] = [];
  let goneEntry: unknown;
  const readAtBefore = new Map<string, string | undefined>();

  before(async () => {
    const { faults } = session.sample;
    for (const provider of ["poof", "depicta", "easySlip", "coals"] as const) {
      const id = await session.addAccount(provider);
      readAtBefore.set(id, getAccount(id).readAt);
    }
    const removedId = await session.addAccount("poof", { label: "Gone" });
    goneEntry = userSettings.entry(removedId);
    limits = timeLimits.speedUp(factor);
    await userSettings.writeEntries(userSettings.entries().slice(0, -1));
    faults.clear();
    faults.add("poof", { kind: "stallHeaders" });
    faults.add("depicta", { kind: "stallBody" });
    faults.add("easySlip", { kind: "drip", everyMs: 200 });
    faults.add("coals", { kind: "delay", ms: 7_500 / factor });
    const startedMs = performance.now();
    await runCommand("refresh");
    elapsedMs = performance.now() - startedMs;
    timeLimits.restore();
  });
  after(() => timeLimits.restore());

  it("a reading ends after the time limit, and not before", () => {
    assert.equal(limits.filter((ms) => ms === 15_000).length, 4);
    assert.ok(elapsedMs > 14_800 / factor, `${elapsedMs} ms`);
  });

  for (const [id, name] of [
    ["poof", "sends no reply"],
    ["depicta", "stops in the middle of one"],
    ["easy-slip", "drips it byte by byte"],
  ] as const) {
    it(`a reading is a timeout when a provider ${name}, and the last good values stay`, async () => {
      const { problem, stale, meters, readAt } = getAccount(id);
      assert.deepEqual([problem?.kind, problem?.status, stale], ["timeout", undefined, true]);
      assert.match(problem?.message ?? "", /did not respond within 15 seconds\. Retrying automatically/);
      assert.ok(meters.length > 0);
      assert.equal(readAt, readAtBefore.get(id));
      await runCommand("refresh", { accountId: id });
      assert.equal(getAccount(id).problem, undefined);
    });
  }

  it("a slow reply that is complete in time is read", () => {
    const { problem, readAt } = getAccount("coals");
    assert.equal(problem, undefined);
    assert.ok((readAt ?? "") > (readAtBefore.get("coals") ?? ""));
  });

  it("the key of an account that was deleted by hand is deleted a week later", async () => {
    timeLimits.speedUp(factor);
    session.advance(7 * dayMs);
    await userSettings.writeEntries(userSettings.entries().toReversed());
    await wait(11_000 / factor);
    timeLimits.restore();
    await userSettings.writeEntries([...userSettings.entries(), goneEntry]);
    await runCommand("refresh", { accountId: "gone" });
    assert.equal(getAccount("gone").problem?.kind, "keyMissing");
  });
});
