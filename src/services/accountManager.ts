import type { Account } from "../core/accounts/account.ts";
import { accountSlug } from "../core/accounts/accountSlug.ts";
import type { Endpoint } from "../core/credentials/endpoint.ts";
import { failed, type Outcome, success } from "../core/readings/outcome.ts";
import type { Provider } from "../providers/provider.ts";
import type { KeyStore } from "../store/secrets/keyStore.ts";
import type { AccountChanges, AccountList } from "./accounts/accountList.ts";
import { isSampleId } from "./accounts/sampleId.ts";
import { Limiter } from "./common/limiter.ts";
import { type AccountClient, endpointOf } from "./credentials/accountClient.ts";
import { containsSecret } from "./credentials/containsSecret.ts";
import type { SessionTokens } from "./credentials/sessionTokens.lazy.ts";
import { type CredentialInput, type VerifiedKey, verifyKey } from "./credentials/verifyKey.ts";
import type { AttemptStore } from "./history/attemptStore.ts";
import type { LedgerSync } from "./ledger/ledgerSync.ts";
import type { AccountDetails } from "./onDemand/accountDetails.ts";
import type { Poller } from "./polling/poller.ts";

/** Where an account is to be read. */
export interface AccountPlace {
  readonly provider: Provider;
  readonly baseUrl?: string;
  readonly parameters?: Readonly<Record<string, string>>;
}

export interface NewAccount extends AccountPlace {
  /** The id to take; a slug of the label, else of the provider, when absent. */
  readonly id?: string;
  readonly label?: string;
  readonly refreshMinutes?: number;
}

export interface AccountBookOptions {
  readonly accountList: AccountList;
  readonly keys: KeyStore;
  readonly loadSessions: () => Promise<SessionTokens>;
  readonly attempts: AttemptStore;
  readonly accountClient: AccountClient;
  readonly details: AccountDetails;
  readonly ledgers: LedgerSync;
  readonly poller: Poller;
}

/** A key that a provider did not refuse, and where it was tried. */
export interface VerifiedAccount extends VerifiedKey {
  readonly endpoint: Endpoint;
}

/** Adds, re-keys and removes accounts: the settings entry, its key and its readings together. */
export class AccountManager {
  readonly #options: AccountBookOptions;
  /** Two accounts that are added at once must not be given the same id, here or in two windows. */
  readonly #adding = new Limiter(1);

  constructor(options: AccountBookOptions) {
    this.#options = options;
  }

  /**
   * Reads the account once with the given key; nothing is stored yet. Fails only with `keyRejected` and
   * `blockedOrigin`; any other trouble is in the outcome, for the user to see and for time to mend.
   */
  async prove(
    place: AccountPlace,
    key: CredentialInput,
    signal: AbortSignal,
  ): Promise<Outcome<VerifiedAccount>> {
    const { provider } = place;
    const endpoint = endpointOf(place, provider);
    if (!endpoint) return failed({ kind: "blockedOrigin" });
    const { adapter, ...exchange } = await this.#options.accountClient.reach(
      place,
      provider,
      endpoint,
      signal,
    );
    const proven = await verifyKey(adapter, exchange, key);
    return proven.ok ? success({ ...proven.value, endpoint }) : proven;
  }

  /** Saves an account that was proven. */
  async save(wanted: NewAccount, proven: VerifiedAccount): Promise<Account> {
    const { accountList, poller } = this.#options;
    const add = async () => {
      const described = await this.#describe(wanted, proven.endpoint);
      // The key first: an account in the settings without its key would ask for it again.
      await this.#keep(described.id, proven);
      poller.expect(described.id);
      try {
        await accountList.add(described);
      } finally {
        await poller.seed(described.id, proven.outcome);
      }
      return described;
    };
    return this.#adding.pass(() => accountList.inTurn(add));
  }

  /** Gives an account a key that was proven for the origin that its settings name now. */
  async setKey(accountId: string, proven: VerifiedAccount): Promise<void> {
    const { accountList, details, poller } = this.#options;
    await this.#keep(accountId, proven);
    await poller.seed(accountId, proven.outcome);
    const account = accountList.find(accountId);
    if (account) details.renew(account);
  }

  /** Changes what the settings say of an account. */
  async edit(accountId: string, changes: AccountChanges): Promise<void> {
    await this.#options.accountList.edit(accountId, changes);
  }

  /** Whether a text is, or holds, the key of an account, which must not stand in its settings. */
  async holdsKey(accountId: string, text: string): Promise<boolean> {
    const stored = await this.#options.keys.get(accountId);
    return stored !== undefined && containsSecret(text, stored.credential);
  }

  /** Takes an account out of the settings and deletes its key; its history goes with it or is kept. */
  async remove(accountId: string, history: "keep" | "delete"): Promise<void> {
    const { accountList, keys, attempts, details, ledgers } = this.#options;
    await accountList.remove(accountId);
    await keys.delete(accountId);
    details.forget(accountId);
    await ledgers.stop(accountId);
    await attempts.delete(accountId, history);
  }

  async #keep(accountId: string, { credential, endpoint }: VerifiedAccount): Promise<void> {
    const { keys, loadSessions } = this.#options;
    const { origin } = endpoint;
    if (credential?.kind === "session") await (await loadSessions()).give(accountId, origin, credential);
    else if (credential) await keys.set(accountId, { origin, credential });
  }

  async #describe(wanted: NewAccount, endpoint: Endpoint): Promise<Account> {
    const { accountList, attempts } = this.#options;
    const { provider, label, baseUrl, parameters = {}, refreshMinutes } = wanted;
    const kept = new Set(await attempts.accountIds());
    const listed = await accountList.takenIds();
    const isTaken = (id: string) => kept.has(id) || listed.has(id) || isSampleId(id);
    return {
      id: wanted.id ?? accountSlug(label ?? "", provider.id, isTaken),
      provider: provider.id,
      label: label ?? provider.name,
      ...(baseUrl === undefined ? {} : { baseUrl: endpoint.baseUrl }),
      ...(Object.keys(parameters).length === 0 ? {} : { parameters }),
      ...(refreshMinutes === undefined ? {} : { refreshMinutes }),
    };
  }
}
