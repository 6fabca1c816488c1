import type { KeyPlace } from "../../core/readings/failure.ts";
import type { CoordinationStore } from "../../store/coordinationStore.ts";
import type { KeyNote, KeyRevisions, StoredKeySet } from "../../store/keyNotes.ts";
import type { KeyStore, KeyWrite } from "../../store/secrets/keyStore.ts";
import type { Clock } from "../common/clock.ts";
import type { Coordinator } from "../coordination/leases.ts";
import type { Poller } from "../polling/poller.ts";

export interface KeyNotesOptions {
  readonly keyStore: KeyStore;
  readonly coordinator: Coordinator;
  readonly clock: Clock;
  /** The same in every window of this browser. */
  readonly browserId: string;
  /** When this window's extensions were started, in epoch milliseconds. */
  readonly startedAtMs: number;
}

/** A window loads the stored keys before it starts its extensions. */
const loadMs = 30_000;
/** How often a write to a busy database is tried, about 6 s. */
const maxTries = 8;

interface Notes {
  /** The current revision of each account whose key was entered in this browser. */
  readonly own: ReadonlyMap<string, KeyNote>;
  /** Of every browser. */
  readonly all: readonly KeyNote[];
  readonly stored: StoredKeySet | undefined;
}

/**
 * In a VS Code that is served to a browser, each window loads all keys once and writes back all of them: a key that
 * another window entered meanwhile is missing here, and the next write of this window erases it. So windows note, without
 * the keys, which ones they have stored. From that a window explains a missing key, and stores its own again.
 */
export class KeyNotes {
  readonly #options: KeyNotesOptions;
  readonly #windowId = crypto.randomUUID();
  /** The notes that `restoreErased` saw last. */
  #checked = "";

  constructor(options: KeyNotesOptions) {
    this.#options = options;
  }

  /** This window wrote its keys. */
  async recordWrite(write: KeyWrite | undefined): Promise<void> {
    const { browserId, clock, coordinator } = this.#options;
    const revisions = await this.#heldRevisions();
    const nowMs = clock.now();
    const saveNote = (store: CoordinationStore) => {
      if (!write) return;
      const { accountId, revision } = write;
      if (revision === undefined) store.deleteKeyNotes(accountId);
      else store.saveKeyNote({ accountId, browserId, revision, atMs: nowMs });
    };
    for (let tries = 0; tries < maxTries; tries += 1) {
      const result = await coordinator.coordinate((store) => {
        saveNote(store);
        store.saveKeySet(browserId, { windowId: this.#windowId, revisions }, nowMs);
      }, "busy");
      if (result !== "busy") return;
    }
  }

  /** Where the key of an account was entered that this window does not have; `undefined` when no window noted it. */
  async findMissing(accountId: string): Promise<KeyPlace | undefined> {
    const notes = await this.#load();
    const note = notes?.own.get(accountId);
    if (!notes || !note)
      return notes?.all.some((other) => other.accountId === accountId) ? "browser" : undefined;
    if (notes.stored?.revisions[accountId] !== note.revision) return "window";
    // A window that was loaded after the key was stored should have it, so the browser has lost it.
    if (note.atMs < this.#options.startedAtMs - loadMs) return undefined;
    return unstored(await this.#heldRevisions(), notes).length === 0 ? "stored" : "window";
  }

  /** Whether a write of this window would erase keys that another window of this browser has stored. */
  async wouldErase(): Promise<boolean> {
    const notes = await this.#load();
    return notes !== undefined && (await this.#erasedBy(notes)).length > 0;
  }

  /** The accounts whose keys a write of this window would erase, if loading it again gets them without losing others. */
  async erasedUnlessReloaded(): Promise<readonly string[]> {
    const notes = await this.#load();
    if (!notes) return [];
    const erased = await this.#erasedBy(notes);
    return erased.length > 0 && unstored(await this.#heldRevisions(), notes).length === 0 ? erased : [];
  }

  /** Another window wrote to the history: this one stores what it erased, and explains anew what is missing here. */
  async follow(poller: Pick<Poller, "statuses" | "unblock">): Promise<void> {
    await this.restoreErased();
    for (const { account, failure } of poller.statuses()) {
      if (failure?.kind !== "keyMissing") continue;
      if ((await this.findMissing(account.id)) !== failure.enteredIn) await poller.unblock(account.id);
    }
  }

  /** Stores this window's keys again when another window erased one of them, unless that would erase others. */
  async restoreErased(): Promise<void> {
    const notes = await this.#load();
    if (!notes?.stored || notes.stored.windowId === this.#windowId) return;
    // To look at all keys takes a call each, and other windows write to the database all the time.
    const state = JSON.stringify(notes);
    if (state === this.#checked) return;
    this.#checked = state;
    const [first] = unstored(await this.#heldRevisions(), notes);
    if (first !== undefined && (await this.#erasedBy(notes)).length === 0) {
      await this.#options.keyStore.rewrite(first);
    }
  }

  async #erasedBy(notes: Notes): Promise<readonly string[]> {
    const { stored } = notes;
    if (!stored || stored.windowId === this.#windowId) return [];
    const held = await this.#heldRevisions();
    return Object.entries(stored.revisions).flatMap(([id, revision]) =>
      isCurrent(id, revision, notes) && held[id] !== revision ? [id] : [],
    );
  }

  async #load(): Promise<Notes | undefined> {
    const { browserId, coordinator } = this.#options;
    return await coordinator.coordinate((store) => {
      const all = store.keyNotes();
      const own = new Map(
        all.filter((note) => note.browserId === browserId).map((note) => [note.accountId, note]),
      );
      return { all, own, stored: store.findKeySet(browserId) };
    });
  }

  async #heldRevisions(): Promise<KeyRevisions> {
    const { keyStore } = this.#options;
    const ids = await keyStore.accountIds();
    const entries = ids.map(async (id) => [id, (await keyStore.get(id))?.revision ?? ""] as const);
    return Object.fromEntries(await Promise.all(entries));
  }
}

/** Whether a stored key is in use: it is not replaced, and its account is not removed. */
function isCurrent(accountId: string, revision: string, { own }: Notes): boolean {
  const note = own.get(accountId);
  return note ? note.revision === revision : revision === "";
}

/** The accounts whose current keys a window has, but the browser has not stored. */
function unstored(held: KeyRevisions, notes: Notes): readonly string[] {
  if (!notes.stored) return [];
  const { revisions } = notes.stored;
  return Object.entries(held).flatMap(([id, revision]) =>
    revision !== "" && isCurrent(id, revision, notes) && revisions[id] !== revision ? [id] : [],
  );
}
