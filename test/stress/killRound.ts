import assert from "node:assert/strict";
import { utimesSync } from "node:fs";
import path from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { type Amount, amountOf, plus } from "../../src/core/money/amount.ts";
import { fromFixedPoint } from "../../src/sample/simulation/fixedPoint.ts";
import { noise } from "../../src/sample/simulation/noise.ts";
import { writeFileAtomically } from "../../src/store/writeFileAtomically.ts";
import { completeLedger } from "./completeLedger.ts";
import { checkExports } from "./finishedExports.ts";
import type { Booked } from "./keptEntries.ts";
import { type KillGround, killGround } from "./killHarness.ts";
import type { Progress } from "./progressNote.ts";
import { StartedWindow } from "./startedWindow.ts";

export interface KillRoundOptions {
  readonly program: string;
  readonly seed: number;
  readonly kills: number;
  /** Whether a second window works on the same files all the while. */
  readonly hasNeighbour: boolean;
}

export interface KillRound {
  /** What the killed windows were at. */
  readonly during: Readonly<Record<Progress, number>>;
  readonly readings: number;
  readonly overtaken: number;
  readonly untold: number;
  readonly entries: number;
  readonly exports: number;
  readonly drafts: number;
}

/** Notes that a window puts on record before it is killed, from none to so many, and milliseconds after the last. */
const [mostNotes, mostMs] = [12, 20];
const startMs = 20_000;
const workMs = 2_000;
const bookEveryMs = 25;

/**
 * Windows of one machine are killed one after the other, each at a random moment of its work. Throws where the
 * database does not open, something committed is lost or doubled, or half an export stands under its name.
 */
export async function killRound(options: KillRoundOptions): Promise<KillRound> {
  await using ground = await killGround(options.seed);
  const { order, server, booksFor, booked } = ground;
  const booking = setInterval(() => {
    server.accounts.addEntry({ type: "debit", amount: "0.000001" });
  }, bookEveryMs);
  const during = await killAll(ground, options).finally(() => clearInterval(booking));
  server.clock.freeze();
  await completeLedger(order, booksFor, booked);
  const { readings, entries, exports } = await ground.check();
  assert.deepEqual(entries, booked());
  assertSum(entries, fromFixedPoint(server.accounts.richUtilities().entries.at(-1)?.balanceAfter ?? 0n));
  assert.ok(readings.untold <= 2 * (options.kills + 1), `${readings.untold} samples that nobody read`);
  await assertSwept(ground.exports, exports.drafts);
  return {
    during,
    readings: readings.committed,
    overtaken: readings.overtaken,
    untold: readings.untold,
    entries: entries.size,
    exports: exports.whole,
    drafts: exports.drafts.length,
  };
}

async function killAll(
  { order, check }: KillGround,
  { program, seed, kills, hasNeighbour }: KillRoundOptions,
): Promise<KillRound["during"]> {
  const during: Record<Progress, number> = { open: 0, poll: 0, sync: 0, export: 0 };
  await using neighbour = hasNeighbour
    ? new StartedWindow(program, { ...order, name: "neighbour", seed: seed + 1 })
    : undefined;
  await neighbour?.told(1, startMs);
  for (let index = 0; index < kills; index += 1) {
    const name = `window-${index}`;
    await using window = new StartedWindow(program, { ...order, name, seed: seed + 1000 + index });
    await window.told(1, startMs);
    await window.told(noise(seed, 901, index) * mostNotes, workMs);
    await wait(noise(seed, 903, index) * mostMs);
    await window.kill();
    const { notes } = await check();
    const last = notes.findLast((note) => note.kind === "begin" && note.window === name);
    if (last?.kind === "begin") during[last.deed] += 1;
  }
  return during;
}

function assertSum(entries: Booked, balance: string): void {
  const sum = [...entries.values()].reduce<Amount>(
    (total, amount) => plus(total, amountOf(amount)),
    amountOf("0"),
  );
  assert.equal(sum, balance);
}

/** What the killed left goes with a later export, once it is old. */
async function assertSwept(folder: string, drafts: readonly string[]): Promise<void> {
  for (const draft of drafts) utimesSync(path.join(folder, draft), 0, 0);
  await writeFileAtomically(path.join(folder, "after.json"), (append) => append("[]"));
  assert.deepEqual(checkExports(folder, []).drafts, []);
}
