import type { Account } from "../../core/accounts/account.ts";
import { PolledAccount } from "./polledAccount.ts";

export interface PolledAccountsOptions {
  /** Where an account is read. When that changes, the account is polled anew. */
  readonly sourceOf: (account: Account) => string;
  /** 0…1 */
  readonly random: () => number;
}

/** The accounts that the poller reads, in the order of the settings. */
export class PolledAccounts {
  readonly #options: PolledAccountsOptions;
  #byId = new Map<string, PolledAccount>();

  constructor(options: PolledAccountsOptions) {
    this.#options = options;
  }

  all(): PolledAccount[] {
    return [...this.#byId.values()];
  }

  find(id: string): PolledAccount | undefined {
    return this.#byId.get(id);
  }

  /** Until when the provider of any of these accounts asked not to be called; absent when none did. */
  pendingRetryMs(isMeant: (account: Account) => boolean, nowMs: number): number | undefined {
    const pending = this.all()
      .filter((polled) => isMeant(polled.account) && !polled.mayRequest(nowMs))
      .map((polled) => polled.retryAtMs(nowMs) ?? nowMs);
    return pending.length === 0 ? undefined : Math.max(...pending);
  }

  /** Adds new accounts, replaces those with a new source and cancels the rest. Returns the added and replaced ones. */
  update(accounts: readonly Account[]): PolledAccount[] {
    const { sourceOf, random } = this.#options;
    const previous = this.#byId;
    const added: PolledAccount[] = [];
    this.#byId = new Map(
      accounts.map((account) => {
        const existing = previous.get(account.id);
        if (existing?.source === sourceOf(account)) {
          previous.delete(account.id);
          existing.updateAccount(account);
          return [account.id, existing];
        }
        const polled = new PolledAccount(account, sourceOf(account), random());
        polled.inherit(existing?.attempt);
        added.push(polled);
        return [account.id, polled];
      }),
    );
    for (const removed of previous.values()) removed.cancel();
    return added;
  }

  cancelAll(): void {
    for (const polled of this.all()) polled.cancel();
  }
}
