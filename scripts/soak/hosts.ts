import assert from "node:assert/strict";
import { DatabaseSync } from "node:sqlite";
import { setTimeout as wait } from "node:timers/promises";
import { randomAt } from "../../src/sample/simulation/randomAt.ts";
import { eventually } from "../../test/helpers/eventually.ts";
import { checkExports } from "../../test/stress/finishedExports.ts";
import { openIntact } from "../../test/stress/openIntact.ts";
import { amountsOf, checkEntries } from "../../test/stress/storedEntries.ts";
import { checkLastReadings } from "../../test/stress/storedReadings.ts";
import { log } from "../helpers/log.ts";
import { printTable } from "../helpers/report.ts";
import { type HostDeed, HostGround } from "./hostHarness.ts";
import { assertKept, type KeptRows, keptRows } from "./keptRows.ts";
import type { SoakOptions } from "./soakOptions.ts";

/** How often it dies as it starts, and as it exports; else it is asked to refresh, which also syncs the ledger. */
const [startingShare, exportingShare] = [0.1, 0.3];
const [latestStartMs, latestMs, latestExportMs] = [1_500, 300, 400];
const bookedEach = 120;
const sayEvery = 20;
const completeMs = 120_000;
const account = "rich-utilities";

/** Kills the extension host of a real VS Code at random moments, while a second window works on the same files. */
export async function hosts({ seed, kills }: SoakOptions): Promise<string[]> {
  if (process.platform !== "linux") {
    log("hosts: left out, for its processes are found in /proc");
    return [];
  }
  const ground = await HostGround.open(seed);
  const during: Record<HostDeed | "start", number> = { start: 0, poll: 0, sync: 0, export: 0, rest: 0 };
  let kept: KeptRows | undefined;
  for (let index = 0; index < kills; index += 1) {
    const { deed, before } = await killOne(ground, seed, index);
    during[deed] += 1;
    kept = await survivors(ground);
    assertKept(before, kept);
    await ground.revive();
    if ((index + 1) % sayEvery === 0) log(`killed ${index + 1} of ${kills} extension hosts`);
  }
  const entries = await completed(ground);
  const { complete, drafts } = checkExports(ground.exports, []);
  printTable(
    `kill -9 of ${kills} extension hosts at random moments, seed ${seed}`,
    ["", "count"],
    [
      ["killed while it started", during.start],
      ["… polled", during.poll],
      ["… synced", during.sync],
      ["… exported", during.export],
      ["… rested", during.rest],
      ["databases that did not open, or were damaged", 0],
      ["samples, each there after every later kill", kept?.spans.size ?? 0],
      ["ledger entries, each kept once, as the provider booked them", entries],
      ["exports under a final name, all whole", complete],
      ["half-written drafts under names of their own", drafts.length],
    ].map((row) => row.map(String)),
  );
  return [];
}

/** Returns what the host was at, and what was there right before it died. */
async function killOne(
  ground: HostGround,
  seed: number,
  index: number,
): Promise<{ deed: HostDeed | "start"; before: KeptRows }> {
  const share = randomAt(seed, 921, index);
  const moment = randomAt(seed, 922, index);
  for (let count = 0; count < bookedEach; count += 1) {
    ground.sample.accounts.addEntry({ type: "debit", amount: "0.000001" });
  }
  ground.sample.accounts.set("poof", { maxCredits: "5000", usedCredits: String(index) });
  const isStarting = share < startingShare;
  const isExporting = !isStarting && share < startingShare + exportingShare;
  const drafts = ground.drafts().length;
  if (isStarting) await wait(moment * latestStartMs);
  else await ground.busy(isExporting ? (index % 2 === 0 ? "exportCsv" : "exportJson") : "refresh");
  if (!isStarting) await wait(moment * (isExporting ? latestExportMs : latestMs));
  const before = rowsNow(ground);
  const deed = ground.drafts().length > drafts ? "export" : ground.deed();
  ground.kill();
  return { deed: isStarting ? "start" : deed, before };
}

function rowsNow({ historyFile }: HostGround): KeptRows {
  const database = new DatabaseSync(historyFile, { readOnly: true });
  try {
    return keptRows(database);
  } finally {
    database.close();
  }
}

/** What is there after a kill, all of it sound; and the claims of the dead run out, as they would within a minute. */
async function survivors(ground: HostGround): Promise<KeptRows> {
  using whole = await openIntact(ground.historyFile);
  const { database } = whole;
  checkLastReadings(database);
  checkEntries(database, [], account, amountsOf(ground.sample.accounts.richUtilities().entries));
  checkExports(ground.exports, []);
  database.exec("DELETE FROM claim");
  return keptRows(database);
}

/** Left alone, the window brings home what is missing; returns how many entries there are. */
async function completed(ground: HostGround): Promise<number> {
  ground.sample.clock.freeze();
  const booked = amountsOf(ground.sample.accounts.richUtilities().entries);
  await eventually(async () => {
    await ground.busy("refresh");
    await wait(2_000);
    using whole = await openIntact(ground.historyFile);
    // Not the maps: to tell how they differ would keep the provider, who is in this process, from answering.
    assert.equal(checkEntries(whole.database, [], account, booked).size, booked.size);
  }, completeMs);
  return booked.size;
}
