import { TaskQueues } from "../../core/common/taskQueues.ts";
import type { CoordinationStore } from "../../store/coordinationStore.ts";
import { fingerprint } from "../../store/secrets/fingerprint.ts";
import type { KeyStore } from "../../store/secrets/keyStore.ts";
import { type Credential, parseStoredKey, type StoredKey } from "../../store/secrets/storedKey.ts";
import { TokenCipher } from "../../store/secrets/tokenCipher.ts";
import type { Clock } from "../common/clock.ts";
import type { Coordinator, Leases } from "../coordination/leases.ts";

export type Session = Extract<Credential, { readonly kind: "session" }>;

/** See `markUsed`. */
type MarkUsedResult = "now" | "before" | "unknown";

export interface TokenStoreOptions {
  readonly keyStore: KeyStore;
  readonly coordinator: Coordinator;
  readonly leases: Leases;
  readonly clock: Clock;
  /** Whether a write to SecretStorage would erase keys of other windows; see `KeyNotes`. */
  readonly wouldEraseKeys?: () => Promise<boolean>;
}

/** How often a write to a busy database is tried, about 6 s. */
const maxTries = 8;

/**
 * Stores the tokens of sessions: in SecretStorage, and encrypted in the database for windows whose SecretStorage is an
 * old copy, such as a VS Code that is served to a browser. The pair that was issued last counts. A pair that this
 * window cannot decrypt, because it has no key, is ignored.
 */
export class TokenStore {
  readonly #options: TokenStoreOptions;
  /** Each account's writes, which look at the pair before they replace it. */
  readonly #queues = new TaskQueues();
  /** Fingerprints of refresh tokens that are still valid, but could not be unmarked in the database. */
  readonly #unusedFingerprints = new Set<string>();

  constructor(options: TokenStoreOptions) {
    this.#options = options;
  }

