import type { CoordinationStore } from "../../store/coordinationStore.ts";
import { fingerprint } from "../../store/secrets/fingerprint.ts";
import type { KeyStore } from "../../store/secrets/keyStore.ts";
import { type Credential, parseStoredKey, type StoredKey } from "../../store/secrets/storedKey.ts";
import { TokenCipher } from "../../store/secrets/tokenCipher.ts";
import type { Clock } from "../common/clock.ts";
import type { Leases, Shared } from "../coordination/leases.ts";

export type Session = Extract<Credential, { readonly kind: "session" }>;

/** See `noteSpent`. */
type SpentNote = "now" | "before" | "unknown";

export interface TokenShelfOptions {
  readonly keys: KeyStore;
  readonly shared: Shared;
  readonly leases: Leases;
  readonly clock: Clock;
}

/** So often something is written to a database that another program holds, about 6 s. */
const mostTries = 8;

/**
 * Where the tokens of a session lie: in SecretStorage, and sealed in the database for windows whose SecretStorage
 * is an old copy, as in a VS Code that is served to a browser. The pair that was issued last counts. What a window
 * cannot open, for want of the sealing key, is as if it were not there.
 */
export class TokenStore {
  readonly #options: TokenShelfOptions;
  /** Fingerprints of refresh tokens that are good still, of which that could not be noted. */
  readonly #unspent = new Set<string>();

  constructor(options: TokenShelfOptions) {
    this.#options = options;
  }

  /** The newest pair that was given for `origin`. None without an entry in SecretStorage: the account is gone. */
  async latest(accountId: string, origin: string): Promise<Session | undefined> {
    const own = sessionOf(await this.#options.keys.get(accountId), origin);
    if (!own) return undefined;
    const sealed = await this.#sealed(accountId, origin);
    return sealed && issuedAtMs(sealed) > issuedAtMs(own) ? sealed : own;
  }

  /**
   * Keeps a pair that was just issued to an account that is signed in: in SecretStorage, and sealed, which other
   * windows have from then on. Nothing of an account that was removed meanwhile.
   */
  async keep(accountId: string, origin: string, tokens: Session): Promise<void> {
    await this.#put(accountId, origin, tokens, (stored) => this.#options.keys.replace(accountId, stored));
  }

  async #put(
    accountId: string,
    origin: string,
    tokens: Session,
    store: (stored: StoredKey) => Promise<boolean>,
  ): Promise<void> {
    const { clock } = this.#options;
    const before = await this.latest(accountId, origin);
    const issued = Math.max(clock.now(), before ? issuedAtMs(before) + 1 : 0);
    const stored = { origin, credential: { ...tokens, issuedAtMs: issued } };
    if (!(await store(stored))) return;
    const cipher = await this.#sealKey();
    const box = cipher?.seal(JSON.stringify(stored), purpose(accountId, origin));
    if (cipher && box) await this.#note((notes) => notes.keepSealed(accountId, cipher.mark, box));
  }

  /** A person signed in: the pair stands before all that was, and from now on there is a key to seal with. */
  async give(accountId: string, origin: string, tokens: Session): Promise<void> {
    const { keys, leases } = this.#options;
    const claim = await leases.take("seal key");
    try {
      // Only here: a window with an old copy would overwrite the key that all others have.
      if (claim.kind === "mine" && !(await this.#sealKey())) await keys.setSeal(TokenCipher.newKey());
    } finally {
      if (claim.kind === "mine") await claim.release();
    }
    await this.forgetSpent(tokens.refreshToken);
    await this.#put(accountId, origin, tokens, async (stored) => {
      await keys.set(accountId, stored);
      return true;
    });
  }

  /**
   * Notes that a refresh token is about to be shown. `before`: some window has shown it, and it is not known to be
   * good still. `unknown`: the database cannot be asked, so that it is not to be shown. Without one it may be.
   */
  async noteSpent(refreshToken: string): Promise<SpentNote> {
    const { shared, clock } = this.#options;
    const mark = fingerprint(refreshToken);
    const note = (notes: CoordinationStore): SpentNote => {
      if (notes.isSpent(mark) && !this.#unspent.has(mark)) return "before";
      notes.noteSpent(mark, clock.now());
      return "now";
    };
    const noted = (await shared.share(note, "unknown")) ?? "now";
    if (noted === "now") this.#unspent.delete(mark);
    return noted;
  }

  async forgetSpent(refreshToken: string): Promise<void> {
    const mark = fingerprint(refreshToken);
    if (await this.#note((notes) => notes.forgetSpent(mark))) this.#unspent.delete(mark);
    else this.#unspent.add(mark);
  }

  /** Whether it was noted, or there is no database. */
  async #note(write: (notes: CoordinationStore) => void): Promise<boolean> {
    for (let tries = 0; tries < mostTries; tries += 1) {
      if ((await this.#options.shared.share(write, "unknown")) !== "unknown") return true;
    }
    return false;
  }

  async #sealed(accountId: string, origin: string): Promise<Session | undefined> {
    const cipher = await this.#sealKey();
    const box = cipher && (await this.#options.shared.share((notes) => notes.sealed(accountId, cipher.mark)));
    const text = box && cipher.open(box, purpose(accountId, origin));
    return text === undefined ? undefined : sessionOf(parseStoredKey(text), origin);
  }

  async #sealKey(): Promise<TokenCipher | undefined> {
    const text = await this.#options.keys.getSeal();
    try {
      return text === undefined ? undefined : new TokenCipher(text);
    } catch {
      return undefined;
    }
  }
}

function purpose(accountId: string, origin: string): string {
  return `tokens of ${accountId} for ${origin}`;
}

function issuedAtMs(session: Session): number {
  return session.issuedAtMs ?? 0;
}

function sessionOf(stored: ReturnType<typeof parseStoredKey>, origin: string): Session | undefined {
  return stored?.origin === origin && stored.credential.kind === "session" ? stored.credential : undefined;
}
