import type { Account } from "../../core/accounts/account.ts";
import type { Usage } from "../../core/history/usage.ts";
import { failed, type Outcome } from "../../core/readings/outcome.ts";
import type { UsageQuery } from "../../providers/provider.ts";
import type { OnDemandClient } from "./onDemandClient.ts";

interface Told {
  readonly basis: string;
  readonly outcome: Promise<Outcome<Usage>>;
}

/**
 * What providers tell of usage. The panel asks anew whenever the history changes, which a ledger that is being
 * fetched does many times a minute; a provider is asked again only when the basis has changed.
 */
export class UsageReads {
  readonly #onDemandClient: Pick<OnDemandClient, "call">;
  readonly #told = new Map<string, Told>();

  constructor(onDemandClient: Pick<OnDemandClient, "call">) {
    this.#onDemandClient = onDemandClient;
  }

  /**
   * `basis`: the question and the reading that it goes with. A failure stands until the account is read anew: a
   * provider that refuses this much is not to be asked again for every change elsewhere.
   */
  read(account: Account, query: UsageQuery, basis: string, signal: AbortSignal): Promise<Outcome<Usage>> {
    const last = this.#told.get(account.id);
    if (last?.basis === basis) return last.outcome;
    const told: Told = { basis, outcome: this.#ask(account, query, signal) };
    this.#told.set(account.id, told);
    told.outcome.catch(() => {
      if (this.#told.get(account.id) === told) this.#told.delete(account.id);
    });
    return told.outcome;
  }

  #ask(account: Account, query: UsageQuery, signal: AbortSignal): Promise<Outcome<Usage>> {
    return this.#onDemandClient.call(
      account,
      signal,
      async (adapter, its) =>
        (await adapter.readUsage?.(its, query)) ?? failed({ kind: "badResponse", reason: "empty" }),
    );
  }
}
