import { statSync } from "node:fs";
import path from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { minuteMs } from "../../src/core/time/durations.ts";
import { temporaryFolder } from "../helpers/temporaryFolder.ts";
import { FastClock } from "./fastClock.ts";
import { FaultWeather } from "./faultSchedule.ts";
import { FileSecrets } from "./fileSecrets.ts";
import { historyFile } from "./openWindow.ts";
import { type Note, NoteReader } from "./progressNote.ts";
import { type Resident, readPath, startSampleServers } from "./sampleServers.ts";
import { StartedWindow } from "./startedWindow.ts";

export interface SoakPlan {
  readonly program: string;
  readonly seed: number;
  readonly minutes: number;
  readonly windows: number;
  /** Sample servers, each with five accounts. */
  readonly servers: number;
  /** How many times as fast as the machine's clock the windows' goes. */
  readonly factor: number;
  /** Told every half minute. */
  readonly onProgress: (text: string) => void;
}

/** What one account was asked. */
export interface AccountLog {
  readonly id: string;
  readonly intervalMs: number;
  readonly faults: number;
  /** When its balance was asked for, by the windows' clock, in order. */
  readonly readsAtMs: readonly number[];
}

export interface SoakRun {
  readonly factor: number;
  /** By the windows' clock, as is all but the sizes' time. */
  readonly startMs: number;
  readonly passedMs: number;
  readonly accounts: readonly AccountLog[];
  readonly censuses: readonly Note<"census">[];
  readonly bugs: readonly Note<"bug">[];
  readonly readings: number;
  readonly pages: number;
  readonly databaseBytes: readonly { readonly atMs: number; readonly bytes: number }[];
  readonly refreshes: number;
  /** Refresh tokens that were spent a second time. */
  readonly reuses: number;
  readonly mostAtOnce: number;
}

const intervals = [2, 5, 10];
const faultEveryMs = 2_000;
const lookEveryMs = 30_000;
/** Of the machine; shorter than a claim's lease by the windows' clock. */
const timeoutMs = 700;

/** Several windows of one machine work side by side on many accounts, half of which meet trouble. */
export async function soakRun(plan: SoakPlan): Promise<SoakRun> {
  await using folder = await temporaryFolder();
  const machineMs = Date.now();
  const clockPlan = { epochMs: machineMs, startMs: machineMs, factor: plan.factor };
  const clock = new FastClock(clockPlan);
  const town = await startSampleServers(
    plan.servers,
    {
      now: () => clock.now(),
      ledger: { openedAtMs: machineMs - 40 * 24 * 60 * minuteMs, debitsPerDay: 100 },
    },
    (index) => ({ refreshMinutes: intervals[index % intervals.length] ?? 5 }),
  );
  await using _ = town;
  const storage = path.join(folder.path, "storage");
  await town.giveKeys(new FileSecrets(path.join(storage, "secrets")));
  const notes = path.join(folder.path, "notes.jsonl");
  const reader = new NoteReader(notes);
  const troubled = town.residents.filter((_resident, index) => index < town.residents.length / 2);
  const databaseBytes: { atMs: number; bytes: number }[] = [];
  await using windows = new AsyncDisposableStack();
  const started = Array.from({ length: plan.windows }, (_window, index) =>
    windows.use(
      new StartedWindow(plan.program, {
        name: `window ${index + 1}`,
        clock: clockPlan,
        storage,
        accounts: town.residents.map(({ account }) => account),
        seed: plan.seed + index,
        timeoutMs,
        notes,
      }),
    ),
  );
  using weather = new FaultWeather(troubled, plan.seed, faultEveryMs);
  const endMs = machineMs + plan.minutes * minuteMs;
  for (let nowMs = Date.now(); nowMs < endMs; nowMs = Date.now()) {
    await wait(Math.min(lookEveryMs, endMs - nowMs));
    const ended = started.find(({ isRunning }) => !isRunning);
    if (ended) throw new Error(`${ended.name} ended: ${ended.errors}`);
    const bytes = storedBytes(storage);
    databaseBytes.push({ atMs: Date.now() - machineMs, bytes });
    plan.onProgress(progressText(reader.read(), bytes));
  }
  const passedMs = clock.now() - machineMs;
  await windows.disposeAsync();
  const told = reader.read();
  const count = (kind: Note["kind"]) => told.filter((note) => note.kind === kind).length;
  return {
    factor: plan.factor,
    startMs: machineMs,
    passedMs,
    accounts: town.residents.map((resident) => logOf(resident, clock, weather.met)),
    censuses: told.filter((note) => note.kind === "census"),
    bugs: told.filter((note) => note.kind === "bug"),
    readings: count("reading"),
    pages: count("page"),
    databaseBytes,
    refreshes: town.servers.reduce((sum, { tokens }) => sum + tokens.refreshes, 0),
    reuses: town.servers.reduce((sum, { tokens }) => sum + tokens.reuses, 0),
    mostAtOnce: Math.max(...town.servers.map(({ requests }) => requests.maxInFlight())),
  };
}

function logOf(
  { account, provider, server }: Resident,
  clock: FastClock,
  met: ReadonlyMap<string, number>,
): AccountLog {
  return {
    id: account.id,
    intervalMs: (account.refreshMinutes ?? 5) * minuteMs,
    faults: met.get(account.id) ?? 0,
    readsAtMs: server.requests
      .of(provider)
      .filter(({ path: asked }) => asked === readPath[provider])
      .map(({ atMs }) => clock.at(atMs)),
  };
}

/** The database with what SQLite keeps beside it. */
function storedBytes(storage: string): number {
  const sizes = ["", "-wal", "-shm"].map(
    (end) => statSync(`${historyFile(storage)}${end}`, { throwIfNoEntry: false })?.size ?? 0,
  );
  return sizes.reduce((sum, size) => sum + size, 0);
}

function progressText(notes: readonly Note[], bytes: number): string {
  const last = new Map(notes.filter((note) => note.kind === "census").map((note) => [note.window, note]));
  const resident = [...last.values()].map(({ residentBytes }) => (residentBytes / 1e6).toFixed(0));
  const readings = notes.filter(({ kind }) => kind === "reading").length;
  return `${readings} readings, ${resident.join(", ")} MB resident, ${(bytes / 1e6).toFixed(1)} MB stored`;
}
