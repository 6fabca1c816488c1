import { parseJwtTimes } from "../../core/credentials/jwtTimes.ts";
import { isCredentialRefused } from "../../core/readings/failure.ts";
import { failed, type Outcome, success } from "../../core/readings/outcome.ts";
import { minuteMs } from "../../core/time/durations.ts";
import type { RequestContext, SessionClient } from "../../providers/provider.ts";
import { delay } from "../common/timers.ts";
import { RefreshLock } from "./refreshLock.ts";
import { type Session, TokenStore, type TokenStoreOptions } from "./tokenStore.ts";

/** A token that expires sooner than this is refreshed before it is used. */
const marginMs = minuteMs;
const pollMs = 250;
/**
 * So often a database that another program holds is asked before a token is shown, about 6 s by the patience of
 * `services/patience.ts`. Then the read has failed, and is tried again like any other.
 */
const maxUnknownAnswers = 8;
/** The refresh token was shown, and what came of it is lost: only a new sign-in helps. */
const signedOut = failed({ kind: "keyRejected", isSignedOut: true });

/**
 * Keeps accounts with rotating tokens signed in. A refresh token is good for one use, so all who need a new
 * access token of an account, in whichever window, wait for the same rotation. What is kept for another origin
 * than the exchange's, as after a change of the base URL, is no token of this exchange.
 */
export class SessionTokens {
  readonly #options: TokenStoreOptions;
  readonly #tokenStore: TokenStore;
  readonly #lock: RefreshLock;
  readonly #rotations = new Map<string, Promise<Outcome<string>>>();

  constructor(options: TokenStoreOptions) {
    this.#options = options;
    this.#tokenStore = new TokenStore(options);
    this.#lock = new RefreshLock(options.coordinator, options.clock);
  }

  /** A person signed in. Throws when SecretStorage does. */
  saveSignIn(accountId: string, origin: string, tokens: Session): Promise<void> {
    return this.#tokenStore.saveSignIn(accountId, origin, tokens);
  }

  /** Calls `use` with a fresh access token, and once more with a newer one if that is refused. */
  async withToken<T>(
    accountId: string,
    session: SessionClient,
    exchange: RequestContext,
    use: (accessToken: string) => Promise<Outcome<T>>,
  ): Promise<Outcome<T>> {
    const current = this.#freshAccessToken(await this.#findSession(accountId, exchange));
    const token = current === undefined ? await this.#rotate(accountId, session, exchange) : success(current);
    if (!token.ok) return token;
    const outcome = await use(token.value);
    if (outcome.ok || !isCredentialRefused(outcome.failure) || current === undefined) return outcome;
    const renewed = await this.#rotate(accountId, session, exchange, current);
    return renewed.ok ? use(renewed.value) : renewed;
  }

  #findSession(accountId: string, { endpoint: { origin } }: RequestContext): Promise<Session | undefined> {
    return this.#tokenStore.findLatest(accountId, origin);
  }

  /** A new access token, other than the `refused` one. One rotation per account at a time. */
  #rotate(
    accountId: string,
    session: SessionClient,
    exchange: RequestContext,
    refused?: string,
  ): Promise<Outcome<string>> {
    const place = `${exchange.endpoint.origin} ${accountId}`;
    const running = this.#rotations.get(place);
    if (running) return running;
    const rotation = this.#obtainToken(accountId, session, exchange, refused).finally(() =>
      this.#rotations.delete(place),
    );
    this.#rotations.set(place, rotation);
    return rotation;
  }

  /**
   * Waits for another window that spends the same refresh token, and spends it where none does. While that cannot
   * be known it is not shown: a provider may end the whole sign-in for a token that comes twice.
   */
  async #obtainToken(
    accountId: string,
    session: SessionClient,
    exchange: RequestContext,
    refused: string | undefined,
  ): Promise<Outcome<string>> {
    const { leases, clock } = this.#options;
    for (let doubts = 0; doubts < maxUnknownAnswers && !leases.closeSignal.aborted; ) {
      // Somebody else may have rotated between our look at the store and now.
      const kept = await this.#findSession(accountId, exchange);
      const current = this.#freshAccessToken(kept);
      if (current !== undefined && current !== refused) return success(current);
      if (!kept) return failed({ kind: "keyMissing" });
      const turn = await this.#lock.acquire(kept.refreshToken);
      if (turn === "taken") await delay(clock, pollMs, leases.closeSignal);
      if (turn === "unknown") doubts += 1;
      if (turn !== "mine") continue;
      try {
        const still = await this.#findSession(accountId, exchange);
        if (still?.refreshToken !== kept.refreshToken) continue;
        // Noted before it is sent: should we die before the reply is stored, nobody shows it a second time.
        const noted = await this.#tokenStore.markUsed(kept.refreshToken);
        if (noted === "before") return signedOut;
        if (noted === "now") return await this.#refresh(accountId, session, exchange, kept);
        doubts += 1;
      } finally {
        await this.#lock.release(kept.refreshToken);
      }
    }
    return failed({ kind: "unreachable", reason: "internal" });
  }

  /** Shows a refresh token that was just noted as spent. */
  async #refresh(
    accountId: string,
    session: SessionClient,
    exchange: RequestContext,
    spent: Session,
  ): Promise<Outcome<string>> {
    const { refreshToken: shown } = spent;
    // A cancelled poll must not lose the reply that carries the only good token: no signal but the time-out.
    const unbroken = { ...exchange, signal: new AbortController().signal };
    const tokens = await session.refresh(unbroken, shown).catch(async (error: unknown) => {
      await this.#tokenStore.unmarkUsed(shown);
      throw error;
    });
    if (!tokens.ok) {
      if (isCredentialRefused(tokens.failure)) return failed({ ...tokens.failure, isSignedOut: true });
      // It may be good still. If it is not, the provider says so the next time.
      await this.#tokenStore.unmarkUsed(shown);
      return tokens;
    }
    // A person may have removed the account or given another key meanwhile, which then stands.
    const now = await this.#findSession(accountId, exchange);
    if (now?.refreshToken !== shown) {
      return now?.accessToken === undefined ? failed({ kind: "keyMissing" }) : success(now.accessToken);
    }
    const { accessToken, refreshToken } = tokens.value;
    const receivedAtMs = this.#options.clock.now();
    const issued: Session = { kind: "session", accessToken, refreshToken, receivedAtMs };
    // Stored before it is used: a crash after this line loses nothing.
    await this.#tokenStore.replace(accountId, exchange.endpoint.origin, issued);
    return success(accessToken);
  }

  /** The access token, unless it is about to expire. */
  #freshAccessToken(kept: Session | undefined): string | undefined {
    if (kept?.accessToken === undefined) return undefined;
    const nowMs = this.#options.clock.now();
    const expiryMs = localExpiryMs(kept.accessToken, kept.receivedAtMs, nowMs);
    return expiryMs !== undefined && expiryMs < nowMs + marginMs ? undefined : kept.accessToken;
  }
}

/**
 * When a token expires by this machine's clock, which need not agree with the provider's: a clock that is ahead by
 * the life of a token would find each one expired. A receipt that lies ahead is from before the clock was set back.
 */
function localExpiryMs(token: string, receivedAtMs: number | undefined, nowMs: number): number | undefined {
  const times = parseJwtTimes(token);
  if (times?.lifetimeMs === undefined || receivedAtMs === undefined || receivedAtMs > nowMs)
    return times?.expiresAtMs;
  return receivedAtMs + times.lifetimeMs;
}
