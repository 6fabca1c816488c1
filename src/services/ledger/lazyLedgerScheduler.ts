import type { Account } from "../../core/accounts/account.ts";
import type { Snapshot } from "../../core/readings/snapshot.ts";
import type { AccountList } from "../accounts/accountList.ts";
import { type Disposable, DisposableStore } from "../common/disposable.ts";
import type { LedgerScheduler, LedgerSchedulerOptions } from "./ledgerScheduler.lazy.ts";

export interface LazyLedgerSchedulerOptions extends LedgerSchedulerOptions {
  readonly accountList: Pick<AccountList, "onDidChange">;
}

/** Loads the ledger scheduler with the first account that has a ledger. */
export class LazyLedgerScheduler implements Disposable {
  readonly #options: LazyLedgerSchedulerOptions;
  readonly #disposables = new DisposableStore();
  /** The accounts whose next reading a user has asked for. */
  readonly #refreshed = new Set<string>();
  #loading: Promise<LedgerScheduler> | undefined;

  constructor(options: LazyLedgerSchedulerOptions) {
    this.#options = options;
  }

  /** A user has asked for a reading: the ledger is synced with it, also when the balance is the same. */
  onWillRefresh(accountId: string): void {
    this.#refreshed.add(accountId);
  }

  /** A good reading arrived. */
  onReading(account: Account, snapshot: Snapshot): void {
    const isRefresh = this.#refreshed.delete(account.id);
    this.#forward(account, snapshot, (scheduler) => scheduler.onReading(account, snapshot, isRefresh));
  }

  /** Continues a sync that ended with the last session. */
  resume(account: Account, snapshot: Snapshot): void {
    this.#forward(account, snapshot, (scheduler) => scheduler.resume(account, snapshot));
  }

  dispose(): void {
    this.#disposables.dispose();
  }

  #forward(account: Account, snapshot: Snapshot, call: (scheduler: LedgerScheduler) => Promise<void>): void {
    const { ledgerSync, reportBug } = this.#options;
    if (!ledgerSync.findMeter(snapshot, account)) return;
    this.#loading ??= this.#load();
    this.#loading
      .then((scheduler) => (this.#disposables.isDisposed ? undefined : call(scheduler)))
      .catch(reportBug);
  }

  async #load(): Promise<LedgerScheduler> {
    const { LedgerScheduler } = await import("./ledgerScheduler.lazy.ts");
    const scheduler = this.#disposables.add(new LedgerScheduler(this.#options));
    this.#disposables.add(this.#options.accountList.onDidChange(() => scheduler.clear()));
    return scheduler;
  }
}
