import assert from "node:assert/strict";
import { utimesSync } from "node:fs";
import path from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { type Amount, amountOf, plus } from "../../src/core/money/amount.ts";
import { fromFixedPoint } from "../../src/sample/simulation/fixedPoint.ts";
import { randomAt } from "../../src/sample/simulation/randomAt.ts";
import { writeFileAtomically } from "../../src/store/writeFileAtomically.ts";
import { completeLedger } from "./completeLedger.ts";
import { checkExports } from "./finishedExports.ts";
import { createKillHarness, type KillHarness } from "./killHarness.ts";
import type { Activity } from "./progressNote.ts";
import { StartedWindow } from "./startedWindow.ts";
import type { EntryAmounts } from "./storedEntries.ts";

export interface KillRoundOptions {
  readonly program: string;
  readonly seed: number;
  readonly kills: number;
  /** Whether a second window works on the same files all the time. */
  readonly hasSecondWindow: boolean;
}

export interface KillRound {
  /** How many windows were killed during each activity. */
  readonly during: Readonly<Record<Activity, number>>;
  readonly readings: number;
  readonly overtaken: number;
  readonly unreported: number;
  readonly entries: number;
  readonly exports: number;
  readonly drafts: number;
}

/** A window is killed after up to so many notes, and up to so many milliseconds later. */
const [maxNotes, maxDelayMs] = [12, 20];
const startMs = 20_000;
const workMs = 2_000;
const bookEveryMs = 25;

/**
 * Kills windows of one machine one after the other, each at a random moment of its work. Throws when the
 * database does not open, committed data is lost or doubled, or an incomplete export has its final name.
 */
export async function runKillRound(options: KillRoundOptions): Promise<KillRound> {
  await using harness = await createKillHarness(options.seed);
  const { server, ledgerAccountId, bookedAmounts } = harness;
  const booking = setInterval(() => {
    server.accounts.addEntry({ type: "debit", amount: "0.000001" });
  }, bookEveryMs);
  const during = await killAll(harness, options).finally(() => clearInterval(booking));
  server.clock.freeze();
  await completeLedger(harness.options, ledgerAccountId, bookedAmounts);
  const { readings, entries, exports } = await harness.check();
  assert.deepEqual(entries, bookedAmounts());
  assertSum(entries, fromFixedPoint(server.accounts.richUtilities().entries.at(-1)?.balanceAfter ?? 0n));
  const maxUnreported = 2 * (options.kills + 1);
  assert.ok(readings.unreported <= maxUnreported, `${readings.unreported} samples without a reading`);
  await assertDraftsDeleted(harness.exports, exports.drafts);
  return {
    during,
    readings: readings.committed,
    overtaken: readings.overtaken,
    unreported: readings.unreported,
    entries: entries.size,
    exports: exports.complete,
    drafts: exports.drafts.length,
  };
}

async function killAll(
  { options, check }: KillHarness,
  { program, seed, kills, hasSecondWindow }: KillRoundOptions,
): Promise<KillRound["during"]> {
  const during: Record<Activity, number> = { open: 0, poll: 0, sync: 0, export: 0 };
  await using second = hasSecondWindow
    ? new StartedWindow(program, { ...options, name: "second", seed: seed + 1 })
    : undefined;
  await second?.waitForNotes(1, startMs);
  for (let index = 0; index < kills; index += 1) {
    const name = `window-${index}`;
    await using window = new StartedWindow(program, { ...options, name, seed: seed + 1000 + index });
    await window.waitForNotes(1, startMs);
    await window.waitForNotes(randomAt(seed, 901, index) * maxNotes, workMs);
    await wait(randomAt(seed, 903, index) * maxDelayMs);
    await window.kill();
    const { notes } = await check();
    const last = notes.findLast((note) => note.kind === "begin" && note.window === name);
    if (last?.kind === "begin") during[last.activity] += 1;
  }
  return during;
}

function assertSum(entries: EntryAmounts, balance: string): void {
  const sum = [...entries.values()].reduce<Amount>(
    (total, amount) => plus(total, amountOf(amount)),
    amountOf("0"),
  );
  assert.equal(sum, balance);
}

/** The drafts of killed windows are deleted by a later export, once they are old. */
async function assertDraftsDeleted(folder: string, drafts: readonly string[]): Promise<void> {
  for (const draft of drafts) utimesSync(path.join(folder, draft), 0, 0);
  await writeFileAtomically(path.join(folder, "after.json"), (append) => append("[]"));
  assert.deepEqual(checkExports(folder, []).drafts, []);
}
