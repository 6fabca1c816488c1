import type { CoordinationStore } from "../../store/coordinationStore.ts";
import { fingerprint } from "../../store/secrets/fingerprint.ts";
import type { KeyStore } from "../../store/secrets/keyStore.ts";
import { type Credential, parseStoredKey, type StoredKey } from "../../store/secrets/storedKey.ts";
import { TokenCipher } from "../../store/secrets/tokenCipher.ts";
import type { Clock } from "../common/clock.ts";
import type { Coordinator, Leases } from "../coordination/leases.ts";

export type Session = Extract<Credential, { readonly kind: "session" }>;

/** See `noteSpent`. */
type MarkUsedResult = "now" | "before" | "unknown";

export interface TokenStoreOptions {
  readonly keyStore: KeyStore;
  readonly coordinator: Coordinator;
  readonly leases: Leases;
  readonly clock: Clock;
}

/** So often something is written to a database that another program holds, about 6 s. */
const maxTries = 8;

/**
 * Where the tokens of a session lie: in SecretStorage, and sealed in the database for windows whose SecretStorage
 * is an old copy, as in a VS Code that is served to a browser. The pair that was issued last counts. What a window
 * cannot open, for want of the sealing key, is as if it were not there.
 */
export class TokenStore {
  readonly #options: TokenStoreOptions;
  /** Fingerprints of refresh tokens that are good still, of which that could not be noted. */
  readonly #unusedFingerprints = new Set<string>();

  constructor(options: TokenStoreOptions) {
    this.#options = options;
  }

  /** The newest pair that was given for `origin`. None without an entry in SecretStorage: the account is gone. */
  async findLatest(accountId: string, origin: string): Promise<Session | undefined> {
    const own = sessionOf(await this.#options.keyStore.get(accountId), origin);
    if (!own) return undefined;
    const sealed = await this.#findEncrypted(accountId, origin);
    return sealed && issuedAtMs(sealed) > issuedAtMs(own) ? sealed : own;
  }

  /**
   * Keeps a pair that was just issued to an account that is signed in: in SecretStorage, and sealed, which other
   * windows have from then on. Nothing of an account that was removed meanwhile.
   */
  async replace(accountId: string, origin: string, tokens: Session): Promise<void> {
    await this.#save(accountId, origin, tokens, (stored) =>
      this.#options.keyStore.replace(accountId, stored),
    );
  }

  async #save(
    accountId: string,
    origin: string,
    tokens: Session,
    store: (stored: StoredKey) => Promise<boolean>,
  ): Promise<void> {
    const { clock } = this.#options;
    const before = await this.findLatest(accountId, origin);
    const issued = Math.max(clock.now(), before ? issuedAtMs(before) + 1 : 0);
    const stored = { origin, credential: { ...tokens, issuedAtMs: issued } };
    if (!(await store(stored))) return;
    const cipher = await this.#loadCipher();
    const box = cipher?.encrypt(JSON.stringify(stored), purposeText(accountId, origin));
    if (cipher && box) await this.#coordinate((notes) => notes.saveTokens(accountId, cipher.keyId, box));
  }

  /** A person signed in: the pair stands before all that was, and from now on there is a key to seal with. */
  async saveSignIn(accountId: string, origin: string, tokens: Session): Promise<void> {
    const { keyStore, leases } = this.#options;
    const claim = await leases.acquire("seal key");
    try {
      // Only here: a window with an old copy would overwrite the key that all others have.
      if (claim.kind === "mine" && !(await this.#loadCipher()))
        await keyStore.setTokenKey(TokenCipher.generateKey());
    } finally {
      if (claim.kind === "mine") await claim.release();
    }
    await this.unmarkUsed(tokens.refreshToken);
    await this.#save(accountId, origin, tokens, async (stored) => {
      await keyStore.set(accountId, stored);
      return true;
    });
  }

  /**
   * Notes that a refresh token is about to be shown. `before`: some window has shown it, and it is not known to be
   * good still. `unknown`: the database cannot be asked, so that it is not to be shown. Without one it may be.
   */
  async markUsed(refreshToken: string): Promise<MarkUsedResult> {
    const { coordinator, clock } = this.#options;
    const mark = fingerprint(refreshToken);
    const note = (notes: CoordinationStore): MarkUsedResult => {
      if (notes.isTokenUsed(mark) && !this.#unusedFingerprints.has(mark)) return "before";
      notes.markTokenUsed(mark, clock.now());
      return "now";
    };
    const noted = (await coordinator.coordinate(note, "unknown")) ?? "now";
    if (noted === "now") this.#unusedFingerprints.delete(mark);
    return noted;
  }

  async unmarkUsed(refreshToken: string): Promise<void> {
    const mark = fingerprint(refreshToken);
    if (await this.#coordinate((notes) => notes.unmarkTokenUsed(mark))) this.#unusedFingerprints.delete(mark);
    else this.#unusedFingerprints.add(mark);
  }

  /** Whether it was noted, or there is no database. */
  async #coordinate(write: (notes: CoordinationStore) => void): Promise<boolean> {
    for (let tries = 0; tries < maxTries; tries += 1) {
      if ((await this.#options.coordinator.coordinate(write, "unknown")) !== "unknown") return true;
    }
    return false;
  }

  async #findEncrypted(accountId: string, origin: string): Promise<Session | undefined> {
    const cipher = await this.#loadCipher();
    const box =
      cipher &&
      (await this.#options.coordinator.coordinate((notes) => notes.findTokens(accountId, cipher.keyId)));
    const text = box && cipher.decrypt(box, purposeText(accountId, origin));
    return text === undefined ? undefined : sessionOf(parseStoredKey(text), origin);
  }

  async #loadCipher(): Promise<TokenCipher | undefined> {
    const text = await this.#options.keyStore.getTokenKey();
    try {
      return text === undefined ? undefined : new TokenCipher(text);
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

function sessionOf(stored: ReturnType<typeof parseStoredKey>, origin: string): Session | undefined {
  return stored?.origin === origin && stored.credential.kind === "session" ? stored.credential : undefined;
}
