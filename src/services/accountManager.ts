import type { Account, Budget } from "../core/accounts/account.ts";
import { accountSlug } from "../core/accounts/accountSlug.ts";
import { defined } from "../core/common/defined.ts";
import type { Endpoint } from "../core/credentials/endpoint.ts";
import { type Failure, requestedRetryMs } from "../core/readings/failure.ts";
import { failed, type Outcome, success } from "../core/readings/outcome.ts";
import { isRetryPending } from "../core/readings/schedule.ts";
import type { Provider } from "../providers/provider.ts";
import type { KeyStore } from "../store/secrets/keyStore.ts";
import type { AccountChanges, AccountList } from "./accounts/accountList.ts";
import { isSampleId } from "./accounts/sampleId.ts";
import type { Clock } from "./common/clock.ts";
import { Limiter } from "./common/limiter.ts";
import type { AccountRequests } from "./credentials/accountClient.lazy.ts";
import { containsSecret } from "./credentials/containsSecret.ts";
import { endpointOf } from "./credentials/endpointOf.ts";
import type { SessionTokens } from "./credentials/sessionTokens.lazy.ts";
import {
  type CredentialInput,
  unverifiedCredential,
  type VerifiedKey,
  verifyKey,
} from "./credentials/verifyKey.ts";
import type { AttemptStore } from "./history/attemptStore.ts";
import type { LedgerSync } from "./ledger/ledgerSync.ts";
import type { AccountDetails } from "./onDemand/accountDetails.ts";
import type { Poller } from "./polling/poller.ts";

/** What identifies an account at its provider, besides its key. */
export interface AccountLocation {
  readonly provider: Provider;
  readonly baseUrl?: string;
  readonly parameters?: Readonly<Record<string, string>>;
  /** What the account may cost in a month, where its provider publishes only what was spent. */
  readonly budget?: Budget;
}

export interface NewAccount extends AccountLocation {
  /** The id to use; when absent, a slug of the label or else of the provider. */
  readonly id?: string;
  readonly label?: string;
  readonly refreshMinutes?: number;
}

export interface AccountManagerOptions {
  readonly accountList: AccountList;
  readonly keyStore: KeyStore;
  readonly loadSessions: () => Promise<SessionTokens>;
  readonly attemptStore: AttemptStore;
  readonly accountClient: AccountRequests;
  readonly accountDetails: AccountDetails;
  readonly ledgerSync: LedgerSync;
  readonly poller: Poller;
  readonly clock: Clock;
}

/** A credential that the provider did not reject, and the endpoint that it was sent to. */
export interface VerifiedAccount extends VerifiedKey {
  readonly endpoint: Endpoint;
}

/** Adds and removes accounts and changes their keys: the settings entry, the key and the readings together. */
export class AccountManager {
  readonly #options: AccountManagerOptions;
  /** By provider and base URL: until when no key may be tried, in epoch milliseconds. */
  readonly #waits = new Map<string, number>();
  /** Two accounts that are added at once must not get the same id. */
  readonly #addLimiter = new Limiter(1);

  constructor(options: AccountManagerOptions) {
    this.#options = options;
  }

  /**
   * Reads the account once with the credential; nothing is stored. Fails only with `keyRejected` and `blockedOrigin`.
   * Any other failure is in the outcome: the account can be saved and read again later. Sends nothing while the provider
   * wants no request at this address: the outcome says until when. A sign-in, which leaves nothing to save, then fails.
   */
  async verify(
    location: AccountLocation,
    input: CredentialInput,
    signal: AbortSignal,
  ): Promise<Outcome<VerifiedAccount>> {
    const { accountClient } = this.#options;
    const { provider } = location;
    const endpoint = endpointOf(location, provider);
    if (!endpoint) return failed({ kind: "blockedOrigin" });
    const wait = this.#pendingWait(provider, endpoint);
    if (wait) {
      const credential = unverifiedCredential(provider, input);
      return credential ? success({ credential, endpoint, outcome: failed(wait) }) : failed(wait);
    }
    const { adapter, ...context } = await accountClient.createContext(location, provider, endpoint, signal);
    const verified = await verifyKey(adapter, context, input);
    this.#rememberWait(provider, endpoint, verified.ok ? verified.value.outcome : verified);
    return verified.ok ? success({ ...verified.value, endpoint }) : verified;
  }

