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

/** A window loads the settings before its extensions: what happened in between it may have missed. */
const marginMs = 120_000;
/** For so long an entry that some window added counts as there, whatever this window's settings say. */
const recentMs = dayMs;
const retryDelayMs = 100;
const maxWaitMs = 3_000;

/**
 * What happens to the entries of the account list, for windows that do not see each other's settings, as in a VS
 * Code that is served to a browser: the list is written whole, and must not take away what another window added.
 * Only what happened since this window was opened counts; all else it has read in the settings.
 */
export class SettingsJournal {
  readonly #options: SettingsJournalOptions;
  readonly #sinceMs: number;
  /** When this window saw an entry change: it knows better than older notes. */
  readonly #seenAtMs = new Map<string, number>();

  constructor(options: SettingsJournalOptions) {
    this.#options = options;
    this.#sinceMs = options.clock.now() - marginMs;
  }

  /** The list changed before this window's eyes, by whomever. */
  async recordChanges(before: Entries, after: Entries): Promise<void> {
    const { coordinator, clock } = this.#options;
    const nowMs = clock.now();
    const [old, now] = [byId(before), byId(after)];
    const ids = [...new Set([...old.keys(), ...now.keys()])].filter((id) => old.get(id) !== now.get(id));
    for (const id of ids) this.#seenAtMs.set(id, nowMs);
    if (ids.length === 0) return;
    await coordinator.coordinate((notes) => {
      for (const id of ids) notes.recordEntry(id, now.get(id), nowMs);
    });
  }

  /** The list as this window has it, with what other windows did to it since. */
  async mergeChanges(entries: Entries): Promise<Entries> {
    const noted = await this.#options.coordinator.coordinate((notes) => notes.entriesSince(this.#sinceMs));
    let list = entries;
    for (const { id, entry, atMs } of noted ?? []) {
      if (atMs <= (this.#seenAtMs.get(id) ?? 0)) continue;
      const isThere = list.some((one) => entryId(one) === id);
      if (entry === undefined) list = list.filter((one) => entryId(one) !== id);
      else if (isThere) list = list.map((one) => (entryId(one) === id ? JSON.parse(entry) : one));
      else list = [...list, JSON.parse(entry)];
    }
    return list;
  }

  /** Whether a window added the entry, or saw it added, within a day, and none saw it removed. */
  async wasAddedRecently(id: string): Promise<boolean> {
    const { coordinator, clock } = this.#options;
    const noted = await coordinator.coordinate((notes) => notes.entriesSince(clock.now() - recentMs));
    return noted?.some((note) => note.id === id && note.entry !== undefined) ?? false;
  }

  /** One window at a time writes the list; none waits long. */
  async runExclusive<T>(write: () => Promise<T>): Promise<T> {
    const { leases, clock } = this.#options;
    let claim = await leases.acquire("account list");
    for (let waitedMs = 0; claim.kind === "taken" && waitedMs < maxWaitMs; waitedMs += retryDelayMs) {
      await delay(clock, retryDelayMs, leases.closeSignal);
      claim = await leases.acquire("account list");
    }
    try {
      return await write();
    } finally {
      if (claim.kind === "mine") await claim.release();
    }
  }
}

function byId(entries: Entries): Map<string, string> {
  return new Map(
    entries.flatMap((entry) => {
      const id = entryId(entry);
      return id === undefined ? [] : [[id, JSON.stringify(entry)] as const];
    }),
  );
}
