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
export interface AccountLocation {
  readonly provider: Provider;
  readonly baseUrl?: string;
  readonly parameters?: Readonly<Record<string, string>>;
}

export interface NewAccount extends AccountLocation {
  /** The id to take; a slug of the label, else of the provider, when absent. */
  readonly id?: string;
  readonly label?: string;
  readonly refreshMinutes?: number;
}

export interface AccountManagerOptions {
  readonly accountList: AccountList;
  readonly keyStore: KeyStore;
  readonly loadSessions: () => Promise<SessionTokens>;
  readonly attemptStore: AttemptStore;
  readonly accountClient: AccountClient;
  readonly accountDetails: AccountDetails;
  readonly ledgerSync: LedgerSync;
  readonly poller: Poller;
}

/** A key that a provider did not refuse, and where it was tried. */
export interface VerifiedAccount extends VerifiedKey {
  readonly endpoint: Endpoint;
}

/** Adds, re-keys and removes accounts: the settings entry, its key and its readings together. */
export class AccountManager {
  readonly #options: AccountManagerOptions;
  /** Two accounts that are added at once must not be given the same id, here or in two windows. */
  readonly #addLimiter = new Limiter(1);

  constructor(options: AccountManagerOptions) {
    this.#options = options;
  }

  /**
   * Reads the account once with the given key; nothing is stored yet. Fails only with `keyRejected` and
   * `blockedOrigin`; any other trouble is in the outcome, for the user to see and for time to mend.
   */
  async verify(
    place: AccountLocation,
    key: CredentialInput,
    signal: AbortSignal,
  ): Promise<Outcome<VerifiedAccount>> {
    const { provider } = place;
    const endpoint = endpointOf(place, provider);
    if (!endpoint) return failed({ kind: "blockedOrigin" });
    const { adapter, ...exchange } = await this.#options.accountClient.createExchange(
      place,
      provider,
      endpoint,
      signal,
    );
    const verified = await verifyKey(adapter, exchange, key);
    return verified.ok ? success({ ...verified.value, endpoint }) : verified;
  }

  /** Saves an account that was proven. */
  async save(wanted: NewAccount, verified: VerifiedAccount): Promise<Account> {
    const { accountList, poller } = this.#options;
    const add = async () => {
      const described = await this.#createAccount(wanted, verified.endpoint);
      // The key first: an account in the settings without its key would ask for it again.
      await this.#saveKey(described.id, verified);
      poller.awaitSeed(described.id);
      try {
        await accountList.add(described);
      } finally {
        await poller.seed(described.id, verified.outcome);
      }
      return described;
    };
    return this.#addLimiter.run(() => accountList.runExclusive(add));
  }

  /** Gives an account a key that was proven for the origin that its settings name now. */
  async setKey(accountId: string, verified: VerifiedAccount): Promise<void> {
    const { accountList, accountDetails, poller } = this.#options;
    await this.#saveKey(accountId, verified);
    await poller.seed(accountId, verified.outcome);
    const account = accountList.find(accountId);
    if (account) accountDetails.invalidate(account);
  }

  /** Changes what the settings say of an account. */
  async edit(accountId: string, changes: AccountChanges): Promise<void> {
    await this.#options.accountList.edit(accountId, changes);
  }

  /** Whether a text is, or holds, the key of an account, which must not stand in its settings. */
  async containsKey(accountId: string, text: string): Promise<boolean> {
    const stored = await this.#options.keyStore.get(accountId);
    return stored !== undefined && containsSecret(text, stored.credential);
  }

  /** Takes an account out of the settings and deletes its key; its history goes with it or is kept. */
  async remove(accountId: string, history: "keep" | "delete"): Promise<void> {
    const { accountList, keyStore, attemptStore, accountDetails, ledgerSync } = this.#options;
    await accountList.remove(accountId);
    await keyStore.delete(accountId);
    accountDetails.delete(accountId);
    await ledgerSync.stop(accountId);
    await attemptStore.delete(accountId, history);
  }

  async #saveKey(accountId: string, { credential, endpoint }: VerifiedAccount): Promise<void> {
    const { keyStore, loadSessions } = this.#options;
    const { origin } = endpoint;
    if (credential?.kind === "session")
      await (await loadSessions()).saveSignIn(accountId, origin, credential);
    else if (credential) await keyStore.set(accountId, { origin, credential });
  }

  async #createAccount(wanted: NewAccount, endpoint: Endpoint): Promise<Account> {
    const { accountList, attemptStore } = this.#options;
    const { provider, label, baseUrl, parameters = {}, refreshMinutes } = wanted;
    const kept = new Set(await attemptStore.accountIds());
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
