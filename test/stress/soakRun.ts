import { statSync } from "node:fs";
import path from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { dayMs, minuteMs } from "../../src/core/time/durations.ts";
import { balancePaths } from "../../src/sample/balanceReplies.ts";
import { temporaryFolder } from "../helpers/temporaryFolder.ts";
import { FastClock } from "./fastClock.ts";
import { FaultSchedule } from "./faultSchedule.ts";
import { FileSecrets } from "./fileSecrets.ts";
import { historyFile } from "./openWindow.ts";
import { type Note, NoteReader } from "./progressNote.ts";
import { type SampleAccount, startSampleServers } from "./sampleServers.ts";
import { StartedWindow } from "./startedWindow.ts";

export interface SoakRunOptions {
  readonly program: string;
  readonly seed: number;
  readonly minutes: number;
  readonly windows: number;
  /** Sample servers, each with five accounts. */
  readonly servers: number;
  /** How many times as fast as the machine's clock the windows' clock goes. */
  readonly factor: number;
  /** Called every half minute. */
  readonly onProgress: (text: string) => void;
}

/** The requests for the balance of one account. */
export interface AccountLog {
  readonly id: string;
  readonly intervalMs: number;
  readonly faults: number;
  /** In order, by the windows' clock. */
  readonly readsAtMs: readonly number[];
}

/** Times are by the windows' clock, except those of `databaseBytes`. */
export interface SoakResult {
  readonly factor: number;
  readonly startMs: number;
  readonly passedMs: number;
  readonly accounts: readonly AccountLog[];
  readonly resourceNotes: readonly Note<"resources">[];
  readonly bugs: readonly Note<"bug">[];
  readonly readings: number;
  readonly pages: number;
  readonly databaseBytes: readonly { readonly atMs: number; readonly bytes: number }[];
  readonly refreshes: number;
  /** Refresh tokens that were used a second time. */
  readonly reuses: number;
  readonly maxInFlight: number;
}

const intervals = [2, 5, 10];
const faultEveryMs = 2_000;
const progressEveryMs = minuteMs / 2;
/** By the machine's clock; shorter than a lease by the windows' clock. */
const timeoutMs = 700;

/** Runs several windows of one machine on many accounts; half of the accounts meet faults. */
export async function runSoak(options: SoakRunOptions): Promise<SoakResult> {
  await using folder = await temporaryFolder();
  const machineMs = Date.now();
  const clockOptions = { epochMs: machineMs, startMs: machineMs, factor: options.factor };
  const clock = new FastClock(clockOptions);
  await using sample = await startSampleServers(
    options.servers,
    { now: () => clock.now(), ledger: { openedAtMs: machineMs - 40 * dayMs, debitsPerDay: 100 } },
    (index) => ({ refreshMinutes: intervals[index % intervals.length] ?? 5 }),
  );
  const storage = path.join(folder.path, "storage");
  await sample.storeKeys(new FileSecrets(path.join(storage, "secrets")));
  const notes = path.join(folder.path, "notes.jsonl");
  const reader = new NoteReader(notes);
  const faulty = sample.accounts.slice(0, Math.ceil(sample.accounts.length / 2));
  const databaseBytes: { atMs: number; bytes: number }[] = [];
  await using windows = new AsyncDisposableStack();
  const started = Array.from({ length: options.windows }, (_window, index) =>
    windows.use(
      new StartedWindow(options.program, {
        name: `window ${index + 1}`,
        clock: clockOptions,
        storage,
        accounts: sample.accounts.map(({ account }) => account),
        seed: options.seed + index,
        timeoutMs,
        notes,
      }),
    ),
  );
  using faults = new FaultSchedule(faulty, options.seed, faultEveryMs);
  const endMs = machineMs + options.minutes * minuteMs;
  for (let nowMs = Date.now(); nowMs < endMs; nowMs = Date.now()) {
    await wait(Math.min(progressEveryMs, endMs - nowMs));
    const ended = started.find(({ isRunning }) => !isRunning);
    if (ended) throw new Error(`${ended.name} ended: ${ended.errors}`);
    const bytes = storedBytes(storage);
    databaseBytes.push({ atMs: Date.now() - machineMs, bytes });
    options.onProgress(progressText(reader.read(), bytes));
  }
  const passedMs = clock.now() - machineMs;
  await windows.disposeAsync();
  const allNotes = reader.read();
  const count = (kind: Note["kind"]) => allNotes.filter((note) => note.kind === kind).length;
  return {
    factor: options.factor,
    startMs: machineMs,
    passedMs,
    accounts: sample.accounts.map((account) => logOf(account, clock, faults.faultCounts)),
    resourceNotes: allNotes.filter((note) => note.kind === "resources"),
    bugs: allNotes.filter((note) => note.kind === "bug"),
    readings: count("reading"),
    pages: count("page"),
    databaseBytes,
    refreshes: sample.servers.reduce((sum, { tokens }) => sum + tokens.refreshes, 0),
    reuses: sample.servers.reduce((sum, { tokens }) => sum + tokens.reuses, 0),
    maxInFlight: Math.max(...sample.servers.map(({ requests }) => requests.maxInFlight())),
  };
}

function logOf(
  { account, provider, server }: SampleAccount,
  clock: FastClock,
  faultCounts: ReadonlyMap<string, number>,
): AccountLog {
  return {
    id: account.id,
    intervalMs: (account.refreshMinutes ?? 5) * minuteMs,
    faults: faultCounts.get(account.id) ?? 0,
    readsAtMs: server.requests
      .list(provider)
      .filter((request) => request.path === balancePaths[provider])
      .map(({ atMs }) => clock.at(atMs)),
  };
}

/** The size of the database with the files that SQLite keeps beside it. */
function storedBytes(storage: string): number {
  const sizes = ["", "-wal", "-shm"].map(
    (suffix) => statSync(`${historyFile(storage)}${suffix}`, { throwIfNoEntry: false })?.size ?? 0,
  );
  return sizes.reduce((sum, size) => sum + size, 0);
}

function progressText(notes: readonly Note[], bytes: number): string {
  const resourceNotes = notes.filter((note) => note.kind === "resources");
  const latest = new Map(resourceNotes.map((note) => [note.window, note]));
  const resident = [...latest.values()].map(({ residentBytes }) => (residentBytes / 1e6).toFixed(0));
  const readings = notes.filter(({ kind }) => kind === "reading").length;
  return `${readings} readings, ${resident.join(", ")} MB resident, ${(bytes / 1e6).toFixed(1)} MB stored`;
}
