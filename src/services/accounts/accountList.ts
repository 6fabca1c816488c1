import type { Account } from "../../core/accounts/account.ts";
import type { Disposable } from "../common/disposable.ts";
import { Emitter } from "../common/emitter.ts";
import { Limiter } from "../common/limiter.ts";
import type { Settings } from "../common/settings.ts";
import { type InvalidAccount, parseAccounts } from "./parseAccounts.ts";
import { entryId, toEntries } from "./settingsEntries.ts";
import type { SettingsJournal } from "./settingsJournal.ts";

/** What to change of an account's entry; null takes a field out of it. */
export type AccountChanges = {
  readonly [K in "label" | "refreshMinutes" | "pinned" | "low"]?: Account[K] | null;
};

/** The accounts that the user's settings name, kept up to date. */
export class AccountList implements Disposable {
  readonly #settings: Settings;
  readonly #journal: SettingsJournal;
  readonly #isProvider: (id: string) => boolean;
  readonly #changed = new Emitter<readonly Account[]>();
  /** The list is written whole: two changes at once would lose one. */
  readonly #writeLimiter = new Limiter(1);
  readonly #subscription: Disposable;
  #lastText = "";
  #entries: readonly unknown[] = [];
  #accounts: readonly Account[] = [];
  #broken: readonly InvalidAccount[] = [];

  readonly onDidChange = this.#changed.event;

  constructor(settings: Settings, isProvider: (id: string) => boolean, notes: SettingsJournal) {
    this.#settings = settings;
    this.#journal = notes;
    this.#isProvider = isProvider;
    this.#read();
    this.#subscription = settings.onDidChange(() => this.#update());
  }

  all(): readonly Account[] {
    return this.#accounts;
  }

  /** Entries that could not be used. */
  invalid(): readonly InvalidAccount[] {
    return this.#broken;
  }

  find(id: string): Account | undefined {
    return this.#accounts.find((account) => account.id === id);
  }

  /** Whether an entry, usable or not, has this id already. */
  isTaken(id: string): boolean {
    return toEntries(this.#settings.accounts()).some((entry) => hasId(entry, id));
  }

  /** Whether any window knows of the account, or did so a moment ago. */
  async isKnown(id: string): Promise<boolean> {
    return this.isTaken(id) || (await this.#journal.wasAddedRecently(id));
  }

  /** The ids of all entries, usable or not, that any window knows of. */
  async takenIds(): Promise<ReadonlySet<string | undefined>> {
    const entries = await this.#journal.mergeChanges(toEntries(this.#settings.accounts()));
    return new Set(entries.map(entryId));
  }

  /** Lets one window at a time choose an id and add an account by it. */
  runExclusive<T>(task: () => Promise<T>): Promise<T> {
    return this.#journal.runExclusive(task);
  }

  /**
   * Appends an account, leaving whatever else the list holds as it is, broken entries included. One of the same
   * id, such as another window's sample, gives way.
   */
  async add(account: Account): Promise<void> {
    await this.#write((entries) => [...entries.filter((entry) => !hasId(entry, account.id)), account]);
  }

  /** Changes fields of an account's entry, leaving the others and their order as they are. */
  async edit(id: string, changes: AccountChanges): Promise<void> {
    await this.#write((entries) =>
      entries.map((entry) => (hasId(entry, id) ? applyChanges(entry, changes) : entry)),
    );
  }

  async remove(id: string): Promise<void> {
    await this.#write((entries) => entries.filter((entry) => !hasId(entry, id)));
  }

  /** Providers came or went: judges every entry again, and tells even where none is judged otherwise. */
  revalidate(): void {
    this.#lastText = "";
    this.#update();
  }

  dispose(): void {
    this.#subscription.dispose();
    this.#changed.dispose();
  }

  async #write(change: (entries: readonly unknown[]) => readonly unknown[]): Promise<void> {
    await this.#writeLimiter.run(() => this.#journal.runExclusive(() => this.#writeMerged(change)));
    this.#update();
  }

  async #writeMerged(change: (entries: readonly unknown[]) => readonly unknown[]): Promise<void> {
    const before = await this.#journal.mergeChanges(toEntries(this.#settings.accounts()));
    const after = change(before);
    // Noted first: whoever writes next may not see this in its settings.
    await this.#journal.recordChanges(before, after);
    try {
      await this.#settings.setAccounts(after);
    } catch (error) {
      await this.#journal.recordChanges(after, before);
      throw error;
    }
  }

  #update(): void {
    const before = this.#entries;
    if (!this.#read()) return;
    void this.#journal.recordChanges(before, this.#entries);
    this.#changed.fire(this.#accounts);
  }

  /** Whether anything differs from what was read before. */
  #read(): boolean {
    const value = this.#settings.accounts();
    const written = String(JSON.stringify(value));
    if (written === this.#lastText) return false;
    this.#lastText = written;
    this.#entries = toEntries(value);
    const { accounts, invalid } = parseAccounts(value, this.#isProvider);
    this.#accounts = accounts;
    this.#broken = invalid;
    return true;
  }
}

function applyChanges(entry: object, changes: AccountChanges): object {
  return Object.fromEntries(Object.entries({ ...entry, ...changes }).filter(([, value]) => value !== null));
}

function hasId(entry: unknown, id: string): entry is object {
  return entryId(entry) === id;
}
