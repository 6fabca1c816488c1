import assert from "node:assert/strict";
import { DatabaseSync } from "node:sqlite";
import { setTimeout as wait } from "node:timers/promises";
import { log } from "../../../scripts/helpers/log.ts";
import { printTable } from "../../../scripts/helpers/report.ts";
import { sampleProviderIds } from "../../../src/sample/http/sampleApi.ts";
import { randomAt } from "../../../src/sample/simulation/randomAt.ts";
import { eventually } from "../../helpers/eventually.ts";
import { checkExports } from "../finishedExports.ts";
import { openIntact } from "../openIntact.ts";
import { amountsOf, checkEntries, type EntryAmounts } from "../storedEntries.ts";
import { checkLastReadings } from "../storedReadings.ts";
import { type HostActivity, HostHarness } from "./hostHarness.ts";
import type { SoakOptions } from "./soakOptions.ts";
import { assertNothingLost, countReadsSince, readStoredRows, type StoredRows } from "./storedRows.ts";

/**
 * How often a host is killed while it starts, and while it exports; otherwise it refreshes, which also syncs
 * the ledger.
 */
const [startShare, exportShare] = [0.1, 0.3];
const maxDelayMs = { start: 1_500, refresh: 300, export: 400 };
const entriesPerKill = 120;
const logEvery = 20;
const completeMs = 120_000;
const ledgerAccountId = "rich-utilities";

/**
 * Kills the extension host of a real VS Code at random moments, while a second window works on the same
 * files.
 */
export async function hosts({ seed, kills }: SoakOptions): Promise<readonly string[]> {
  if (process.platform !== "linux") {
    log("hosts: skipped, because it finds processes in /proc");
    return [];
  }
  const harness = await HostHarness.open(seed);
  const during: Record<HostActivity | "start", number> = { start: 0, poll: 0, sync: 0, export: 0, idle: 0 };
  let rows: StoredRows | undefined;
  for (let index = 0; index < kills; index += 1) {
    const { activity, before } = await killOnce(harness, seed, index);
    during[activity] += 1;
    rows = await checkAfterKill(harness);
    assertNothingLost(before, rows);
    await harness.waitForRestart();
    if ((index + 1) % logEvery === 0) log(`killed ${index + 1} of ${kills} extension hosts`);
  }
  const recoveredMs = await recover(harness);
  const entries = await completeLedger(harness);
  const { complete, drafts } = checkExports(harness.exports, []);
  printTable(
    `kill -9 of ${kills} extension hosts at random moments, seed ${seed}`,
    ["", "count"],
    [
      ["killed while it started", during.start],
      ["… polled", during.poll],
      ["… synced", during.sync],
      ["… exported", during.export],
      ["… was idle", during.idle],
      ["databases that did not open, or were damaged", 0],
      ["samples, each there after every later kill", rows?.spans.size ?? 0],
      ["ledger entries, each stored once, as the provider booked them", entries],
      ["exports under a final name, all complete", complete],
      ["unfinished drafts under other names", drafts.length],
      ["seconds until all accounts were read after the last kill", (recoveredMs / 1000).toFixed(1)],
    ].map((row) => row.map(String)),
  );
  return [];
}

/** Returns what the host was doing, and what was stored right before it was killed. */
async function killOnce(
  harness: HostHarness,
  seed: number,
  index: number,
): Promise<{ activity: HostActivity | "start"; before: StoredRows }> {
  const share = randomAt(seed, 921, index);
  for (let count = 0; count < entriesPerKill; count += 1) {
    harness.sample.accounts.addEntry({ type: "debit", amount: "0.000001" });
  }
  harness.sample.accounts.set("poof", { maxCredits: "5000", usedCredits: String(index) });
  const moment = share < startShare ? "start" : share < startShare + exportShare ? "export" : "refresh";
  const drafts = harness.drafts().length;
  const exportKey = index % 2 === 0 ? "exportCsv" : "exportJson";
  if (moment !== "start") await harness.startWork(moment === "export" ? exportKey : "refresh");
  await wait(randomAt(seed, 922, index) * maxDelayMs[moment]);
  using database = new DatabaseSync(harness.historyFile, { readOnly: true });
  const before = readStoredRows(database);
  const activity = harness.drafts().length > drafts ? "export" : harness.activity();
  harness.kill();
  return { activity: moment === "start" ? "start" : activity, before };
}

/**
 * Checks all that is stored after a kill. Deletes the leases of the killed host, which would expire within a
 * minute.
 */
async function checkAfterKill(harness: HostHarness): Promise<StoredRows> {
  using intact = await openIntact(harness.historyFile);
  const { database } = intact;
  checkLastReadings(database);
  checkEntries(database, [], ledgerAccountId, bookedAmounts(harness));
  checkExports(harness.exports, []);
  database.exec("DELETE FROM claim");
  return readStoredRows(database);
}

/** Waits until the window shows and has read all accounts; returns how long that took. */
async function recover(harness: HostHarness): Promise<number> {
  const startMs = Date.now();
  await harness.waitForBalances();
  await eventually(async () => {
    await harness.startWork("refresh");
    using database = new DatabaseSync(harness.historyFile, { readOnly: true });
    assert.equal(countReadsSince(database, startMs), sampleProviderIds.length);
  }, completeMs);
  return Date.now() - startMs;
}

/** Waits until the window has fetched every entry that was booked; returns how many there are. */
async function completeLedger(harness: HostHarness): Promise<number> {
  harness.sample.clock.freeze();
  const booked = bookedAmounts(harness);
  await eventually(async () => {
    await harness.startWork("refresh");
    await wait(2_000);
    using intact = await openIntact(harness.historyFile);
    // Sizes, not maps: printing how large maps differ would block the sample server, which is in this process.
    assert.equal(checkEntries(intact.database, [], ledgerAccountId, booked).size, booked.size);
  }, completeMs);
  return booked.size;
}

function bookedAmounts({ sample }: HostHarness): EntryAmounts {
  return amountsOf(sample.accounts.richUtilities().entries);
}
