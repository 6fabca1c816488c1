import { fingerprint } from "./fingerprint.ts";
import { parseStoredKey, type StoredKey } from "./storedKey.ts";

/** The part of VS Code's SecretStorage that keys need. */
export interface SecretStore {
  get(name: string): Thenable<string | undefined>;
  store(name: string, value: string): Thenable<void>;
  delete(name: string): Thenable<void>;
  keys(): Thenable<string[]>;
}

type Thenable<T> = PromiseLike<T>;

const prefix = "account:";

const tokenKeyName = "session-seal";

/** One secret per account, and the key that seals tokens elsewhere. The only place that a key ever rests. */
export class KeyStore {
  readonly #secrets: SecretStore;
  /**
   * Fingerprints of what this window wrote last and before that, for a reader may still find the old entry;
   * the keys themselves do not stay in memory.
   */
  readonly #written = new Map<string, readonly string[]>();
  readonly #queues = new Map<string, Promise<unknown>>();

  constructor(secrets: SecretStore) {
    this.#secrets = secrets;
  }

  /** `undefined`: never entered, lost by the system's keyring, or damaged. All mean "enter it again". */
  async get(accountId: string): Promise<StoredKey | undefined> {
    const text = await this.#secrets.get(prefix + accountId);
    return text === undefined ? undefined : parseStoredKey(text);
  }

  async set(accountId: string, key: StoredKey): Promise<void> {
    const text = JSON.stringify(key);
    const [before = ""] = this.#written.get(accountId) ?? [];
    this.#written.set(accountId, [fingerprint(text), before]);
    await this.#secrets.store(prefix + accountId, text);
  }

  /** Sets an entry anew. False where there is none any more: the account was removed, and its key stays gone. */
  replace(accountId: string, key: StoredKey): Promise<boolean> {
    return this.#runExclusive(accountId, async () => {
      if ((await this.#secrets.get(prefix + accountId)) === undefined) return false;
      await this.set(accountId, key);
      return true;
    });
  }

  delete(accountId: string): Promise<void> {
    return this.#runExclusive(accountId, async () => this.#secrets.delete(prefix + accountId));
  }

  /** What tokens are sealed with in the database; see `SealKey`. */
  async getTokenKey(): Promise<string | undefined> {
    return this.#secrets.get(tokenKeyName);
  }

  async setTokenKey(key: string): Promise<void> {
    await this.#secrets.store(tokenKeyName, key);
  }

  /** The accounts that have an entry. */
  async accountIds(): Promise<string[]> {
    const names = await this.#secrets.keys();
    return names.flatMap((name) => this.accountIdOf(name) ?? []);
  }

  /** The account that an entry of this name belongs to. */
  accountIdOf(name: string): string | undefined {
    return name.startsWith(prefix) ? name.slice(prefix.length) : undefined;
  }

  /** Whether somebody else, such as another window, wrote the account's entry last. */
  async isFromOtherWindow(accountId: string): Promise<boolean> {
    const text = await this.#secrets.get(prefix + accountId);
    return text !== undefined && !this.#written.get(accountId)?.includes(fingerprint(text));
  }

  /** What looks before it writes has the entry to itself, as far as this window goes. */
  #runExclusive<T>(accountId: string, work: () => Promise<T>): Promise<T> {
    const turn = (this.#queues.get(accountId) ?? Promise.resolve()).then(work);
    this.#queues.set(
      accountId,
      turn.catch(() => {}),
    );
    return turn;
  }
}
