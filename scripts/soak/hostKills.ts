import type { DatabaseSync } from "node:sqlite";
import { setTimeout as wait } from "node:timers/promises";
import { randomAt } from "../../src/sample/simulation/randomAt.ts";
import { openIntact } from "../../test/stress/openIntact.ts";
import { readBalances } from "../demo/balances.ts";
import { printTable } from "../helpers/report.ts";
import { historyFile } from "../workbench/profile.ts";
import { extensionHosts } from "./extensionHosts.ts";
import { accountCount, readMs, refreshKey, type SampleWindows } from "./openSampleWindows.ts";

const latestMs = 500;

/** Kills extension hosts in the middle of a refresh. VS Code starts them anew: the balances and the database are whole. */
export async function hostKills({ workbench, windows }: SampleWindows, seed: number): Promise<string[]> {
  const { profile } = workbench;
  const rows: string[][] = [];
  // Each window's once: VS Code asks a person before it starts one anew that has died three times.
  const victims = extensionHosts(profile.userData);
  for (const [index, victim] of victims.entries()) {
    await windows[index % windows.length]?.page.keyboard.press(refreshKey);
    await wait(randomAt(seed, 905, index) * latestMs);
    const killedMs = Date.now();
    process.kill(victim, "SIGKILL");
    using whole = await openIntact(historyFile(profile));
    const within = async (isDone: () => boolean) => {
      while (!isDone() && Date.now() < killedMs + readMs) await wait(100);
      return seconds(Date.now() - killedMs);
    };
    const others = () => extensionHosts(profile.userData).filter((pid) => pid !== victim);
    const restarted = await within(() => others().length >= windows.length);
    await Promise.all(windows.map((window) => readBalances(window, accountCount, readMs)));
    const readAgain = () => readsSince(whole.database, killedMs);
    const recovered = await within(() => readAgain() >= accountCount);
    rows.push([`kill ${index + 1}`, "whole", restarted, recovered, `${readAgain()} of ${accountCount}`]);
    if (readAgain() < accountCount) break;
  }
  const head = ["", "database", "new host after", "all read after", "accounts"];
  printTable("kill -9 of extension hosts during a refresh", head, rows);
  return rows.length < victims.length ? [`after kill ${rows.length} not all accounts were read again`] : [];
}

/** Accounts whose last attempt is younger than an instant, and good. */
function readsSince(database: DatabaseSync, sinceMs: number): number {
  const sql = `SELECT count(*) AS count FROM attempt
    WHERE json ->> '$.attemptedAtMs' > ? AND json ->> '$.failure' IS NULL`;
  return Number(database.prepare(sql).get(sinceMs)?.count);
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(1)} s`;
}
