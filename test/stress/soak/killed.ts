import { scratchFolder } from "../../../scripts/helpers/cleanUp.ts";
import { log } from "../../../scripts/helpers/log.ts";
import { printTable } from "../../../scripts/helpers/report.ts";
import { type KillRound, runKillRound } from "../killRound.ts";
import { bundleWindowProgram } from "../windowProgram.ts";
import type { SoakOptions } from "./soakOptions.ts";

/** Each round begins with a new database, so that windows are killed while they create it too. */
const killsPerRound = 25;

/** Kills windows at random moments of their work; every other round has a second window on the same files. */
export async function killed({ seed, kills }: SoakOptions): Promise<readonly string[]> {
  const program = await bundleWindowProgram("busyWindow", scratchFolder("soak"));
  const rounds: KillRound[] = [];
  for (let left = kills; left > 0; left -= killsPerRound) {
    const options = { seed: seed + rounds.length, hasSecondWindow: rounds.length % 2 === 1 };
    try {
      rounds.push(await runKillRound({ program, kills: Math.min(left, killsPerRound), ...options }));
    } catch (error) {
      console.error(error);
      return [`kill -9, round ${rounds.length + 1}: ${error instanceof Error ? error.message : error}`];
    }
    log(`killed ${kills - Math.max(0, left - killsPerRound)} of ${kills}`);
  }
  const sum = (count: (round: KillRound) => number) =>
    String(rounds.reduce((total, round) => total + count(round), 0));
  printTable(
    `kill -9 at ${kills} random moments, seed ${seed}`,
    ["", "count"],
    [
      ["killed while it opened", sum(({ during }) => during.open)],
      ["… polled", sum(({ during }) => during.poll)],
      ["… synced", sum(({ during }) => during.sync)],
      ["… exported", sum(({ during }) => during.export)],
      ["databases that did not open, or were damaged", "0"],
      ["readings committed, each stored once", sum(({ readings }) => readings)],
      ["… after a newer reading of another window", sum(({ overtaken }) => overtaken)],
      ["stored, but killed before it was reported", sum(({ unreported }) => unreported)],
      ["ledger entries, each stored once; their sums are the balances", sum(({ entries }) => entries)],
      ["exports, all complete", sum(({ exports }) => exports)],
      ["unfinished drafts under other names, deleted later", sum(({ drafts }) => drafts)],
    ],
  );
  return [];
}