  /** The newest pair for `origin`. `undefined` without an entry in SecretStorage: the account was removed. */
  async findLatest(accountId: string, origin: string): Promise<Session | undefined> {
    const local = sessionOf(await this.#options.keyStore.get(accountId), origin);
    if (!local) return undefined;
    const shared = await this.#findShared(accountId, origin);
    return shared && issuedAtMs(shared) > issuedAtMs(local) ? shared : local;
  }

  /**
   * Saves the pair that a refresh token was exchanged for, for this and all other windows. If the user removed the account
   * or entered another key meanwhile, that change stays. Resolves to the pair that counts.
   */
  replace(
    accountId: string,
    origin: string,
    usedToken: string,
    tokens: Session,
  ): Promise<Session | undefined> {
    return this.#queues.run(accountId, async () => {
      const latest = await this.findLatest(accountId, origin);
      if (latest?.refreshToken !== usedToken) return latest;
      await this.#saveRenewed(accountId, origin, tokens);
      return tokens;
    });
  }

  async #saveRenewed(accountId: string, origin: string, tokens: Session): Promise<void> {
    const { keyStore, wouldEraseKeys } = this.#options;
    if (await wouldEraseKeys?.()) {
      // The database alone has the new pair then, where all windows look; they keep the older one as their entry.
      const isShared = await this.#save(accountId, origin, tokens, async () =>
        Boolean(await keyStore.get(accountId)),
      );
      if (isShared) return;
    }
    await this.#save(accountId, origin, tokens, (stored) => keyStore.replace(accountId, stored));
  }

  /** Saves the pair of a new sign-in. It counts before every older pair. Creates the encryption key if needed. */
  async saveSignIn(accountId: string, origin: string, tokens: Session): Promise<void> {
    const { keyStore, leases } = this.#options;
    const lease = await leases.acquire("seal key");
    try {
      // Only here: anywhere else, a window with an old copy could overwrite the key that all others have.
      if (lease.kind === "mine" && !(await this.#loadCipher()))
        await keyStore.setTokenKey(TokenCipher.generateKey());
    } finally {
      if (lease.kind === "mine") await lease.release();
    }
    await this.unmarkUsed(tokens.refreshToken);
    const write = async (stored: StoredKey) => {
      await keyStore.set(accountId, stored);
      return true;
    };
    await this.#queues.run(accountId, () => this.#save(accountId, origin, tokens, write));
  }

  /** Returns whether the database has the pair, or the account is gone and needs none. */
  async #save(
    accountId: string,
    origin: string,
    tokens: Session,
    write: (stored: StoredKey) => Promise<boolean>,
  ): Promise<boolean> {
    const { clock } = this.#options;
    const previous = await this.findLatest(accountId, origin);
    const issuedMs = Math.max(clock.now(), previous ? issuedAtMs(previous) + 1 : 0);
    const stored = { origin, credential: { ...tokens, issuedAtMs: issuedMs } };
    if (!(await write(stored))) return true;
    const cipher = await this.#loadCipher();
    const ciphertext = cipher?.encrypt(JSON.stringify(stored), purposeText(accountId, origin));
    if (!cipher || !ciphertext) return false;
    return await this.#write((store) => store.saveTokens(accountId, cipher.keyId, ciphertext));
  }

  /**
   * Marks a refresh token as used before it is sent. `before`: a window has sent it, and it may be used up. `unknown`:
   * the database cannot be used at the moment, so the token must not be sent. Without a database it may be sent.
   */
  async markUsed(refreshToken: string): Promise<MarkUsedResult> {
    const { coordinator, clock } = this.#options;
    const tokenFingerprint = fingerprint(refreshToken);
    const mark = (store: CoordinationStore): MarkUsedResult => {
      const isUsed = store.isTokenUsed(tokenFingerprint);
      if (isUsed && !this.#unusedFingerprints.has(tokenFingerprint)) return "before";
      store.markTokenUsed(tokenFingerprint, clock.now());
      return "now";
    };
    const result = (await coordinator.coordinate(mark, "unknown")) ?? "now";
    if (result === "now") this.#unusedFingerprints.delete(tokenFingerprint);
    return result;
  }

  async unmarkUsed(refreshToken: string): Promise<void> {
    const tokenFingerprint = fingerprint(refreshToken);
    const isUnmarked = await this.#write((store) => store.unmarkTokenUsed(tokenFingerprint));
    if (isUnmarked) this.#unusedFingerprints.delete(tokenFingerprint);
    else this.#unusedFingerprints.add(tokenFingerprint);
  }

  /** Returns whether it was written. Without a database it counts as written. */
  async #write(write: (store: CoordinationStore) => void): Promise<boolean> {
    for (let tries = 0; tries < maxTries; tries += 1) {
      if ((await this.#options.coordinator.coordinate(write, "unknown")) !== "unknown") return true;
    }
    return false;
  }

  /** The pair in the database, which all windows share. */
  async #findShared(accountId: string, origin: string): Promise<Session | undefined> {
    const { coordinator } = this.#options;
    const cipher = await this.#loadCipher();
    if (!cipher) return undefined;
    const ciphertext = await coordinator.coordinate((store) => store.findTokens(accountId, cipher.keyId));
    const text = ciphertext && cipher.decrypt(ciphertext, purposeText(accountId, origin));
    return text === undefined ? undefined : sessionOf(parseStoredKey(text), origin);
  }

  async #loadCipher(): Promise<TokenCipher | undefined> {
    const key = await this.#options.keyStore.getTokenKey();
    try {
      return key === undefined ? undefined : new TokenCipher(key);
    } catch {
      return undefined;
    }
  }
}

function purposeText(accountId: string, origin: string): string {
  return `tokens of ${accountId} for ${origin}`;
}

function issuedAtMs(session: Session): number {
  return session.issuedAtMs ?? 0;
}

function sessionOf(stored: StoredKey | undefined, origin: string): Session | undefined {
  return stored?.origin === origin && stored.credential.kind === "session" ? stored.credential : undefined;
}
