import type { Account } from "../core/account.ts";
import { failed, type Outcome } from "../core/outcome.ts";
import type { Access, Adapter } from "../providers/provider.ts";
import type { AccountAccess } from "./accountAccess.ts";
import type { Poller } from "./poller.ts";

export interface SideAccessOptions {
  readonly access: AccountAccess;
  readonly poller: Poller;
}

/**
 * The door for what is read beside the balance because something is looked at: details, usage. It stays shut
 * while the account waits for a person or for its provider, and what a provider asks here holds for all.
 */
export class SideAccess {
  readonly #options: SideAccessOptions;

  constructor(options: SideAccessOptions) {
    this.#options = options;
  }

  async call<T>(
    account: Account,
    signal: AbortSignal,
    use: (adapter: Adapter, access: Access) => Promise<Outcome<T>>,
  ): Promise<Outcome<T>> {
    const { access, poller } = this.#options;
    const rest = poller.rest(account.id);
    if (rest) return failed(rest);
    const outcome = await access.call(account, signal, use);
    if (!outcome.ok && outcome.failure.kind === "rateLimited") {
      poller.holdUntil(account.id, outcome.failure.retryAtMs);
    }
    return outcome;
  }
}
