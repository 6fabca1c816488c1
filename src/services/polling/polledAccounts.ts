import type { Account } from "../../core/accounts/account.ts";
import { PolledAccount } from "./polledAccount.ts";

export interface PolledAccountsOptions {
  /** Where an account is read: a change makes it another account. */
  readonly sourceOf: (account: Account) => string;
  /** 0…1 */
  readonly random: () => number;
}

/** The accounts under the poller's care, in the order of the settings. */
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

  /** Takes up new accounts, starts changed ones over and lets go of the rest. Returns the new ones. */
  update(accounts: readonly Account[]): PolledAccount[] {
    const { sourceOf, random } = this.#options;
    const before = this.#byId;
    const added: PolledAccount[] = [];
    this.#byId = new Map(
      accounts.map((account) => {
        const known = before.get(account.id);
        if (known?.source === sourceOf(account)) {
          before.delete(account.id);
          known.updateAccount(account);
          return [account.id, known];
        }
        const polled = new PolledAccount(account, sourceOf(account), random());
        polled.inherit(known?.attempt);
        added.push(polled);
        return [account.id, polled];
      }),
    );
    for (const gone of before.values()) gone.cancel();
    return added;
  }
}
