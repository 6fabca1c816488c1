import { minuteMs } from "../../src/core/time/durations.ts";
import type { AccountLog, SoakResult } from "../../test/stress/soakRun.ts";
import { printTable } from "../helpers/report.ts";

/** Jitter is a tenth either way. The machine's own delays count many times over on a clock that hurries. */
const [earliest, latest] = [0.89, 1.25];
const mostLate = 0.05;
/** Claims are given up where the file stays busy, which the hurry makes of a machine's short halts. */
const mostEarly = 0.01;
const fewEarly = 2;

/** Until then, by the windows' clock, all accounts are read for the first time and all ledgers fetched. */
const settledMs = 10 * minuteMs;
/** By the windows' clock; with more of it claims end too soon, and nobody can say whose delay a read's is. */
const mostLagMs = 10_000;

/** Prints what accounts were asked beside what their intervals say; returns what is wrong with it. */
export function scheduleTable(title: string, run: SoakResult): string[] {
  const fromMs = run.startMs + settledMs;
  const accounts = run.accounts.map((one) => ({
    ...one,
    readsAtMs: one.readsAtMs.filter((atMs) => atMs >= fromMs),
  }));
  const groups = Map.groupBy(accounts, ({ intervalMs, faults }) => `${intervalMs} ${faults > 0}`);
  const complaints: string[] = [];
  const rows = [...groups.values()].map((group) => {
    const [one] = group;
    const [intervalMs, isCalm] = [one?.intervalMs ?? 0, one?.faults === 0];
    const expected = (run.passedMs - settledMs) / intervalMs;
    const shares = group.map(({ readsAtMs }) => readsAtMs.length / expected);
    const gaps = group.flatMap(gapShares);
    const early = gaps.filter((gap) => gap < earliest).length;
    const late = gaps.filter((gap) => gap > latest).length;
    const name = `every ${intervalMs / minuteMs} min, ${isCalm ? "calm" : "with faults"}`;
    if (isCalm && early > Math.max(fewEarly, gaps.length * mostEarly))
      complaints.push(`${name}: ${early} reads came early`);
    if (isCalm && late > gaps.length * mostLate) complaints.push(`${name}: ${late} reads came late`);
    return [
      name,
      group.length,
      group.reduce((sum, { faults }) => sum + faults, 0),
      (expected * group.length).toFixed(0),
      group.reduce((sum, { readsAtMs }) => sum + readsAtMs.length, 0),
      `${Math.min(...shares).toFixed(2)} – ${Math.max(...shares).toFixed(2)}`,
      `${Math.min(...gaps).toFixed(2)} – ${Math.max(...gaps).toFixed(2)}`,
      early,
      late,
    ].map(String);
  });
  const head = ["accounts", "count", "faults", "intervals", "reads", "reads to intervals", "gap to interval"];
  printTable(
    title,
    [...head, `< ${earliest}`, `> ${latest}`],
    rows.toSorted(([a = ""], [b = ""]) => a.localeCompare(b)),
  );
  const lagMs = Math.max(...run.resourceNotes.map((census) => census.lagMs)) * run.factor;
  if (lagMs <= mostLagMs) return complaints;
  console.log(
    `Not judged: the machine kept the windows waiting for ${Math.round(lagMs / 1000)} s of their time.`,
  );
  return [];
}

/** From each read to the next, as a share of the interval. */
function gapShares({ readsAtMs, intervalMs }: AccountLog): number[] {
  return readsAtMs.slice(1).map((atMs, index) => (atMs - (readsAtMs[index] ?? 0)) / intervalMs);
}
