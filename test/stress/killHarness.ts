import assert from "node:assert/strict";
import { mkdirSync } from "node:fs";
import path from "node:path";
import { dayMs } from "../../src/core/time/durations.ts";
import type { SampleProviders } from "../../src/sample/startServer.ts";
import { temporaryFolder } from "../helpers/temporaryFolder.ts";
import { FastClock } from "./fastClock.ts";
import { FileSecrets } from "./fileSecrets.ts";
import { checkExports, type FinishedExports } from "./finishedExports.ts";
import { type Booked, bookedEntries, checkEntries } from "./keptEntries.ts";
import { checkLastReadings, checkReadings, type KeptReadings } from "./keptReadings.ts";
import { openWhole } from "./openIntact.ts";
import { historyFile } from "./openWindow.ts";
import { type Note, NoteReader } from "./progressNote.ts";
import { startSampleServers } from "./sampleServers.ts";
import type { WindowOrder } from "./windowOptions.ts";

/** Of the claims that the killed leave behind, none outlives the machine's tenth of a second. */
const factor = 600;

/** What is found on the disk, and what was put on record. */
export interface Found {
  readonly notes: readonly Note[];
  readonly readings: KeptReadings;
  readonly entries: Booked;
  readonly exports: FinishedExports;
}

/** A machine to be killed on: a folder, providers, five accounts with their keys. */
export interface KillGround extends AsyncDisposable {
  readonly order: WindowOrder;
  readonly server: SampleProviders;
  /** The account that has a ledger. */
  readonly booksFor: string;
  readonly exports: string;
  /** The provider's own book. */
  booked(): Booked;
  /** Throws for what is lost, doubled, made up or half. */
  check(): Promise<Found>;
}

export async function killGround(seed: number): Promise<KillGround> {
  await using stack = new AsyncDisposableStack();
  const folder = stack.use(await temporaryFolder());
  const machineMs = Date.now();
  const plan = { epochMs: machineMs, startMs: machineMs, factor };
  const clock = new FastClock(plan);
  const town = stack.use(
    await startSampleServers(1, {
      now: () => clock.now(),
      accessSeconds: (90 * dayMs) / 1000,
      ledger: { openedAtMs: machineMs - 60 * dayMs, debitsPerDay: 20 },
    }),
  );
  const storage = path.join(folder.path, "storage");
  const exports = path.join(storage, "exports");
  mkdirSync(exports, { recursive: true });
  await town.giveKeys(new FileSecrets(path.join(storage, "secrets")));
  const order: WindowOrder = {
    name: "last",
    clock: plan,
    storage,
    accounts: town.residents.map(({ account }) => account),
    seed,
    timeoutMs: 15_000,
    notes: path.join(folder.path, "notes.jsonl"),
  };
  const [server] = town.servers;
  const resident = town.residents.find(({ provider }) => provider === "richUtilities");
  assert.ok(server && resident);
  const booksFor = resident.account.id;
  const booked = () => bookedEntries(server.accounts.richUtilities().entries);
  const reader = new NoteReader(order.notes);
  const owned = stack.move();
  return {
    order,
    server,
    booksFor,
    exports,
    booked,
    async check() {
      using whole = await openWhole(historyFile(storage));
      const notes = reader.read();
      const bugs = notes.filter(({ kind }) => kind === "bug");
      assert.deepEqual(bugs, []);
      checkLastReadings(whole.database);
      const readings = checkReadings(whole.database, notes);
      const entries = checkEntries(whole.database, notes, booksFor, booked());
      return { notes, readings, entries, exports: checkExports(exports, notes) };
    },
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
}
