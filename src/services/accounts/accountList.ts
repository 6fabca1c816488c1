import type { Account } from "../../core/accounts/account.ts";
import { type Disposable, DisposableStore } from "../common/disposable.ts";
import { Emitter } from "../common/emitter.ts";
import { Limiter } from "../common/limiter.ts";
import type { Settings } from "../common/settings.ts";
import { type InvalidAccount, parseAccounts } from "./parseAccounts.ts";
import type { ParseEntry } from "./plainAccount.ts";
import { entryId, toEntries } from "./settingsEntries.ts";
import type { SettingsJournal } from "./settingsJournal.ts";

/** Changes to an account's entry; null removes a field. */
export type AccountChanges = {
  readonly [K in Exclude<keyof Account, "id" | "provider">]?: Account[K] | null;
};

/** The accounts in the user's settings. Reads them again when the settings change, and writes changes to them. */
export class AccountList implements Disposable {
  readonly #settings: Settings;
  readonly #journal: SettingsJournal;
  readonly #isProvider: (id: string) => boolean;
  readonly #parseEntry: ParseEntry;
  readonly #disposables = new DisposableStore();
  readonly #changed = this.#disposables.add(new Emitter<readonly Account[]>());
  /** The list is written as a whole: of two changes at once, one would be lost. */
  readonly #writeLimiter = new Limiter(1);
  #lastText = "";
  #entries: readonly unknown[] = [];
  #accounts: readonly Account[] = [];
  #invalid: readonly InvalidAccount[] = [];

  readonly onDidChange = this.#changed.event;

  /** `parseEntry`: called only for unusual entries. */
  constructor(
    settings: Settings,
    isProvider: (id: string) => boolean,
    journal: SettingsJournal,
    parseEntry: ParseEntry,
  ) {
    this.#parseEntry = parseEntry;
    this.#settings = settings;
    this.#journal = journal;
    this.#isProvider = isProvider;
    this.#read();
    this.#disposables.add(settings.onDidChange(() => this.#update()));
  }

  all(): readonly Account[] {
    return this.#accounts;
  }

  /** The entries that cannot be used. */
  invalid(): readonly InvalidAccount[] {
    return this.#invalid;
  }

  find(id: string): Account | undefined {
    return this.#accounts.find((account) => account.id === id);
  }

  /** Whether an entry of this window's settings, valid or not, has this id. */
  isTaken(id: string): boolean {
    return toEntries(this.#settings.accounts()).some((entry) => hasId(entry, id));
  }

  /** Whether the account is in the settings of any window, or was added by one recently. */
  async isKnown(id: string): Promise<boolean> {
    return this.isTaken(id) || (await this.#journal.wasAddedRecently(id));
  }

  /** The ids of all entries, valid or not, in the settings of any window. */
  async takenIds(): Promise<ReadonlySet<string | undefined>> {
    const entries = await this.#journal.mergeChanges(toEntries(this.#settings.accounts()));
    return new Set(entries.map(entryId));
  }

  /** Runs a task in one window at a time: choosing an id and adding an account with it must not interleave. */
  runExclusive<T>(task: () => Promise<T>): Promise<T> {
    return this.#journal.runExclusive(task);
  }

  /**
   * Appends an account. Other entries stay as they are, including invalid ones. An entry with the same id, such as
   * another window's sample account, is replaced.
   */
  async add(account: Account): Promise<void> {
    await this.#write((entries) => [...entries.filter((entry) => !hasId(entry, account.id)), account]);
  }

  /** Changes fields of an account's entry. The other fields and their order stay, and so do other entries of its id. */
  async edit(id: string, changes: AccountChanges): Promise<void> {
    await this.#write((entries) => {
      const used = this.#indexInUse(entries, id);
      return entries.map((entry, index) =>
        index === used && hasId(entry, id) ? applyChanges(entry, changes) : entry,
      );
    });
  }

  /** Removes the entry that the account is from. Another entry of its id takes its place. */
  async remove(id: string): Promise<void> {
    await this.#write((entries) => {
      const used = this.#indexInUse(entries, id);
      return entries.filter((_, index) => index !== used);
    });
  }

  /**
   * Moves the entries of these accounts, which stay in their order, to the place of another account: after it when they
   * come from before it. To the end when `targetId` is `undefined`.
   */
  async move(ids: readonly string[], targetId: string | undefined): Promise<void> {
    await this.#write((entries) => {
      const used = ids.map((id) => this.#indexInUse(entries, id)).filter((index) => index >= 0);
      const target = targetId === undefined ? entries.length : this.#indexInUse(entries, targetId);
      if (target < 0 || used.includes(target)) return entries;
      const moved = used.toSorted((a, b) => a - b).map((index) => entries[index]);
      const end = (used[0] ?? 0) < target ? target + 1 : target;
      const others = (from: number, to?: number) =>
        entries.slice(from, to).filter((_, index) => !used.includes(index + from));
      return [...others(0, end), ...moved, ...others(end)];
    });
  }

  /** Of several entries with one id the first valid one is the account. */
  #indexInUse(entries: readonly unknown[], id: string): number {
    const { invalid } = parseAccounts(entries, this.#isProvider, this.#parseEntry);
    const isValid = (index: number) => !invalid.some((problem) => problem.index === index);
    const valid = entries.findIndex((entry, index) => hasId(entry, id) && isValid(index));
    return valid >= 0 ? valid : entries.findIndex((entry) => hasId(entry, id));
  }

  /** Validates all entries again after providers were added or removed. Fires the event in any case. */
  revalidate(): void {
    this.#lastText = "";
    this.#update();
  }

  dispose(): void {
    this.#disposables.dispose();
  }

  async #write(change: (entries: readonly unknown[]) => readonly unknown[]): Promise<void> {
    await this.#writeLimiter.run(() => this.#journal.runExclusive(() => this.#writeMerged(change)));
    this.#update();
  }

  async #writeMerged(change: (entries: readonly unknown[]) => readonly unknown[]): Promise<void> {
    const before = await this.#journal.mergeChanges(toEntries(this.#settings.accounts()));
    const after = change(before);
    // Recorded first: the window that writes next may not see this change in its settings.
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

  /** Reads the settings; returns whether they differ from the last time. */
  #read(): boolean {
    const value = this.#settings.accounts();
    const text = String(JSON.stringify(value));
    if (text === this.#lastText) return false;
    this.#lastText = text;
    this.#entries = toEntries(value);
    const { accounts, invalid } = parseAccounts(value, this.#isProvider, this.#parseEntry);
    this.#accounts = accounts;
    this.#invalid = invalid;
    return true;
  }
}

function applyChanges(entry: object, changes: AccountChanges): object {
  return Object.fromEntries(Object.entries({ ...entry, ...changes }).filter(([, value]) => value !== null));
}

function hasId(entry: unknown, id: string): entry is object {
  return entryId(entry) === id;
}
