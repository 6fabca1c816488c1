import type { Clock } from "../common/clock.ts";
import { delay } from "../common/timers.ts";
import type { Leases, Shared } from "../coordination/leases.ts";
import { entryId } from "./settingsEntries.ts";

export interface ListNotesOptions {
  readonly shared: Shared;
  readonly leases: Leases;
  readonly clock: Clock;
}

type Entries = readonly unknown[];

/** A window loads the settings before its extensions: what happened in between it may have missed. */
const marginMs = 120_000;
/** For so long an entry that some window added counts as there, whatever this window's settings say. */
const recentMs = 86_400_000;
const lookMs = 100;
const longestWaitMs = 3_000;

/**
 * What happens to the entries of the account list, for windows that do not see each other's settings, as in a VS
 * Code that is served to a browser: the list is written whole, and must not take away what another window added.
 * Only what happened since this window was opened counts; all else it has read in the settings.
 */
export class SettingsJournal {
  readonly #options: ListNotesOptions;
  readonly #sinceMs: number;
  /** When this window saw an entry change: it knows better than older notes. */
  readonly #seenMs = new Map<string, number>();

  constructor(options: ListNotesOptions) {
    this.#options = options;
    this.#sinceMs = options.clock.now() - marginMs;
  }

  /** The list changed before this window's eyes, by whomever. */
  async note(before: Entries, after: Entries): Promise<void> {
    const { shared, clock } = this.#options;
    const nowMs = clock.now();
    const [old, now] = [byId(before), byId(after)];
    const ids = [...new Set([...old.keys(), ...now.keys()])].filter((id) => old.get(id) !== now.get(id));
    for (const id of ids) this.#seenMs.set(id, nowMs);
    if (ids.length === 0) return;
    await shared.share((notes) => {
      for (const id of ids) notes.noteEntry(id, now.get(id), nowMs);
    });
  }

  /** The list as this window has it, with what other windows did to it since. */
  async merged(entries: Entries): Promise<Entries> {
    const noted = await this.#options.shared.share((notes) => notes.entriesSince(this.#sinceMs));
    let list = entries;
    for (const { id, entry, atMs } of noted ?? []) {
      if (atMs <= (this.#seenMs.get(id) ?? 0)) continue;
      const isThere = list.some((one) => entryId(one) === id);
      if (entry === undefined) list = list.filter((one) => entryId(one) !== id);
      else if (isThere) list = list.map((one) => (entryId(one) === id ? JSON.parse(entry) : one));
      else list = [...list, JSON.parse(entry)];
    }
    return list;
  }

  /** Whether a window added the entry, or saw it added, within a day, and none saw it removed. */
  async isRecent(id: string): Promise<boolean> {
    const { shared, clock } = this.#options;
    const noted = await shared.share((notes) => notes.entriesSince(clock.now() - recentMs));
    return noted?.some((note) => note.id === id && note.entry !== undefined) ?? false;
  }

  /** One window at a time writes the list; none waits long. */
  async inTurn<T>(write: () => Promise<T>): Promise<T> {
    const { leases, clock } = this.#options;
    let claim = await leases.take("account list");
    for (let waitedMs = 0; claim.kind === "taken" && waitedMs < longestWaitMs; waitedMs += lookMs) {
      await delay(clock, lookMs, leases.closed);
      claim = await leases.take("account list");
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
