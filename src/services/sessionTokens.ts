import { jwtExpiryMs } from "../core/jwtExpiry.ts";
import { failed, type Outcome, success } from "../core/outcome.ts";
import type { Exchange, SessionExchange } from "../providers/provider.ts";
import type { KeyStore } from "../store/keyStore.ts";

/** A token that expires sooner than this is refreshed before it is used. */
const marginMs = 60_000;

/**
 * Keeps accounts with rotating tokens signed in. A refresh token is good for one use, so all who need a
 * new access token of an account wait for the same rotation. What is kept for another origin than the
 * exchange's, as after a change of the base URL, is no token of this exchange.
 */
export class SessionTokens {
  readonly #keys: KeyStore;
  readonly #rotations = new Map<string, Promise<Outcome<string>>>();

  constructor(keys: KeyStore) {
    this.#keys = keys;
  }

  /** Calls `use` with a fresh access token, and once more with a newer one if that is refused. */
  async withToken<T>(
    accountId: string,
    session: SessionExchange,
    exchange: Exchange,
    use: (accessToken: string) => Promise<Outcome<T>>,
  ): Promise<Outcome<T>> {
    const current = await this.#current(accountId, exchange);
    const token = current === undefined ? await this.#rotate(accountId, session, exchange) : success(current);
    if (!token.ok) return token;
    const outcome = await use(token.value);
    if (outcome.ok || outcome.failure.kind !== "keyRejected" || current === undefined) return outcome;
    const renewed = await this.#rotate(accountId, session, exchange, current);
    return renewed.ok ? use(renewed.value) : renewed;
  }

  async #current(accountId: string, exchange: Exchange): Promise<string | undefined> {
    const accessToken = (await this.#kept(accountId, exchange))?.accessToken;
    if (accessToken === undefined) return undefined;
    const expiryMs = jwtExpiryMs(accessToken);
    return expiryMs !== undefined && expiryMs < exchange.nowMs + marginMs ? undefined : accessToken;
  }

  async #kept(accountId: string, { endpoint: { origin } }: Exchange) {
    const stored = await this.#keys.get(accountId);
    if (stored?.origin !== origin || stored.credential.kind !== "session") return undefined;
    return stored.credential;
  }

  /** A new access token, other than the `refused` one. One rotation per account at a time. */
  #rotate(
    accountId: string,
    session: SessionExchange,
    exchange: Exchange,
    refused?: string,
  ): Promise<Outcome<string>> {
    const place = `${exchange.endpoint.origin} ${accountId}`;
    const running = this.#rotations.get(place);
    if (running) return running;
    const rotation = this.#obtain(accountId, session, exchange, refused).finally(() =>
      this.#rotations.delete(place),
    );
    this.#rotations.set(place, rotation);
    return rotation;
  }

  async #obtain(
    accountId: string,
    session: SessionExchange,
    exchange: Exchange,
    refused: string | undefined,
  ): Promise<Outcome<string>> {
    // Somebody else may have rotated between our look at the store and now.
    const current = await this.#current(accountId, exchange);
    if (current !== undefined && current !== refused) return success(current);
    const spent = await this.#kept(accountId, exchange);
    if (!spent) return failed({ kind: "keyMissing" });
    // A cancelled poll must not lose the reply that carries the only good token: no signal but the time-out.
    const unbroken = { ...exchange, signal: new AbortController().signal };
    const tokens = await session.refresh(unbroken, spent.refreshToken);
    if (!tokens.ok) return tokens;
    // A person may have removed the account or given another key meanwhile, which then stands.
    const now = await this.#kept(accountId, exchange);
    if (now?.refreshToken !== spent.refreshToken) {
      return now?.accessToken === undefined ? failed({ kind: "keyMissing" }) : success(now.accessToken);
    }
    const { accessToken, refreshToken } = tokens.value;
    // Stored before it is used: a crash after this line loses nothing.
    await this.#keys.set(accountId, {
      origin: exchange.endpoint.origin,
      credential: { kind: "session", accessToken, refreshToken },
    });
    return success(accessToken);
  }
}
