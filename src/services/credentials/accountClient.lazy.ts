import type { Account } from "../../core/accounts/account.ts";
import { defined } from "../../core/common/defined.ts";
import type { Endpoint } from "../../core/credentials/endpoint.ts";
import { isHeaderSafe } from "../../core/credentials/isHeaderSafe.ts";
import type { KeyPlace } from "../../core/readings/failure.ts";
import { failed, type Outcome } from "../../core/readings/outcome.ts";
import type { Snapshot } from "../../core/readings/snapshot.ts";
import type { JsonClient } from "../../providers/http/jsonClient.ts";
import type { AccountContext, Adapter, Provider, RequestContext } from "../../providers/provider.ts";
import type { KeyStore } from "../../store/secrets/keyStore.ts";
import type { Clock } from "../common/clock.ts";
import { Limiter } from "../common/limiter.ts";
import { type QueuedRequest, RequestQueue } from "../common/requestQueue.ts";
import { endpointOf } from "./endpointOf.ts";
import { withKeyExpiry } from "./keyExpiry.ts";
import type { SessionTokens } from "./sessionTokens.lazy.ts";

/** Allows one request per account at a time, whatever it is for, and a few in total. The others wait in order. */
class RequestLimiter {
  readonly #queue: RequestQueue;
  readonly #byAccount = new Map<string, Limiter>();

  constructor(clock: Clock) {
    this.#queue = new RequestQueue(clock);
  }

  run<T>(accountId: string, queued: QueuedRequest, request: () => Promise<T>): Promise<T> {
    const limiter = this.#byAccount.get(accountId) ?? new Limiter(1);
    this.#byAccount.set(accountId, limiter);
    return limiter.run(() => this.#queue.run(queued, request));
  }
}

/** What is loaded before the first request: the HTTP client and the adapters of the built-in providers. */
export interface Transport {
  readonly request: JsonClient;
  readonly adapters: Readonly<Record<string, Adapter>>;
}

export interface AccountClientOptions {
  readonly keyStore: KeyStore;
  readonly loadSessions: () => Promise<SessionTokens>;
  readonly loadTransport: () => Promise<Transport>;
  readonly clock: Clock;
  readonly findProvider: (id: string) => Provider | undefined;
  /** Where the key of an account was entered that this window does not have. */
  readonly findMissingKey: (accountId: string) => Promise<KeyPlace | undefined>;
  /** Called with the names of optional fields that a reading left out because of their type. */
  readonly onIgnoredFields?: ((account: Account, fields: readonly string[]) => void) | undefined;
}

/** The client as its callers see it, which may be loaded with the first call. */
export type AccountRequests = Pick<AccountClient, "call" | "read" | "createContext">;

/**
 * Sends requests to providers on behalf of accounts: the only place that combines an account's endpoint with its key.
 * It sends nothing when the key was entered for another origin.
 */
export class AccountClient {
  readonly #options: AccountClientOptions;
  readonly #limiter: RequestLimiter;

  constructor(options: AccountClientOptions) {
    this.#options = options;
    this.#limiter = new RequestLimiter(options.clock);
  }

  /**
   * Calls `send` with the account's key, or fails when there is no key for exactly this origin. `queued`: how urgent it
   * is, where somebody may wait for it.
   */
  async call<T>(
    account: Account,
    signal: AbortSignal,
    send: (adapter: Adapter, context: AccountContext) => Promise<Outcome<T>>,
    queued?: QueuedRequest,
  ): Promise<Outcome<T>> {
    const { keyStore, loadSessions, onIgnoredFields } = this.#options;
    const provider = this.#options.findProvider(account.provider);
    const endpoint = provider && endpointOf(account, provider);
    if (!provider) return failed({ kind: "blockedOrigin", provider: account.provider });
    if (!endpoint) return failed({ kind: "blockedOrigin" });
    const stored = await keyStore.get(account.id);
    if (!stored) {
      const enteredIn = await this.#options.findMissingKey(account.id);
      return failed({ kind: "keyMissing", ...defined({ enteredIn }) });
    }
    if (stored.origin !== endpoint.origin) {
      return failed({ kind: "blockedOrigin", origin: endpoint.origin, givenFor: stored.origin });
    }
    const { adapter, ...unlimited } = await this.createContext(account, provider, endpoint, signal);
    const { origin } = endpoint;
    const request: JsonClient = (options) =>
      this.#limiter.run(account.id, { origin, isUrgent: queued?.isUrgent ?? false }, () =>
        unlimited.request(options),
      );
    const context = {
      ...unlimited,
      request,
      onIgnoredFields: (fields: readonly string[]) => onIgnoredFields?.(account, fields),
    };
    const { credential } = stored;
    if (credential.kind === "session") {
      if (!adapter.session) return failed({ kind: "keyMissing" });
      const { refreshToken } = credential;
      // Only a refresh sends this token, but any reply could contain it, so every reply is redacted.
      const redacted: JsonClient = (options) =>
        context.request({ ...options, secrets: [...options.secrets, refreshToken] });
      const sendWith = (secret: string) => send(adapter, { ...context, request: redacted, secret });
      const sessions = await loadSessions();
      return sessions.withToken(account.id, adapter.session, context, sendWith);
    }
    if (!isHeaderSafe(credential.key)) return failed({ kind: "keyMissing" });
    return send(adapter, { ...context, secret: credential.key });
  }

  /** Reads the account. The key of a session is renewed by itself, so that its expiry does not matter. */
  async read(account: Account, signal: AbortSignal, queued?: QueuedRequest): Promise<Outcome<Snapshot>> {
    const send = async (adapter: Adapter, context: AccountContext) => {
      const outcome = await adapter.read(context);
      return adapter.session ? outcome : withKeyExpiry(outcome, context.secret);
    };
    return this.call(account, signal, send, queued);
  }

  /** What a request needs besides a key. Rejects for a provider without an adapter, which is a bug. */
  async createContext(
    { parameters = {}, budget }: Pick<Account, "parameters" | "budget">,
    provider: Provider,
    endpoint: Endpoint,
    signal: AbortSignal,
  ): Promise<RequestContext & { adapter: Adapter }> {
    const { loadTransport, clock } = this.#options;
    const { request, adapters } = await loadTransport();
    const adapter = provider.declared?.adapter ?? adapters[provider.id];
    if (!adapter) throw new Error(`no adapter for ${provider.id}`);
    return {
      adapter,
      request,
      endpoint,
      nowMs: clock.now(),
      signal,
      parameters,
      ...(budget ? { budget } : {}),
    };
  }
}
