import { fingerprint } from "../store/fingerprint.ts";
import type { KeyStore } from "../store/keyStore.ts";
import { SealKey } from "../store/sealKey.ts";
import { type Credential, parseStoredKey } from "../store/storedKey.ts";
import type { Claims, Shared } from "./claims.ts";
import type { Clock } from "./clock.ts";

export type Session = Extract<Credential, { readonly kind: "session" }>;

export interface TokenShelfOptions {
  readonly keys: KeyStore;
  readonly shared: Shared;
  readonly claims: Claims;
  readonly clock: Clock;
}

/**
 * Where the tokens of a session lie: in SecretStorage, and sealed in the database for windows whose SecretStorage
 * is an old copy, as in a VS Code that is served to a browser. The pair that was issued last counts. What a window
 * cannot open, for want of the sealing key, is as if it were not there.
 */
export class TokenShelf {
  readonly #options: TokenShelfOptions;

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

  /** Keeps a pair that was just issued. Sealed first: that is done at once, and other windows have it from then on. */
  async keep(accountId: string, origin: string, tokens: Session): Promise<void> {
    const { keys, shared, clock } = this.#options;
    const before = await this.latest(accountId, origin);
    const issued = Math.max(clock.now(), before ? issuedAtMs(before) + 1 : 0);
    const stored = { origin, credential: { ...tokens, issuedAtMs: issued } };
    const seal = await this.#sealKey();
    const box = seal?.seal(JSON.stringify(stored), purpose(accountId, origin));
    if (seal && box) await shared.share((notes) => notes.keepSealed(accountId, seal.mark, box));
    await keys.set(accountId, stored);
  }

  /** A person signed in: the pair stands before all that was, and from now on there is a key to seal with. */
  async give(accountId: string, origin: string, tokens: Session): Promise<void> {
    const { keys, claims } = this.#options;
    const claim = await claims.take("seal key");
    try {
      // Only here: a window with an old copy would overwrite the key that all others have.
      if (claim.kind === "mine" && !(await this.#sealKey())) await keys.setSeal(SealKey.newKey());
    } finally {
      if (claim.kind === "mine") await claim.release();
    }
    await this.forgetSpent(tokens.refreshToken);
    await this.keep(accountId, origin, tokens);
  }

  /** Whether any window has shown this refresh token, and it is not known to be good still. */
  async isSpent(refreshToken: string): Promise<boolean> {
    return (await this.#options.shared.share((notes) => notes.isSpent(fingerprint(refreshToken)))) ?? false;
  }

  async noteSpent(refreshToken: string): Promise<void> {
    const { shared, clock } = this.#options;
    await shared.share((notes) => notes.noteSpent(fingerprint(refreshToken), clock.now()));
  }

  async forgetSpent(refreshToken: string): Promise<void> {
    await this.#options.shared.share((notes) => notes.forgetSpent(fingerprint(refreshToken)));
  }

  async #sealed(accountId: string, origin: string): Promise<Session | undefined> {
    const seal = await this.#sealKey();
    const box = seal && (await this.#options.shared.share((notes) => notes.sealed(accountId, seal.mark)));
    const text = box && seal.open(box, purpose(accountId, origin));
    return text === undefined ? undefined : sessionOf(parseStoredKey(text), origin);
  }

  async #sealKey(): Promise<SealKey | undefined> {
    const text = await this.#options.keys.getSeal();
    try {
      return text === undefined ? undefined : new SealKey(text);
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
