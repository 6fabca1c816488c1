import type { Account } from "../../core/accounts/account.ts";
import type { Snapshot } from "../../core/readings/snapshot.ts";
import type { AccountList } from "../accounts/accountList.ts";
import type { Disposable } from "../common/emitter.ts";
import type { LedgerScheduler, LedgerSchedulerOptions } from "./ledgerScheduler.lazy.ts";

export interface LazyLedgerSchedulerOptions extends LedgerSchedulerOptions {
  readonly accountList: Pick<AccountList, "onDidChange">;
}

/** The upkeep of ledgers, loaded with the first account that has one. */
export class LazyLedgerScheduler implements Disposable {
  readonly #options: LazyLedgerSchedulerOptions;
  readonly #subscription: Disposable;
  #loading: Promise<LedgerScheduler> | undefined;
  #loaded: LedgerScheduler | undefined;
  #isDisposed = false;

  constructor(options: LazyLedgerSchedulerOptions) {
    this.#options = options;
    this.#subscription = options.accountList.onDidChange(() => this.#loaded?.clear());
  }

  /** A good reading came. */
  onReading(account: Account, snapshot: Snapshot): void {
    this.#forward(account, snapshot, (ledgerScheduler) => ledgerScheduler.onReading(account, snapshot));
  }

  /** What was last read before a restart. */
  resume(account: Account, snapshot: Snapshot): void {
    this.#forward(account, snapshot, (ledgerScheduler) => ledgerScheduler.resume(account, snapshot));
  }

  dispose(): void {
    this.#isDisposed = true;
    this.#subscription.dispose();
    this.#loaded?.dispose();
  }

  #forward(
    account: Account,
    snapshot: Snapshot,
    to: (ledgerScheduler: LedgerScheduler) => Promise<void>,
  ): void {
    const { ledgerSync, reportBug } = this.#options;
    if (!ledgerSync.findMeter(snapshot, account)) return;
    this.#loading ??= this.#load();
    this.#loading
      .then((ledgerScheduler) => (this.#isDisposed ? undefined : to(ledgerScheduler)))
      .catch(reportBug);
  }

  async #load(): Promise<LedgerScheduler> {
    const { LedgerScheduler } = await import("./ledgerScheduler.lazy.ts");
    this.#loaded = new LedgerScheduler(this.#options);
    return this.#loaded;
  }
}
