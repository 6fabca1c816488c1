import type { Account } from "../core/account.ts";
import { type Disposable, Emitter } from "./emitter.ts";
import { Gate } from "./gate.ts";
import { type BrokenAccount, parseAccounts } from "./parseAccounts.ts";
import type { Settings } from "./settings.ts";

/** The accounts that the user's settings name, kept up to date. */
export class AccountList implements Disposable {
  readonly #settings: Settings;
  readonly #isProvider: (id: string) => boolean;
  readonly #changed = new Emitter<readonly Account[]>();
  /** The list is written whole: two changes at once would lose one. */
  readonly #writing = new Gate(1);
  readonly #subscription: Disposable;
  #written = "";
  #accounts: readonly Account[] = [];
  #broken: readonly BrokenAccount[] = [];

  readonly onDidChange = this.#changed.event;

  constructor(settings: Settings, isProvider: (id: string) => boolean) {
    this.#settings = settings;
    this.#isProvider = isProvider;
    this.#read();
    this.#subscription = settings.onDidChange(() => {
      if (this.#read()) this.#changed.fire(this.#accounts);
    });
  }

  all(): readonly Account[] {
    return this.#accounts;
  }

  /** Entries that could not be used. */
  broken(): readonly BrokenAccount[] {
    return this.#broken;
  }

  find(id: string): Account | undefined {
    return this.#accounts.find((account) => account.id === id);
  }

  /** Whether an entry, usable or not, has this id already. */
  isTaken(id: string): boolean {
    const value = this.#settings.accounts();
    return Array.isArray(value) && value.some((entry) => hasId(entry, id));
  }

  /** Appends an account, leaving whatever else the list holds as it is, broken entries included. */
  async add(account: Account): Promise<void> {
    await this.#write((entries) => [...entries, account]);
  }

  async remove(id: string): Promise<void> {
    await this.#write((entries) => entries.filter((entry) => !hasId(entry, id)));
  }

  dispose(): void {
    this.#subscription.dispose();
    this.#changed.dispose();
  }

  async #write(change: (entries: readonly unknown[]) => readonly unknown[]): Promise<void> {
    await this.#writing.pass(() => {
      const value = this.#settings.accounts();
      return this.#settings.setAccounts(change(Array.isArray(value) ? value : []));
    });
    if (this.#read()) this.#changed.fire(this.#accounts);
  }

  /** Whether anything differs from what was read before. */
  #read(): boolean {
    const value = this.#settings.accounts();
    const written = String(JSON.stringify(value));
    if (written === this.#written) return false;
    this.#written = written;
    const { accounts, broken } = parseAccounts(value, this.#isProvider);
    this.#accounts = accounts;
    this.#broken = broken;
    return true;
  }
}

function hasId(entry: unknown, id: string): boolean {
  return typeof entry === "object" && entry !== null && "id" in entry && entry.id === id;
}
