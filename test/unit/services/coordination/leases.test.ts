import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import path from "node:path";
import { text } from "node:stream/consumers";
import { describe, it } from "mocha";
import { hourMs } from "../../../../src/core/time/durations.ts";
import { Leases, leaseMs } from "../../../../src/services/coordination/leases.ts";
import { NotificationLog } from "../../../../src/services/coordination/notificationLog.ts";
import { FakeClock } from "../../../helpers/fakeClock.ts";
import { historyAt } from "../../../helpers/historyAt.ts";
import { openSqlite, tempFile } from "../../store/database/helpers/tempHistory.ts";

/** Windows that share one file and one clock. */
function openWindows(count: number, file = tempFile()) {
  const clock = new FakeClock();
  const all = Array.from({ length: count }, () => {
    const history = historyAt(file, clock);
    return {
      history,
      leases: new Leases(history, clock),
      notificationLog: new NotificationLog(history, clock),
    };
  });
  const close = () => {
    for (const { history } of all) history.dispose();
  };
  return { clock, all, file, [Symbol.dispose]: close };
}

function processOf(file: string, startMs: number, count: number): Promise<string> {
  const program = path.join(import.meta.dirname, "helpers", "leaseProcess.ts");
  const child = spawn(process.execPath, [program, file, String(startMs), String(count)], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  return text(child.stdout);
}

describe("Leases", () => {
  it("a lease belongs to one window until it is released", async () => {
    using windows = openWindows(2);
    const [here, there] = windows.all;
    const lease = await here?.leases.acquire("read poof");
    const untilMs = windows.clock.now() + leaseMs;
    assert.deepEqual(await there?.leases.acquire("read poof"), { kind: "taken", untilMs });
    assert.equal((await there?.leases.acquire("read coals"))?.kind, "mine");
    assert.equal(await there?.leases.isHeld("read poof"), true);
    assert.ok(lease?.kind === "mine");
    await lease.release();
    assert.equal(await there?.leases.isHeld("read poof"), false);
    assert.equal((await there?.leases.acquire("read poof"))?.kind, "mine");
    // A late release does not end the lease that another window has by now.
    await lease.release();
    assert.equal((await here?.leases.acquire("read poof"))?.kind, "taken");
  });

  it("a lease is renewed while its window lives, and expires after the window has died", async () => {
    using windows = openWindows(2);
    const [here, there] = windows.all;
    await here?.leases.acquire("read poof");
    await windows.clock.advance(2 * leaseMs);
    assert.equal((await there?.leases.acquire("read poof"))?.kind, "taken");
    here?.history.dispose();
    await windows.clock.advance(leaseMs - 1);
    assert.equal((await there?.leases.acquire("read poof"))?.kind, "taken");
    await windows.clock.advance(1);
    assert.equal((await there?.leases.acquire("read poof"))?.kind, "mine");
  });

  it("a lease expires when its task hangs, unless the task renews it", async () => {
    using windows = openWindows(2);
    const [here, there] = windows.all;
    await here?.leases.acquire("read poof");
    const ledger = await here?.leases.acquire("ledger rich");
    await windows.clock.advance(2 * leaseMs);
    assert.equal(ledger?.kind === "mine" && (await ledger.renew()), true);
    await windows.clock.advance(leaseMs);
    assert.equal((await there?.leases.acquire("read poof"))?.kind, "mine");
    assert.equal((await there?.leases.acquire("ledger rich"))?.kind, "taken");
  });

  it("a lease is not renewed once another window has it, as after a sleep", async () => {
    using windows = openWindows(2);
    const [here, there] = windows.all;
    const lease = await here?.leases.acquire("ledger rich");
    windows.clock.jump(leaseMs);
    const other = await there?.leases.acquire("ledger rich");
    assert.ok(lease?.kind === "mine" && other?.kind === "mine");
    assert.deepEqual([await lease.renew(), await lease.renew()], [false, false]);
    await other.release();
    await windows.clock.advance(leaseMs);
    assert.equal(await there?.leases.isHeld("ledger rich"), false);
    assert.equal(windows.clock.pendingTimers, 0);
  });

  it("a lease is not ended by the release of an earlier one of the same window", async () => {
    using windows = openWindows(2);
    const [here, there] = windows.all;
    const cancelled = await here?.leases.acquire("read poof");
    const latest = await here?.leases.acquire("read poof");
    assert.ok(cancelled?.kind === "mine" && latest?.kind === "mine");
    await cancelled.release();
    assert.equal((await there?.leases.acquire("read poof"))?.kind, "taken");
    await windows.clock.advance(leaseMs);
    assert.equal((await there?.leases.acquire("read poof"))?.kind, "taken");
    await latest.release();
    assert.equal((await there?.leases.acquire("read poof"))?.kind, "mine");
  });

  it("a lease is released by a window that is closed", async () => {
    using windows = openWindows(2);
    const [here, there] = windows.all;
    await here?.leases.acquire("read poof");
    here?.leases.dispose();
    here?.history.dispose();
    assert.equal((await there?.leases.acquire("read poof"))?.kind, "mine");
    assert.equal(
      (await here?.leases.acquire("read coals"))?.kind,
      "taken",
      "a disposed window acquires no lease",
    );
  });

  it("a lease belongs to the window that acquired it, also when another asks at an earlier time", async () => {
    using windows = openWindows(2);
    const [here, there] = windows.all;
    windows.clock.jump(250);
    await here?.leases.acquire("read poof");
    windows.clock.jump(-250);
    assert.equal((await there?.leases.acquire("read poof"))?.kind, "taken");
  });

  it("a lease does not outlast a clock that was set back", async () => {
    using windows = openWindows(2);
    const [here, there] = windows.all;
    await here?.leases.acquire("read poof");
    windows.clock.jump(-24 * hourMs);
    assert.equal((await there?.leases.acquire("read poof"))?.kind, "mine");
  });

  it("a lease is granted to every window while another program locks the file, without a long wait", async () => {
    using windows = openWindows(2);
    const [here, there] = windows.all;
    await here?.leases.acquire("read poof");
    await there?.history.read((store) => store.accountIds());
    const holder = openSqlite(windows.file);
    holder.exec("BEGIN IMMEDIATE");
    const startMs = performance.now();
    assert.equal((await there?.leases.acquire("read poof"))?.kind, "mine");
    assert.ok(performance.now() - startMs < 5_000);
    holder.exec("ROLLBACK");
    assert.equal((await there?.leases.acquire("read poof"))?.kind, "taken");
    assert.equal(there?.history.offReason(), undefined);
  });

  it("a lease is granted to every window without a database, or with one of a newer version", async () => {
    using withoutDatabase = openWindows(1, "/proc/no/history.db");
    assert.equal((await withoutDatabase.all[0]?.leases.acquire("read poof"))?.kind, "mine");
    using windows = openWindows(2);
    const [here, there] = windows.all;
    await here?.leases.acquire("read poof");
    openSqlite(windows.file).exec("PRAGMA user_version = 99");
    assert.equal((await there?.leases.acquire("read poof"))?.kind, "mine");
  });
});

describe("NotificationLog", () => {
  it("a notification is claimed by one window, and again after a reset or its validity", async () => {
    using windows = openWindows(2);
    const [here, there] = windows.all;
    assert.equal(await here?.notificationLog.claim("low poof", hourMs), true);
    assert.equal(await here?.notificationLog.claim("low poof", hourMs), false);
    assert.equal(await there?.notificationLog.claim("low poof", hourMs), false);
    assert.equal(await there?.notificationLog.claim("low coals", hourMs), true);
    await windows.clock.advance(hourMs);
    assert.equal(await there?.notificationLog.claim("low poof", hourMs), true);
    await here?.notificationLog.reset("low poof");
    assert.equal(await here?.notificationLog.claim("low poof"), true);
    await windows.clock.advance(24 * hourMs);
    assert.equal(await there?.notificationLog.claim("low poof"), false);
  });

  it("a notification is claimed once by each window when there is no database", async () => {
    using withoutDatabase = openWindows(1, "/proc/no/history.db");
    const notificationLog = withoutDatabase.all[0]?.notificationLog;
    assert.deepEqual(
      [await notificationLog?.claim("off"), await notificationLog?.claim("off")],
      [true, false],
    );
    await notificationLog?.reset("off");
    assert.equal(await notificationLog?.claim("off"), true);
  });
});

describe("several processes", () => {
  it("several processes get each lease and notification once, and leases outlive their process", async () => {
    const [file, count] = [tempFile(), 80];
    const startMs = Date.now() + 900;
    const outputs = await Promise.all([1, 2, 3, 4].map(() => processOf(file, startMs, count)));
    const lines = outputs.flatMap((words) => words.split("\n").slice(0, -1)).sort();
    const expected = Array.from({ length: count }, (_, index) => [
      `read ${index}`,
      `claimed ${index}`,
    ]).flat();
    assert.deepEqual(lines, expected.sort());
    using windows = openWindows(1, file);
    windows.clock.jump(Date.now() - windows.clock.now());
    const [after] = windows.all;
    assert.equal((await after?.leases.acquire("read 0"))?.kind, "taken");
    await windows.clock.advance(61_000);
    assert.equal((await after?.leases.acquire("read 0"))?.kind, "mine");
  });
});