  #pendingWait(provider: Provider, { baseUrl }: Endpoint): Failure | undefined {
    const { poller, clock } = this.#options;
    const ofAccountsMs = poller.pendingRetryMs(
      (account) => account.provider === provider.id && endpointOf(account, provider)?.baseUrl === baseUrl,
    );
    const ownMs = this.#waits.get(waitKey(provider, baseUrl));
    const retryAtMs = Math.max(ofAccountsMs ?? 0, ownMs ?? 0);
    return isRetryPending(retryAtMs, clock.now())
      ? { kind: "rateLimited", status: 429, retryAtMs }
      : undefined;
  }

  /** A wait that was asked for while a key was tried, which may belong to no account. */
  #rememberWait(provider: Provider, { baseUrl }: Endpoint, outcome: Outcome<unknown>): void {
    const retryAtMs = outcome.ok ? undefined : requestedRetryMs(outcome.failure);
    if (retryAtMs !== undefined) this.#waits.set(waitKey(provider, baseUrl), retryAtMs);
  }

  /** Saves a verified account: its key, its settings entry and its first reading. */
  async save(newAccount: NewAccount, verified: VerifiedAccount): Promise<Account> {
    const { accountList, keyStore, poller } = this.#options;
    const add = async () => {
      const account = await this.#createAccount(newAccount, verified.endpoint);
      // The key first: an account in the settings without a key would be reported as failed.
      await this.#saveKey(account.id, verified);
      poller.expectVerifiedReading(account.id);
      try {
        await accountList.add(account);
      } catch (error) {
        // The settings cannot be written: no key stays behind for an account that does not exist.
        await keyStore.delete(account.id);
        throw error;
      } finally {
        await poller.recordVerifiedReading(account.id, verified.outcome);
      }
      return account;
    };
    return this.#addLimiter.run(() => accountList.runExclusive(add));
  }

  /** Replaces an account's key by one that was verified for the origin in its current settings. */
  async setKey(accountId: string, verified: VerifiedAccount): Promise<void> {
    const { accountList, accountDetails, poller } = this.#options;
    await this.#saveKey(accountId, verified);
    await poller.recordVerifiedReading(accountId, verified.outcome);
    const account = accountList.find(accountId);
    if (account) accountDetails.invalidate(account);
  }

  /** Gives an account another location, with a key that was verified there. */
  async move(
    accountId: string,
    changes: Pick<AccountChanges, "baseUrl" | "parameters">,
    verified: VerifiedAccount,
  ): Promise<void> {
    const { accountList, accountDetails, keyStore, poller } = this.#options;
    const previous = await keyStore.get(accountId);
    // Until both have changed, key and account are of two origins: nothing is sent.
    await this.#saveKey(accountId, verified);
    try {
      await accountList.edit(accountId, changes);
    } catch (error) {
      if (previous) await keyStore.set(accountId, previous);
      throw error;
    }
    await poller.recordVerifiedReading(accountId, verified.outcome);
    const account = accountList.find(accountId);
    if (account) accountDetails.invalidate(account);
  }

  /** Whether a text is or contains the account's key, which must not get into the settings. */
  async containsKey(accountId: string, text: string): Promise<boolean> {
    const stored = await this.#options.keyStore.get(accountId);
    return stored !== undefined && containsSecret(text, stored.credential);
  }

  /** Removes an account from the settings, deletes its key, and keeps or deletes its history. */
  async remove(accountId: string, history: "keep" | "delete"): Promise<void> {
    const { accountList, keyStore, attemptStore, accountDetails, ledgerSync } = this.#options;
    await accountList.remove(accountId);
    // Another entry of this id is the account now.
    if (accountList.isTaken(accountId)) return;
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

  async #createAccount(newAccount: NewAccount, endpoint: Endpoint): Promise<Account> {
    const { accountList, attemptStore } = this.#options;
    const { provider, label, baseUrl, parameters = {}, refreshMinutes, budget } = newAccount;
    const storedIds = new Set(await attemptStore.accountIds());
    const listedIds = await accountList.takenIds();
    const isTaken = (id: string) => storedIds.has(id) || listedIds.has(id) || isSampleId(id);
    return {
      id: newAccount.id ?? accountSlug(label ?? "", provider.id, isTaken),
      provider: provider.id,
      label: label ?? provider.name,
      ...(baseUrl === undefined ? {} : { baseUrl: endpoint.baseUrl }),
      ...(Object.keys(parameters).length === 0 ? {} : { parameters }),
      ...defined({ refreshMinutes, budget }),
    };
  }
}

function waitKey({ id }: Provider, baseUrl: string): string {
  return `${id} ${baseUrl}`;
}
