import type { Account } from "../core/accounts/account.ts";
import type { MeterReading } from "../core/readings/snapshot.ts";
import { dayMs, minuteMs } from "../core/time/durations.ts";
import type { Provider } from "../providers/provider.ts";
import type { KeyStore } from "../store/secrets/keyStore.ts";
import type { AccountManager } from "./accountManager.ts";
import type { AccountList } from "./accounts/accountList.ts";
import { isSampleEntry, sampleId } from "./accounts/sampleId.ts";
import type { Clock } from "./common/clock.ts";
import { Limiter } from "./common/limiter.ts";
import type { KeyNotes } from "./credentials/keyNotes.lazy.ts";
import type { CredentialInput } from "./credentials/verifyKey.ts";
import type { History } from "./history/history.ts";
import type { Poller } from "./polling/poller.ts";

/** The local server of the sample accounts. It is loaded with the first sample account. */
export interface SampleServer {
  baseUrl(providerId: string): string;
  /** The meters that a reading at this instant would have returned. */
  metersAt(providerId: string, atMs: number): Promise<readonly MeterReading[]>;
  close(): Promise<void>;
}

export interface SampleAccountsOptions {
  readonly accountList: AccountList;
  readonly accountManager: AccountManager;
  readonly keyStore: KeyStore;
  /** Only in a VS Code that is served to a browser. */
  readonly keyNotes?: (() => Promise<Pick<KeyNotes, "wouldErase">>) | undefined;
  readonly poller: Poller;
  readonly providers: readonly Provider[];
  readonly history: History;
  readonly clock: Clock;
  /** Rejects when the port is in use. `undefined`: any free port. */
  readonly startServer: (port: number | undefined) => Promise<SampleServer>;
  /** The key that every sample server accepts. It opens nothing else. */
  readonly sampleKey: (providerId: string) => Promise<CredentialInput>;
  /** The name of a provider's sample account. It says what it is wherever the account is named. */
  readonly labelOf: (provider: Provider) => string;
}

const takeOverDelayMs = 15_000;
const verifyTimeoutMs = 20_000;
const monthMs = 31 * dayMs;
const readingStepMs = 45 * minuteMs;
const batchSize = 48;

/** Sample accounts: like real accounts in every way, but read from a server inside the extension. */
export class SampleAccounts {
  readonly #options: SampleAccountsOptions;
  #server: Promise<SampleServer> | undefined;
  #stopTimer = () => {};
  #isDisposed = false;
  /** Two calls at once must not add the accounts twice. */
  readonly #limiter = new Limiter(1);

  constructor(options: SampleAccountsOptions) {
    this.#options = options;
  }

  isSample(account: Account): boolean {
    return isSampleEntry(account);
  }

  /**
   * Adds the sample accounts that do not exist yet, and gives those that exist a key again where they cannot be read: another
   * browser or machine has another secret storage. Resolves to how many cannot be read after that.
   */
  add(): Promise<{ readonly failed: number }> {
    return this.#limiter.run(() => this.#add());
  }

  async #add(): Promise<{ readonly failed: number }> {
    const { accountList, providers } = this.#options;
    let failed = 0;
    for (const provider of providers) {
      const id = sampleId(provider);
      const existing = accountList.find(id);
      const isDone =
        existing && this.isSample(existing)
          ? !(await this.#needsKey(existing)) || (await this.#repair(existing, provider))
          : accountList.isTaken(id) || (await this.#addOne(id, provider));
      if (!isDone) failed += 1;
    }
    return { failed };
  }

  async #addOne(id: string, provider: Provider): Promise<boolean> {
    const { accountManager, labelOf, sampleKey } = this.#options;
    const server = await this.#startedServer();
    const location = { provider, baseUrl: server.baseUrl(provider.id) };
    const signal = AbortSignal.timeout(verifyTimeoutMs);
    const verified = await accountManager.verify(location, await sampleKey(provider.id), signal);
    if (!verified.ok) return false;
    await this.#recordPastMonth(id, provider.id, server);
    await accountManager.save({ ...location, id, label: labelOf(provider) }, verified.value);
    return true;
  }

