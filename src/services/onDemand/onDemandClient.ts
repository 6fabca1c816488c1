import type { Account } from "../../core/accounts/account.ts";
import { requestedRetryMs } from "../../core/readings/failure.ts";
import { failed, type Outcome } from "../../core/readings/outcome.ts";
import type { AccountContext, Adapter } from "../../providers/provider.ts";
import type { AccountRequests } from "../credentials/accountClient.lazy.ts";
import type { Poller } from "../polling/poller.ts";

type Send<T> = (adapter: Adapter, context: AccountContext) => Promise<Outcome<T>>;

export interface OnDemandClientOptions {
  readonly accountClient: AccountRequests;
  readonly poller: Poller;
}

/**
 * Sends the requests for data besides the balance: details, usage, ledgers. A pause that a provider asks for here
 * applies to all requests of the account.
 */
export class OnDemandClient {
  readonly #options: OnDemandClientOptions;

  constructor(options: OnDemandClientOptions) {
    this.#options = options;
  }

  /** For automatic requests: fails without a request while the account waits for the user or for its provider. */
  async call<T>(account: Account, signal: AbortSignal, send: Send<T>): Promise<Outcome<T>> {
    const suspension = this.#options.poller.suspension(account.id);
    return suspension ? failed(suspension) : this.callIgnoringPause(account, signal, send);
  }

  /** Like `call`, but sends the request in any case: for requests that the user may also start during a pause. */
  async callIgnoringPause<T>(account: Account, signal: AbortSignal, send: Send<T>): Promise<Outcome<T>> {
    const { accountClient, poller } = this.#options;
    const outcome = await accountClient.call(account, signal, send);
    const retryAtMs = outcome.ok ? undefined : requestedRetryMs(outcome.failure);
    if (retryAtMs !== undefined) poller.holdUntil(account.id, retryAtMs);
    return outcome;
  }
}
