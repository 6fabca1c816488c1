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
    // A sync that began before this reading may lack what it shows; the next reading asks again.
    if (!state || state.state === "running") return;
    if (state.state === "complete" && this.#synced.get(account.id) === shown) return;
    if (await this.#sync.sync(account, headline)) this.#synced.set(account.id, shown);
  }
}
