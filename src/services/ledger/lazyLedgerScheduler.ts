import type { Account } from "../../core/accounts/account.ts";
import type { Snapshot } from "../../core/readings/snapshot.ts";
import type { AccountList } from "../accounts/accountList.ts";
import type { Disposable } from "../common/emitter.ts";
import type { LedgerUpkeep, LedgerUpkeepOptions } from "./ledgerScheduler.ts";

export interface LazyUpkeepOptions extends LedgerUpkeepOptions {
  readonly accounts: Pick<AccountList, "onDidChange">;
}

/** The upkeep of ledgers, loaded with the first account that has one. */
export class LazyUpkeep implements Disposable {
  readonly #options: LazyUpkeepOptions;
  readonly #subscription: Disposable;
  #loading: Promise<LedgerUpkeep> | undefined;
  #loaded: LedgerUpkeep | undefined;
  #isDisposed = false;

  constructor(options: LazyUpkeepOptions) {
    this.#options = options;
    this.#subscription = options.accounts.onDidChange(() => this.#loaded?.rest());
  }

  /** A good reading came. */
  onReading(account: Account, snapshot: Snapshot): void {
    this.#hand(account, snapshot, (upkeep) => upkeep.onReading(account, snapshot));
  }

  /** What was last read before a restart. */
  resume(account: Account, snapshot: Snapshot): void {
    this.#hand(account, snapshot, (upkeep) => upkeep.resume(account, snapshot));
  }

  dispose(): void {
    this.#isDisposed = true;
    this.#subscription.dispose();
    this.#loaded?.dispose();
  }

  #hand(account: Account, snapshot: Snapshot, to: (upkeep: LedgerUpkeep) => Promise<void>): void {
    const { ledgers, reportBug } = this.#options;
    if (!ledgers.meterIn(snapshot, account)) return;
    this.#loading ??= this.#load();
    this.#loading.then((upkeep) => (this.#isDisposed ? undefined : to(upkeep))).catch(reportBug);
  }

  async #load(): Promise<LedgerUpkeep> {
    const { LedgerUpkeep } = await import("./ledgerScheduler.ts");
    this.#loaded = new LedgerUpkeep(this.#options);
    return this.#loaded;
  }
}
