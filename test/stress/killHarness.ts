import assert from "node:assert/strict";
import { mkdirSync } from "node:fs";
import path from "node:path";
import { dayMs } from "../../src/core/time/durations.ts";
import type { SampleProviders } from "../../src/sample/startServer.ts";
import { temporaryFolder } from "../helpers/temporaryFolder.ts";
import { FastClock } from "./fastClock.ts";
import { FileSecrets } from "./fileSecrets.ts";
import { checkExports, type FinishedExports } from "./finishedExports.ts";
import { openIntact } from "./openIntact.ts";
import { historyFile } from "./openWindow.ts";
import { type Note, NoteReader } from "./progressNote.ts";
import { startSampleServers } from "./sampleServers.ts";
import { amountsOf, checkEntries, type EntryAmounts } from "./storedEntries.ts";
import { checkLastReadings, checkReadings, type ReadingCounts } from "./storedReadings.ts";
import type { WindowOptions } from "./windowOptions.ts";

/** So fast that the leases of killed windows expire within a tenth of a second of the machine. */
const factor = 600;

/** What is on the disk, and what the windows recorded. */
export interface KillReport {
  readonly notes: readonly Note[];
  readonly readings: ReadingCounts;
  readonly entries: EntryAmounts;
  readonly exports: FinishedExports;
}

/** A machine whose windows are killed: a folder, sample providers, and five accounts with their keys. */
export interface KillHarness extends AsyncDisposable {
  readonly options: WindowOptions;
  readonly server: SampleProviders;
  readonly ledgerAccountId: string;
  /** The folder of the exports. */
  readonly exports: string;
  /** The entries of the provider's own ledger. */
  bookedAmounts(): EntryAmounts;
  /** Throws for data that is lost, doubled, invented or incomplete. */
  check(): Promise<KillReport>;
}

export async function createKillHarness(seed: number): Promise<KillHarness> {
  await using stack = new AsyncDisposableStack();
  const folder = stack.use(await temporaryFolder());
  const machineMs = Date.now();
  const clockOptions = { epochMs: machineMs, startMs: machineMs, factor };
  const clock = new FastClock(clockOptions);
  const { accounts, servers, storeKeys } = stack.use(
    await startSampleServers(1, {
      now: () => clock.now(),
      accessSeconds: (90 * dayMs) / 1000,
      ledger: { openedAtMs: machineMs - 60 * dayMs, debitsPerDay: 20 },
    }),
  );
  const storage = path.join(folder.path, "storage");
  const exports = path.join(storage, "exports");
  mkdirSync(exports, { recursive: true });
  await storeKeys(new FileSecrets(path.join(storage, "secrets")));
  const options: WindowOptions = {
    name: "last",
    clock: clockOptions,
    storage,
    accounts: accounts.map(({ account }) => account),
    seed,
    timeoutMs: 15_000,
    notes: path.join(folder.path, "notes.jsonl"),
  };
  const [server] = servers;
  const ledgerAccountId = accounts.find(({ provider }) => provider === "richUtilities")?.account.id;
  assert.ok(server && ledgerAccountId !== undefined);
  const bookedAmounts = () => amountsOf(server.accounts.richUtilities().entries);
  const reader = new NoteReader(options.notes);
  const owned = stack.move();
  return {
    options,
    server,
    ledgerAccountId,
    exports,
    bookedAmounts,
    async check() {
      using intact = await openIntact(historyFile(storage));
      const { database } = intact;
      const notes = reader.read();
      assert.deepEqual(
        notes.filter(({ kind }) => kind === "bug"),
        [],
      );
      checkLastReadings(database);
      const readings = checkReadings(database, notes);
      const entries = checkEntries(database, notes, ledgerAccountId, bookedAmounts());
      return { notes, readings, entries, exports: checkExports(exports, notes) };
    },
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
}
