import type { Account } from "../core/account.ts";
import type { Snapshot } from "../core/snapshot.ts";
import type { LedgerSync } from "./ledgerSync.ts";

/** Keeps provider ledgers current: a sync after each reading that shows something new. */
export class LedgerUpkeep {
  readonly #sync: LedgerSync;
  readonly #synced = new Map<string, string>();

  constructor(sync: LedgerSync) {
    this.#sync = sync;
  }

  /** A good reading came. */
  async onReading(account: Account, { meters: [headline] }: Snapshot): Promise<void> {
    const shown = `${headline.remaining} ${headline.held ?? ""}`;
    const state = await this.#sync.state(account);
    if (!state || (state.state === "complete" && this.#synced.get(account.id) === shown)) return;
    this.#synced.set(account.id, shown);
    await this.#sync.sync(account, headline);
  }
}
