import type { Account } from "../../core/accounts/account.ts";
import type { Usage } from "../../core/history/usage.ts";
import { failed, type Outcome } from "../../core/readings/outcome.ts";
import type { UsageQuery } from "../../providers/provider.ts";
import type { OnDemandClient } from "./onDemandClient.ts";

interface CachedUsage {
  readonly key: string;
  readonly outcome: Promise<Outcome<Usage>>;
}

/**
 * Caches the usage that providers publish. The panel asks again after each change of the history, which happens many
 * times a minute during a sync; the provider is asked again only for a new key.
 */
export class UsageCache {
  readonly #onDemandClient: Pick<OnDemandClient, "call">;
  readonly #entries = new Map<string, CachedUsage>();

  constructor(onDemandClient: Pick<OnDemandClient, "call">) {
    this.#onDemandClient = onDemandClient;
  }

  /**
   * `key`: the query and the time of the account's last reading. A failure is cached too, until the account is read
   * again, so that a provider that refuses the request is not asked after each change of the history.
   */
  read(account: Account, query: UsageQuery, key: string, signal: AbortSignal): Promise<Outcome<Usage>> {
    const cached = this.#entries.get(account.id);
    if (cached?.key === key) return cached.outcome;
    const entry: CachedUsage = { key, outcome: this.#fetch(account, query, signal) };
    this.#entries.set(account.id, entry);
    entry.outcome.catch(() => {
      if (this.#entries.get(account.id) === entry) this.#entries.delete(account.id);
    });
    return entry.outcome;
  }

  #fetch(account: Account, query: UsageQuery, signal: AbortSignal): Promise<Outcome<Usage>> {
    return this.#onDemandClient.call(
      account,
      signal,
      async (adapter, context) =>
        (await adapter.readUsage?.(context, query)) ?? failed({ kind: "badResponse", reason: "empty" }),
    );
  }
}
