import { parseJwtTimes } from "../../core/credentials/jwtTimes.ts";
import { isCredentialRefused } from "../../core/readings/failure.ts";
import { failed, type Outcome, success } from "../../core/readings/outcome.ts";
import { minuteMs } from "../../core/time/durations.ts";
import type { RequestContext, SessionClient } from "../../providers/provider.ts";
import { delay } from "../common/timers.ts";
import { RefreshLock } from "./refreshLock.ts";
import { type Session, TokenStore, type TokenStoreOptions } from "./tokenStore.ts";

/** A token that expires sooner is refreshed before it is used. */
const expiryMarginMs = minuteMs;
/** How often to check whether another window has refreshed the token. */
const otherWindowCheckMs = 250;
/**
 * How often a busy database is asked before the reading fails and is retried like any other, about 6 s with the retries
 * of `history/busyRetry.ts`.
 */
const maxUnknownAnswers = 8;
/** The refresh token was used and the reply was lost, so only a new sign-in helps. */
const signedOut = failed({ kind: "keyRejected", isSignedOut: true });

/**
 * Keeps accounts with rotating tokens signed in. A refresh token can be used once, so all callers that need a new
 * access token of an account, in any window, wait for the same refresh. Stored tokens of another origin are not used,
 * for example after a change of the base URL.
 */
export class SessionTokens {
  readonly #options: TokenStoreOptions;
  readonly #tokenStore: TokenStore;
  readonly #lock: RefreshLock;
  readonly #refreshes = new Map<string, Promise<Outcome<string>>>();

  constructor(options: TokenStoreOptions) {
    this.#options = options;
    this.#tokenStore = new TokenStore(options);
    this.#lock = new RefreshLock(options.coordinator, options.clock);
  }

  /** Saves the tokens of a new sign-in. Rejects when SecretStorage does. */
  saveSignIn(accountId: string, origin: string, tokens: Session): Promise<void> {
    return this.#tokenStore.saveSignIn(accountId, origin, tokens);
  }

  /** Calls `send` with a valid access token, and once more with a new one when the provider rejects the first. */
  async withToken<T>(
    accountId: string,
    client: SessionClient,
    context: RequestContext,
    send: (accessToken: string) => Promise<Outcome<T>>,
  ): Promise<Outcome<T>> {
    const current = this.#validAccessToken(await this.#findSession(accountId, context));
    const token = current === undefined ? await this.#newToken(accountId, client, context) : success(current);
    if (!token.ok) return token;
    const outcome = await send(token.value);
    if (outcome.ok || !isCredentialRefused(outcome.failure) || current === undefined) return outcome;
    const renewed = await this.#newToken(accountId, client, context, current);
    return renewed.ok ? send(renewed.value) : renewed;
  }

  #findSession(accountId: string, { endpoint: { origin } }: RequestContext): Promise<Session | undefined> {
    return this.#tokenStore.findLatest(accountId, origin);
  }

  /** An access token other than the `rejected` one. Runs one refresh per account and origin at a time. */
  #newToken(
    accountId: string,
    client: SessionClient,
    context: RequestContext,
    rejected?: string,
  ): Promise<Outcome<string>> {
    const key = `${context.endpoint.origin} ${accountId}`;
    const active = this.#refreshes.get(key);
    if (active) return active;
    const refresh = this.#refreshOnce(accountId, client, context, rejected).finally(() =>
      this.#refreshes.delete(key),
    );
    this.#refreshes.set(key, refresh);
    return refresh;
  }

  /**
   * Waits while another window uses the refresh token, and uses it when no other window does. The token is not sent
   * while this is unknown: a provider may end the session when it receives a refresh token twice.
   */
  async #refreshOnce(
    accountId: string,
    client: SessionClient,
    context: RequestContext,
    rejected: string | undefined,
  ): Promise<Outcome<string>> {
    const { leases, clock } = this.#options;
    for (let unknownAnswers = 0; unknownAnswers < maxUnknownAnswers && !leases.closeSignal.aborted; ) {
      // Another window may have refreshed the tokens meanwhile.
      const session = await this.#findSession(accountId, context);
      const current = this.#validAccessToken(session);
      if (current !== undefined && current !== rejected) return success(current);
      if (!session) return failed({ kind: "keyMissing" });
      const lock = await this.#lock.acquire(session.refreshToken);
      if (lock === "taken") await delay(clock, otherWindowCheckMs, leases.closeSignal);
      if (lock === "unknown") unknownAnswers += 1;
      if (lock !== "mine") continue;
      try {
        const latest = await this.#findSession(accountId, context);
        if (latest?.refreshToken !== session.refreshToken) continue;
        // Marked before it is sent: after a crash before the reply is saved, no window sends the token again.
        const marked = await this.#tokenStore.markUsed(session.refreshToken);
        if (marked === "before") return signedOut;
        if (marked === "now") return await this.#refresh(accountId, client, context, session.refreshToken);
        unknownAnswers += 1;
      } finally {
        await this.#lock.release(session.refreshToken);
      }
    }
    return failed({ kind: "unreachable", reason: "internal" });
  }

  /** Sends a refresh token that was marked as used, and saves the new tokens. */
  async #refresh(
    accountId: string,
    client: SessionClient,
    context: RequestContext,
    usedToken: string,
  ): Promise<Outcome<string>> {
    // Not cancelled with the poll: the reply contains the only valid tokens. Only the time-out ends the request.
    const uncancelled = { ...context, signal: new AbortController().signal };
    const tokens = await client.refresh(uncancelled, usedToken).catch(async (error: unknown) => {
      await this.#tokenStore.unmarkUsed(usedToken);
      throw error;
    });
    if (!tokens.ok) {
      if (isCredentialRefused(tokens.failure)) return failed({ ...tokens.failure, isSignedOut: true });
      // The token may still be valid. If it is not, the provider rejects it the next time.
      await this.#tokenStore.unmarkUsed(usedToken);
      return tokens;
    }
    const { accessToken, refreshToken } = tokens.value;
    const receivedAtMs = this.#options.clock.now();
    const issued: Session = { kind: "session", accessToken, refreshToken, receivedAtMs };
    // Saved before it is used: a crash after this line loses nothing.
    const session = await this.#tokenStore.replace(accountId, context.endpoint.origin, usedToken, issued);
    return session?.accessToken === undefined ? failed({ kind: "keyMissing" }) : success(session.accessToken);
  }

  /** The access token, unless it is about to expire. */
  #validAccessToken(session: Session | undefined): string | undefined {
    if (session?.accessToken === undefined) return undefined;
    const nowMs = this.#options.clock.now();
    const expiryMs = localExpiryMs(session.accessToken, session.receivedAtMs, nowMs);
    return expiryMs !== undefined && expiryMs < nowMs + expiryMarginMs ? undefined : session.accessToken;
  }
}

/**
 * When a token expires by this machine's clock, which may differ from the provider's: with a clock that is ahead by the
 * lifetime of a token, every token would seem expired. A receipt in the future is from before the clock was set back.
 */
function localExpiryMs(token: string, receivedAtMs: number | undefined, nowMs: number): number | undefined {
  const times = parseJwtTimes(token);
  if (times?.lifetimeMs === undefined || receivedAtMs === undefined || receivedAtMs > nowMs)
    return times?.expiresAtMs;
  return receivedAtMs + times.lifetimeMs;
}
