import { defined } from "../../core/common/defined.ts";
import { TaskQueues } from "../../core/common/taskQueues.ts";
import { fingerprint } from "./fingerprint.ts";
import { parseStoredKey, type StoredKey } from "./storedKey.ts";

/** The part of VS Code's `SecretStorage` that keys need. */
export interface SecretStore {
  get(name: string): Thenable<string | undefined>;
  store(name: string, value: string): Thenable<void>;
  delete(name: string): Thenable<void>;
  keys(): Thenable<string[]>;
}

type Thenable<T> = PromiseLike<T>;

/** A write of this window: the account's new revision or none after its deletion; nothing when no key is new. */
export type KeyWrite = { readonly accountId: string; readonly revision?: string };
type WriteListener = (write: KeyWrite | undefined) => Promise<void>;

const prefix = "account:";

const tokenKeyName = "session-seal";

/** Stores one secret per account, and the key that encrypts tokens in the database. Keys are stored nowhere else. */
export class KeyStore {
  readonly #secrets: SecretStore;
  /**
   * Fingerprints of the last two values that this window wrote, because a read may still return the older one. The
   * keys themselves do not stay in memory.
   */
  readonly #written = new Map<string, readonly string[]>();
  /** What checks an account's entry before it writes it, within this window. */
  readonly #queues = new TaskQueues();

  readonly #onDidWrite: WriteListener | undefined;

  /** With `onDidWrite`, each entered key gets a revision. */
  constructor(secrets: SecretStore, onDidWrite?: WriteListener) {
    this.#secrets = secrets;
    this.#onDidWrite = onDidWrite;
  }

  /** `undefined`: never entered, lost by the system's keyring, or damaged. In each case it must be entered again. */
  async get(accountId: string): Promise<StoredKey | undefined> {
    const text = await this.#secrets.get(prefix + accountId);
    return text === undefined ? undefined : parseStoredKey(text);
  }

  async set(accountId: string, key: StoredKey): Promise<void> {
    if (!this.#onDidWrite) return this.#store(accountId, key);
    const revision = crypto.randomUUID();
    await this.#store(accountId, { ...key, revision });
    await this.#onDidWrite({ accountId, revision });
  }

  /** Replaces an existing entry. False when there is none: the account was removed, and its key stays deleted. */
  replace(accountId: string, key: StoredKey): Promise<boolean> {
    return this.#queues.run(accountId, async () => {
      const text = await this.#secrets.get(prefix + accountId);
      if (text === undefined) return false;
      const { revision } = parseStoredKey(text) ?? {};
      await this.#store(accountId, { ...key, ...defined({ revision }) });
      await this.#onDidWrite?.(undefined);
      return true;
    });
  }

  /** Writes the entry as it is, and with it all others that this window has. */
  rewrite(accountId: string): Promise<void> {
    return this.#queues.run(accountId, async () => {
      const stored = await this.get(accountId);
      if (!stored) return;
      await this.#store(accountId, stored);
      await this.#onDidWrite?.(undefined);
    });
  }

  delete(accountId: string): Promise<void> {
    return this.#queues.run(accountId, async () => {
      await this.#secrets.delete(prefix + accountId);
      await this.#onDidWrite?.({ accountId });
    });
  }

  /** The key that encrypts tokens in the database; see `TokenCipher`. */
  async getTokenKey(): Promise<string | undefined> {
    return this.#secrets.get(tokenKeyName);
  }

  async setTokenKey(key: string): Promise<void> {
    await this.#secrets.store(tokenKeyName, key);
    await this.#onDidWrite?.(undefined);
  }

  /** The accounts that have an entry. */
  async accountIds(): Promise<string[]> {
    const names = await this.#secrets.keys();
    return names.flatMap((name) => this.accountIdOf(name) ?? []);
  }

  /** The account of the entry with this name; `undefined` for other secrets. */
  accountIdOf(name: string): string | undefined {
    return name.startsWith(prefix) ? name.slice(prefix.length) : undefined;
  }

  /** Whether another window wrote the account's entry last. */
  async isFromOtherWindow(accountId: string): Promise<boolean> {
    const text = await this.#secrets.get(prefix + accountId);
    return text !== undefined && !this.#written.get(accountId)?.includes(fingerprint(text));
  }

  async #store(accountId: string, key: StoredKey): Promise<void> {
    const text = JSON.stringify(key);
    const [previous = ""] = this.#written.get(accountId) ?? [];
    this.#written.set(accountId, [fingerprint(text), previous]);
    await this.#secrets.store(prefix + accountId, text);
  }
}
