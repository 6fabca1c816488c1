import { dayMs } from "../../core/time/durations.ts";
import type { Clock } from "../common/clock.ts";
import { delay } from "../common/timers.ts";
import type { Coordinator, Leases } from "../coordination/leases.ts";
import { entryId } from "./settingsEntries.ts";

export interface SettingsJournalOptions {
  readonly coordinator: Coordinator;
  readonly leases: Leases;
  readonly clock: Clock;
}

type Entries = readonly unknown[];

/** A window loads its settings before its extensions, so it may have missed changes from before the journal exists. */
const marginMs = 120_000;
/** For this long, an entry that another window added counts as present, even if this window's settings lack it. */
const recentMs = dayMs;
const retryDelayMs = 100;
const maxWaitMs = 3_000;

/**
 * Records changes of the account list for windows that do not see each other's settings, as in a VS Code that is served
 * to a browser: the list is written as a whole and must not remove an account that another window added. Only changes
 * since this window was opened count; earlier ones are in the settings that it has read.
 */
export class SettingsJournal {
  readonly #options: SettingsJournalOptions;
  readonly #sinceMs: number;
  /** When this window saw an entry change; older records of the entry are ignored. */
  readonly #seenAtMs = new Map<string, number>();

  constructor(options: SettingsJournalOptions) {
    this.#options = options;
    this.#sinceMs = options.clock.now() - marginMs;
  }

  /** Records a change of the list that this window made or saw. */
  async recordChanges(before: Entries, after: Entries): Promise<void> {
    const { coordinator, clock } = this.#options;
    const nowMs = clock.now();
    const [old, current] = [recordsById(before), recordsById(after)];
    const allIds = new Set([...old.keys(), ...current.keys()]);
    const ids = [...allIds].filter((id) => old.get(id) !== current.get(id));
    for (const id of ids) this.#seenAtMs.set(id, nowMs);
    if (ids.length === 0) return;
    await coordinator.coordinate((store) => {
      for (const id of ids) store.recordEntry(id, current.get(id), nowMs);
    });
  }

  /** Applies the changes that other windows made since this one was opened. */
  async mergeChanges(entries: Entries): Promise<Entries> {
    const { coordinator } = this.#options;
    const changes = await coordinator.coordinate((store) => store.entriesSince(this.#sinceMs));
    return (changes ?? [])
      .filter(({ id, atMs }) => atMs > (this.#seenAtMs.get(id) ?? 0))
      .reduce((list, { id, entry }) => replaceEntries(list, id, parseRecord(entry)), entries);
  }

  /** Whether a window added or changed the entry within a day, and no window removed it since. */
  async wasAddedRecently(id: string): Promise<boolean> {
    const { coordinator, clock } = this.#options;
    const changes = await coordinator.coordinate((store) => store.entriesSince(clock.now() - recentMs));
    return changes?.some((change) => change.id === id && change.entry !== undefined) ?? false;
  }

  /** Runs a task in one window at a time; after a few seconds it runs without the lease. */
  async runExclusive<T>(task: () => Promise<T>): Promise<T> {
    const { leases, clock } = this.#options;
    let lease = await leases.acquire("account list");
    for (let waitedMs = 0; lease.kind === "taken" && waitedMs < maxWaitMs; waitedMs += retryDelayMs) {
      await delay(clock, retryDelayMs, leases.closeSignal);
      lease = await leases.acquire("account list");
    }
    try {
      return await task();
    } finally {
      if (lease.kind === "mine") await lease.release();
    }
  }
}

/** The record of each id: its entry as JSON, or an array of entries where several have the id. */
function recordsById(entries: Entries): Map<string, string> {
  const groups = Map.groupBy(entries, entryId);
  return new Map(
    [...groups].flatMap(([id, [first, ...others]]) =>
      id === undefined ? [] : [[id, JSON.stringify(others.length > 0 ? [first, ...others] : first)] as const],
    ),
  );
}

function parseRecord(record: string | undefined): Entries {
  const parsed: unknown = record === undefined ? [] : JSON.parse(record);
  return Array.isArray(parsed) ? parsed : [parsed];
}

/** Puts entries in the places of those that have the id now; what has no place yet goes to the end. */
function replaceEntries(list: Entries, id: string, entries: Entries): Entries {
  const rest = [...entries];
  const replaced = list.flatMap((item) => (entryId(item) === id ? rest.splice(0, 1) : [item]));
  return [...replaced, ...rest];
}
