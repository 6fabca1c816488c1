import type { Account } from "../core/account.ts";
import { type Endpoint, parseEndpoint } from "../core/endpoint.ts";
import { failed, type Outcome } from "../core/outcome.ts";
import { isSecretText } from "../core/secretText.ts";
import type { JsonClient } from "../providers/jsonClient.ts";
import type { Access, Exchange, Provider } from "../providers/provider.ts";
import type { KeyStore } from "../store/keyStore.ts";
import type { Clock } from "./clock.ts";
import type { SessionTokens } from "./sessionTokens.ts";

export interface AccountAccessOptions {
  readonly keys: KeyStore;
  readonly sessions: SessionTokens;
  readonly request: JsonClient;
  readonly clock: Clock;
  readonly findProvider: (id: string) => Provider | undefined;
}

/**
 * The one door to a provider on behalf of an account: it joins the account's endpoint with its key, and
 * stays shut where the key was given for another origin.
 */
export class AccountAccess {
  readonly #options: AccountAccessOptions;

  constructor(options: AccountAccessOptions) {
    this.#options = options;
  }

  /** Calls `use` with what an exchange needs. Sends nothing without a key for this very origin. */
  async call<T>(
    account: Account,
    signal: AbortSignal,
    use: (provider: Provider, access: Access) => Promise<Outcome<T>>,
  ): Promise<Outcome<T>> {
    const { keys, sessions } = this.#options;
    const provider = this.#options.findProvider(account.provider);
    const endpoint = provider && endpointOf(account, provider);
    if (!endpoint) return failed({ kind: "blockedOrigin" });
    const stored = await keys.get(account.id);
    if (!stored) return failed({ kind: "keyMissing" });
    if (stored.origin !== endpoint.origin) {
      return failed({ kind: "blockedOrigin", origin: endpoint.origin, givenFor: stored.origin });
    }
    const exchange = this.exchange(endpoint, signal);
    const { credential } = stored;
    if (credential.kind === "session") {
      if (!provider.session) return failed({ kind: "keyMissing" });
      const ask = (secret: string) => use(provider, { ...exchange, secret });
      return sessions.withToken(account.id, provider.session, exchange, ask);
    }
    if (!isSecretText(credential.key)) return failed({ kind: "keyMissing" });
    return use(provider, { ...exchange, secret: credential.key });
  }

  exchange(endpoint: Endpoint, signal: AbortSignal): Exchange {
    const { request, clock } = this.#options;
    return { request, endpoint, nowMs: clock.now(), signal };
  }

  /** Where the account's key was given for, such as `api.poof.bg`; never the key. */
  async keyHost(accountId: string): Promise<string | undefined> {
    const stored = await this.#options.keys.get(accountId);
    return stored && URL.parse(stored.origin)?.host;
  }
}

export function endpointOf(account: Pick<Account, "baseUrl">, provider: Provider): Endpoint | undefined {
  const baseUrl = account.baseUrl ?? provider.defaultBaseUrl;
  return baseUrl === undefined ? undefined : parseEndpoint(baseUrl);
}
