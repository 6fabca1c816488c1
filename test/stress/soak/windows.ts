import { scratchFolder } from "../../../scripts/helpers/cleanUp.ts";
import { log } from "../../../scripts/helpers/log.ts";
import { printTable } from "../../../scripts/helpers/report.ts";
import { hourMs } from "../../../src/core/time/durations.ts";
import { runSoak, type SoakResult } from "../soakRun.ts";
import { bundleWindowProgram } from "../windowProgram.ts";
import { printMemory } from "./memoryTable.ts";
import { printSchedule } from "./scheduleTable.ts";
import type { SoakOptions } from "./soakOptions.ts";

const windowCount = 4;
const servers = 10;

/** Four windows with fifty accounts work for hours by a fast clock. */
export async function windows({ seed, minutes, factor }: SoakOptions): Promise<readonly string[]> {
  const program = await bundleWindowProgram("pollingWindow", scratchFolder("soak"));
  const options = { program, seed, minutes, windows: windowCount, servers, factor, onProgress: log };
  const result = await runSoak(options);
  const hours = result.passedMs / hourMs;
  const title = `${windowCount} windows, ${result.accounts.length} accounts, ${hours.toFixed(1)} hours in ${minutes} minutes`;
  const complaints = [...printSchedule(title, result), ...printMemory(result)];
  printCounts(result);
  if (result.reuses > 0) complaints.push(`${result.reuses} refresh tokens were used twice`);
  for (const { window, text } of result.bugs) complaints.push(`${window}: ${text}`);
  return complaints;
}

function printCounts(result: SoakResult): void {
  const counts = {
    "readings stored": result.readings,
    "ledger pages stored": result.pages,
    "tokens renewed": result.refreshes,
    "refresh tokens used twice": result.reuses,
    "max requests at once at one server": result.maxInFlight,
    exceptions: result.bugs.length,
    "bytes stored after half a minute": result.databaseBytes[0]?.bytes ?? 0,
    "bytes stored at the end": result.databaseBytes.at(-1)?.bytes ?? 0,
  };
  printTable(
    "What they did",
    ["", "count"],
    Object.entries(counts).map(([name, count]) => [name, String(count)]),
  );
}
