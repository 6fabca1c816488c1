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

/** One secret per account. The only place that a key ever rests. */
export class KeyStore {
  readonly #secrets: SecretStore;

  constructor(secrets: SecretStore) {
    this.#secrets = secrets;
  }

  /** `undefined`: never entered, lost by the system's keyring, or damaged. All mean "enter it again". */
  async get(accountId: string): Promise<StoredKey | undefined> {
    const text = await this.#secrets.get(prefix + accountId);
    return text === undefined ? undefined : parseStoredKey(text);
  }

  async set(accountId: string, key: StoredKey): Promise<void> {
    await this.#secrets.store(prefix + accountId, JSON.stringify(key));
  }

  async delete(accountId: string): Promise<void> {
    await this.#secrets.delete(prefix + accountId);
  }

  /** The accounts that have an entry. */
  async accountIds(): Promise<string[]> {
    const names = await this.#secrets.keys();
    return names.filter((name) => name.startsWith(prefix)).map((name) => name.slice(prefix.length));
  }
}
