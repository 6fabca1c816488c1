import type { Account } from "../core/account.ts";
import type { Endpoint } from "../core/endpoint.ts";
import { failed, type Outcome, success } from "../core/outcome.ts";
import { accountSlug } from "../core/slug.ts";
import type { Snapshot } from "../core/snapshot.ts";
import type { Provider } from "../providers/provider.ts";
import type { AttemptStore } from "../store/attemptFile.ts";
import type { KeyStore } from "../store/keyStore.ts";
import { type AccountAccess, endpointOf } from "./accountAccess.ts";
import type { AccountList } from "./accountList.ts";
import type { Poller } from "./poller.ts";
import { type GivenKey, type ProvenKey, proveKey } from "./proveKey.ts";

export interface NewAccount {
  readonly provider: Provider;
  readonly label?: string;
  readonly baseUrl?: string;
  readonly refreshMinutes?: number;
  readonly key: GivenKey;
}

export interface AddedAccount {
  readonly account: Account;
  /** The first reading; its failure is shown, the account stays. */
  readonly outcome: Outcome<Snapshot>;
}

export interface AccountBookOptions {
  readonly accounts: AccountList;
  readonly keys: KeyStore;
  readonly attempts: AttemptStore;
  readonly access: AccountAccess;
  readonly poller: Poller;
}

/** Adds, re-keys and removes accounts: the settings entry, its key and its readings together. */
export class AccountBook {
  readonly #options: AccountBookOptions;

  constructor(options: AccountBookOptions) {
    this.#options = options;
  }

  /**
   * Reads the account once, then saves it. Only `keyRejected` and `blockedOrigin` refuse it, and then
   * nothing is stored; any other failure is for the user to see, and for time to mend.
   */
  async add(wanted: NewAccount, signal: AbortSignal): Promise<Outcome<AddedAccount>> {
    const endpoint = endpointOf(wanted, wanted.provider);
    if (!endpoint) return failed({ kind: "blockedOrigin" });
    const { access, accounts, poller } = this.#options;
    const proven = await proveKey(wanted.provider, access.exchange(endpoint, signal), wanted.key);
    if (!proven.ok) return proven;
    const account = await this.#describe(wanted, endpoint);
    // The key first: an account in the settings without its key would ask for it again.
    await this.#keep(account, endpoint, proven.value);
    await accounts.add(account);
    const { outcome } = proven.value;
    await poller.seed(account.id, outcome);
    return success({ account, outcome });
  }

  /** Gives an account a new key for the origin that its settings name now. A refused key changes nothing. */
  async setKey(
    account: Account,
    provider: Provider,
    key: GivenKey,
    signal: AbortSignal,
  ): Promise<Outcome<Outcome<Snapshot>>> {
    const endpoint = endpointOf(account, provider);
    if (!endpoint) return failed({ kind: "blockedOrigin" });
    const { access, poller } = this.#options;
    const proven = await proveKey(provider, access.exchange(endpoint, signal), key);
    if (!proven.ok) return proven;
    await this.#keep(account, endpoint, proven.value);
    await poller.seed(account.id, proven.value.outcome);
    return success(proven.value.outcome);
  }

  async remove(accountId: string): Promise<void> {
    const { accounts, keys, attempts } = this.#options;
    await accounts.remove(accountId);
    await keys.delete(accountId);
    await attempts.delete(accountId);
  }

  async #keep({ id }: Account, { origin }: Endpoint, { credential }: ProvenKey): Promise<void> {
    if (credential) await this.#options.keys.set(id, { origin, credential });
  }

  async #describe(wanted: NewAccount, endpoint: Endpoint): Promise<Account> {
    const { accounts, attempts } = this.#options;
    const { provider, label, baseUrl, refreshMinutes } = wanted;
    const kept = new Set(await attempts.accountIds());
    return {
      id: accountSlug(label ?? "", provider.id, (id) => kept.has(id) || accounts.isTaken(id)),
      provider: provider.id,
      label: label ?? provider.name,
      ...(baseUrl === undefined ? {} : { baseUrl: endpoint.baseUrl }),
      ...(refreshMinutes === undefined ? {} : { refreshMinutes }),
    };
  }
}
