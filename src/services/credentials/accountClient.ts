import type { Account } from "../../core/accounts/account.ts";
import { type Endpoint, parseEndpoint } from "../../core/credentials/endpoint.ts";
import { isHeaderSafe } from "../../core/credentials/isHeaderSafe.ts";
import { failed, type Outcome } from "../../core/readings/outcome.ts";
import type { JsonClient } from "../../providers/http/jsonClient.ts";
import type { AccountContext, Adapter, Provider, RequestContext } from "../../providers/provider.ts";
import type { KeyStore } from "../../store/secrets/keyStore.ts";
import type { Clock } from "../common/clock.ts";
import { Limiter } from "../common/limiter.ts";
import type { SessionTokens } from "./sessionTokens.lazy.ts";

const maxConcurrentRequests = 6;

/** How many requests are under way: one of an account, whatever it is for, and six of all. The rest wait their turn. */
export class RequestLimiter {
  readonly #all = new Limiter(maxConcurrentRequests);
  readonly #byAccount = new Map<string, Limiter>();

  run<T>(accountId: string, request: () => Promise<T>): Promise<T> {
    const own = this.#byAccount.get(accountId) ?? new Limiter(1);
    this.#byAccount.set(accountId, own);
    return own.run(() => this.#all.run(request));
  }
}

/** What is loaded with the first exchange: the client, and how each provider is asked. */
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
}

/**
 * The one door to a provider on behalf of an account: it joins the account's endpoint with its key, and
 * stays shut where the key was given for another origin.
 */
export class AccountClient {
  readonly #options: AccountClientOptions;
  readonly #limiter = new RequestLimiter();

  constructor(options: AccountClientOptions) {
    this.#options = options;
  }

  /** Calls `use` with what an exchange needs. Sends nothing without a key for this very origin. */
  async call<T>(
    account: Account,
    signal: AbortSignal,
    use: (adapter: Adapter, access: AccountContext) => Promise<Outcome<T>>,
  ): Promise<Outcome<T>> {
    const { keyStore, loadSessions } = this.#options;
    const provider = this.#options.findProvider(account.provider);
    const endpoint = provider && endpointOf(account, provider);
    if (!provider) return failed({ kind: "blockedOrigin", provider: account.provider });
    if (!endpoint) return failed({ kind: "blockedOrigin" });
    const stored = await keyStore.get(account.id);
    if (!stored) return failed({ kind: "keyMissing" });
    if (stored.origin !== endpoint.origin) {
      return failed({ kind: "blockedOrigin", origin: endpoint.origin, givenFor: stored.origin });
    }
    const { adapter, ...reached } = await this.createExchange(account, provider, endpoint, signal);
    const request: JsonClient = (asked) => this.#limiter.run(account.id, () => reached.request(asked));
    const exchange = { ...reached, request };
    const { credential } = stored;
    if (credential.kind === "session") {
      if (!adapter.session) return failed({ kind: "keyMissing" });
      const { refreshToken } = credential;
      // No request but a refresh carries it, and a reply could repeat it all the same.
      const guarded: JsonClient = (asked) =>
        exchange.request({ ...asked, secrets: [...asked.secrets, refreshToken] });
      const ask = (secret: string) => use(adapter, { ...exchange, request: guarded, secret });
      const sessions = await loadSessions();
      return sessions.withToken(account.id, adapter.session, exchange, ask);
    }
    if (!isHeaderSafe(credential.key)) return failed({ kind: "keyMissing" });
    return use(adapter, { ...exchange, secret: credential.key });
  }

  /** What it takes to ask a provider before there is a key. Rejects for one without an adapter: a bug. */
  async createExchange(
    { parameters = {} }: Pick<Account, "parameters">,
    provider: Provider,
    endpoint: Endpoint,
    signal: AbortSignal,
  ): Promise<RequestContext & { adapter: Adapter }> {
    const { loadTransport, clock } = this.#options;
    const { request, adapters } = await loadTransport();
    const adapter = provider.declared?.adapter ?? adapters[provider.id];
    if (!adapter) throw new Error(`no adapter for ${provider.id}`);
    return { adapter, request, endpoint, nowMs: clock.now(), signal, parameters };
  }
}

export function endpointOf(account: Pick<Account, "baseUrl">, provider: Provider): Endpoint | undefined {
  const baseUrl = account.baseUrl ?? provider.defaultBaseUrl;
  return baseUrl === undefined ? undefined : parseEndpoint(baseUrl);
}
