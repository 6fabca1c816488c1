import type { Account } from "../../core/accounts/account.ts";
import { failed, type Outcome } from "../../core/readings/outcome.ts";
import type { AccountContext, Adapter } from "../../providers/provider.ts";
import type { AccountClient } from "../credentials/accountClient.ts";
import type { Poller } from "../polling/poller.ts";

type Use<T> = (adapter: Adapter, access: AccountContext) => Promise<Outcome<T>>;

export interface OnDemandClientOptions {
  readonly accountClient: AccountClient;
  readonly poller: Poller;
}

/**
 * The door for what is read beside the balance: details, usage, ledgers. A pause that a provider asks for here holds
 * for all that the account reads.
 */
export class OnDemandClient {
  readonly #options: OnDemandClientOptions;

  constructor(options: OnDemandClientOptions) {
    this.#options = options;
  }

  /** For what is read because something is looked at: shut while the account waits for a person or its provider. */
  async call<T>(account: Account, signal: AbortSignal, use: Use<T>): Promise<Outcome<T>> {
    const rest = this.#options.poller.suspension(account.id);
    return rest ? failed(rest) : this.callIgnoringPause(account, signal, use);
  }

  /** As `call`, but never shut: for what a person may ask for though the account rests. */
  async callIgnoringPause<T>(account: Account, signal: AbortSignal, use: Use<T>): Promise<Outcome<T>> {
    const { accountClient, poller } = this.#options;
    const outcome = await accountClient.call(account, signal, use);
    if (!outcome.ok && outcome.failure.kind === "rateLimited") {
      poller.holdUntil(account.id, outcome.failure.retryAtMs);
    }
    return outcome;
  }
}
