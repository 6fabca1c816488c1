import { printTable } from "../../../scripts/helpers/report.ts";
import { minuteMs } from "../../../src/core/time/durations.ts";
import type { AccountLog, SoakResult } from "../soakRun.ts";

/**
 * Gaps between reads, as a share of the interval. Jitter is a tenth either way, and the fast clock multiplies
 * delays.
 */
const [minGap, maxGap] = [0.89, 1.25];
const maxLateShare = 0.05;
/** Leases are given up while the database is busy, which the fast clock makes of the machine's short stops. */
const [maxEarlyShare, maxEarly] = [0.01, 2];

/** By the windows' clock: until then all accounts are read for the first time and all ledgers are fetched. */
const settledMs = 10 * minuteMs;
/** By the windows' clock: with more lag, leases expire too early, and the cause of a delay is unknown. */
const maxLagMs = 10_000;

/** Prints how often accounts were read beside what their intervals say; returns what is wrong. */
export function printSchedule(title: string, result: SoakResult): readonly string[] {
  const fromMs = result.startMs + settledMs;
  const accounts = result.accounts.map((account) => ({
    ...account,
    readsAtMs: account.readsAtMs.filter((atMs) => atMs >= fromMs),
  }));
  const groups = Map.groupBy(accounts, ({ intervalMs, faults }) => `${intervalMs} ${faults > 0}`);
  const complaints: string[] = [];
  const rows = [...groups.values()].map((group) => {
    const { intervalMs = 0, faults = 0 } = group[0] ?? {};
    const hasFaults = faults > 0;
    const expected = (result.passedMs - settledMs) / intervalMs;
    const shares = group.map(({ readsAtMs }) => readsAtMs.length / expected);
    const gaps = group.flatMap(gapsOf);
    const early = gaps.filter((gap) => gap < minGap).length;
    const late = gaps.filter((gap) => gap > maxGap).length;
    const name = `every ${intervalMs / minuteMs} min, ${hasFaults ? "with faults" : "no faults"}`;
    if (!hasFaults && early > Math.max(maxEarly, gaps.length * maxEarlyShare))
      complaints.push(`${name}: ${early} reads came early`);
    if (!hasFaults && late > gaps.length * maxLateShare) complaints.push(`${name}: ${late} reads came late`);
    return [
      name,
      group.length,
      group.reduce((sum, account) => sum + account.faults, 0),
      (expected * group.length).toFixed(0),
      group.reduce((sum, { readsAtMs }) => sum + readsAtMs.length, 0),
      `${Math.min(...shares).toFixed(2)} – ${Math.max(...shares).toFixed(2)}`,
      `${Math.min(...gaps).toFixed(2)} – ${Math.max(...gaps).toFixed(2)}`,
      early,
      late,
    ].map(String);
  });
  printTable(
    title,
    [
      ...["accounts", "count", "faults", "intervals", "reads", "reads to intervals", "gap to interval"],
      ...[`< ${minGap}`, `> ${maxGap}`],
    ],
    rows.toSorted(([a = ""], [b = ""]) => a.localeCompare(b)),
  );
  const lagMs = Math.max(...result.resourceNotes.map((note) => note.lagMs)) * result.factor;
  if (lagMs <= maxLagMs) return complaints;
  console.log(`Not judged: the machine delayed the windows by ${Math.round(lagMs / 1000)} s of their time.`);
  return [];
}

/** From each read to the next, as a share of the interval. */
function gapsOf({ readsAtMs, intervalMs }: AccountLog): number[] {
  return readsAtMs.slice(1).map((atMs, index) => (atMs - (readsAtMs[index] ?? 0)) / intervalMs);
}
