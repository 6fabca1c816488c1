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
 * What providers tell of usage. The panel asks anew whenever the history changes, which a ledger that is being
 * fetched does many times a minute; a provider is asked again only when the basis has changed.
 */
export class UsageCache {
  readonly #onDemandClient: Pick<OnDemandClient, "call">;
  readonly #entries = new Map<string, CachedUsage>();

  constructor(onDemandClient: Pick<OnDemandClient, "call">) {
    this.#onDemandClient = onDemandClient;
  }

  /**
   * `basis`: the question and the reading that it goes with. A failure stands until the account is read anew: a
   * provider that refuses this much is not to be asked again for every change elsewhere.
   */
  read(account: Account, query: UsageQuery, key: string, signal: AbortSignal): Promise<Outcome<Usage>> {
    const last = this.#entries.get(account.id);
    if (last?.key === key) return last.outcome;
    const told: CachedUsage = { key, outcome: this.#fetch(account, query, signal) };
    this.#entries.set(account.id, told);
    told.outcome.catch(() => {
      if (this.#entries.get(account.id) === told) this.#entries.delete(account.id);
    });
    return told.outcome;
  }

  #fetch(account: Account, query: UsageQuery, signal: AbortSignal): Promise<Outcome<Usage>> {
    return this.#onDemandClient.call(
      account,
      signal,
      async (adapter, access) =>
        (await adapter.readUsage?.(access, query)) ?? failed({ kind: "badResponse", reason: "empty" }),
    );
  }
}
