import { hourMs } from "../../src/core/time/durations.ts";
import { runSoak, type SoakResult } from "../../test/stress/soakRun.ts";
import { bundleWindowProgram } from "../../test/stress/windowProgram.ts";
import { scratchFolder } from "../helpers/cleanUp.ts";
import { log } from "../helpers/log.ts";
import { printTable } from "../helpers/report.ts";
import { memoryTable } from "./memoryTable.ts";
import { scheduleTable } from "./scheduleTable.ts";
import type { SoakOptions } from "./soakOptions.ts";

const windowCount = 4;
const servers = 10;

/** Four windows with fifty accounts work for hours by a clock that hurries. */
export async function windows({ seed, minutes, factor }: SoakOptions): Promise<string[]> {
  const program = await bundleWindowProgram("pollingWindow", scratchFolder("soak"));
  const run = await runSoak({
    program,
    seed,
    minutes,
    windows: windowCount,
    servers,
    factor,
    onProgress: log,
  });
  const hours = run.passedMs / hourMs;
  const title = `${windowCount} windows, ${run.accounts.length} accounts, ${hours.toFixed(1)} hours in ${minutes} minutes`;
  const complaints = [...scheduleTable(title, run), ...memoryTable(run)];
  printStored(run);
  if (run.reuses > 0) complaints.push(`${run.reuses} refresh tokens were spent twice`);
  for (const { window, text } of run.bugs) complaints.push(`${window}: ${text}`);
  return complaints;
}

function printStored(run: SoakResult): void {
  const [first, last] = [run.databaseBytes[0], run.databaseBytes.at(-1)];
  printTable(
    "What they did",
    ["", "count"],
    [
      ["readings kept", String(run.readings)],
      ["ledger pages kept", String(run.pages)],
      ["tokens rotated", String(run.refreshes)],
      ["refresh tokens spent twice", String(run.reuses)],
      ["most requests at once at one server", String(run.maxInFlight)],
      ["exceptions", String(run.bugs.length)],
      ["stored after half a minute, bytes", String(first?.bytes ?? 0)],
      ["stored at the end, bytes", String(last?.bytes ?? 0)],
    ],
  );
}