  /** Gives an account a key again: at its server, or at this window's own where nothing answers at its address. */
  async #repair(account: Account, provider: Provider): Promise<boolean> {
    await this.#startedServer(portOf(account)).catch(() => undefined);
    if (await this.#enterKey(account, provider)) return true;
    const baseUrl = (await this.#startedServer()).baseUrl(provider.id);
    if (account.baseUrl === baseUrl) return false;
    await this.#options.accountList.edit(account.id, { baseUrl });
    return this.#enterKey({ ...account, baseUrl }, provider);
  }

  /** Whether this window has no key for the account, or cannot read it. */
  async #needsKey({ id }: Account): Promise<boolean> {
    const { keyStore, poller } = this.#options;
    return poller.status(id)?.failure !== undefined || (await keyStore.get(id)) === undefined;
  }

  /** Returns false where the account cannot be read, or the new key would erase keys that another window stored. */
  async #enterKey(account: Account, provider: Provider): Promise<boolean> {
    const { accountManager, keyNotes, sampleKey } = this.#options;
    if (await (await keyNotes?.())?.wouldErase()) return false;
    const signal = AbortSignal.timeout(verifyTimeoutMs);
    const key = await sampleKey(provider.id);
    const verified = await accountManager.verify({ ...account, provider }, key, signal);
    if (!verified.ok || !verified.value.outcome.ok) return false;
    await accountManager.setKey(account.id, verified.value);
    return true;
  }

  /**
   * Starts the server of existing sample accounts on its old port after a restart, and enters their keys where this window
   * lacks them. When another window runs the server, this window tries again later, to take over when that window closes.
   */
  async resume(): Promise<void> {
    this.#stopTimer();
    const [first] = this.#samples();
    if (!first || this.#server || this.#isDisposed) return;
    const isServing = await this.#startedServer(portOf(first)).then(
      () => true,
      () => false,
    );
    await this.#limiter.run(() => this.#renewKeys(isServing));
    if (isServing || this.#isDisposed) return;
    this.#stopTimer = this.#options.clock.after(takeOverDelayMs, () => void this.resume());
  }

  remove(): Promise<void> {
    return this.#limiter.run(() => this.#remove());
  }

  async #remove(): Promise<void> {
    const { accountManager } = this.#options;
    for (const { id } of this.#samples()) await accountManager.remove(id, "delete");
    await this.#close();
  }

  dispose(): void {
    this.#isDisposed = true;
    this.#stopTimer();
    void this.#close();
  }

  #startedServer(port?: number): Promise<SampleServer> {
    const start = this.#options.startServer;
    this.#server ??= start(port).catch((error: unknown) => {
      this.#server = undefined;
      throw error;
    });
    return this.#server;
  }

  /** Adds a month of past readings, so that there is a history. In batches, to let the extension host do other work. */
  async #recordPastMonth(accountId: string, providerId: string, server: SampleServer): Promise<void> {
    const { history, clock } = this.#options;
    const nowMs = clock.now();
    for (let fromMs = nowMs - monthMs; fromMs < nowMs; fromMs += batchSize * readingStepMs) {
      const instants = Array.from({ length: batchSize }, (_, index) => fromMs + index * readingStepMs);
      const readings = await Promise.all(
        instants
          .filter((atMs) => atMs < nowMs)
          .map(async (atMs) => ({ atMs, meters: await server.metersAt(providerId, atMs) })),
      );
      await history.write(accountId, (store) => {
        for (const { atMs, meters } of readings)
          store.recordReading(accountId, meters, atMs, 2 * readingStepMs);
      });
    }
  }

  /** A new server does not know the tokens of the old one, so each account gets a new key then. */
  async #renewKeys(isNewServer: boolean): Promise<void> {
    for (const account of this.#samples()) {
      const provider = this.#options.providers.find(({ id }) => id === account.provider);
      if (provider && (isNewServer || (await this.#needsKey(account))))
        await this.#enterKey(account, provider);
    }
  }

  #samples(): readonly Account[] {
    return this.#options.accountList.all().filter((account) => this.isSample(account));
  }

  async #close(): Promise<void> {
    const server = this.#server;
    this.#server = undefined;
    await (await server?.catch(() => undefined))?.close();
  }
}

function portOf({ baseUrl = "" }: Account): number {
  return Number(URL.parse(baseUrl)?.port);
}
