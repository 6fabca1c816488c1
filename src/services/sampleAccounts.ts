import type { Account } from "../core/accounts/account.ts";
import type { MeterReading } from "../core/readings/snapshot.ts";
import { dayMs, minuteMs } from "../core/time/durations.ts";
import type { Provider } from "../providers/provider.ts";
import type { AccountManager } from "./accountManager.ts";
import type { AccountList } from "./accounts/accountList.ts";
import { isSampleId, sampleId } from "./accounts/sampleId.ts";
import type { Clock } from "./common/clock.ts";
import { Limiter } from "./common/limiter.ts";
import type { CredentialInput } from "./credentials/verifyKey.ts";
import type { History } from "./history/history.ts";

/** The local server of the sample accounts. It is loaded with the first sample account. */
export interface SampleServer {
  baseUrl(providerId: string): string;
  key(providerId: string): CredentialInput;
  /** The meters that a reading at this instant would have returned. */
  metersAt(providerId: string, atMs: number): Promise<readonly MeterReading[]>;
  close(): Promise<void>;
}

export interface SampleAccountsOptions {
  readonly accountList: AccountList;
  readonly accountManager: AccountManager;
  readonly providers: readonly Provider[];
  readonly history: History;
  readonly clock: Clock;
  /** Rejects when the port is in use. `undefined`: any free port. */
  readonly startServer: (port: number | undefined) => Promise<SampleServer>;
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

  isSample({ id, baseUrl }: Account): boolean {
    return isSampleId(id) && URL.parse(baseUrl ?? "")?.hostname === "127.0.0.1";
  }

  /** Adds the sample accounts that do not exist yet. */
  add(): Promise<void> {
    return this.#limiter.run(() => this.#add());
  }

  async #add(): Promise<void> {
    const { accountManager, accountList, providers } = this.#options;
    const server = await this.#startedServer();
    for (const provider of providers) {
      const id = sampleId(provider);
      if (accountList.isTaken(id)) continue;
      const location = { provider, baseUrl: server.baseUrl(provider.id) };
      const verified = await accountManager.verify(
        location,
        server.key(provider.id),
        AbortSignal.timeout(verifyTimeoutMs),
      );
      if (!verified.ok) continue;
      await this.#recordPastMonth(id, provider.id, server);
      await accountManager.save({ ...location, id, label: provider.name }, verified.value);
    }
  }

  /**
   * Starts the server of existing sample accounts on its old port after a restart. When another window runs the server,
   * this window tries again later, to take over when that window closes.
   */
  async resume(): Promise<void> {
    this.#stopTimer();
    const account = this.#options.accountList.all().find((candidate) => this.isSample(candidate));
    if (!account || this.#server || this.#isDisposed) return;
    try {
      const server = await this.#startedServer(Number(URL.parse(account.baseUrl ?? "")?.port));
      await this.#renewKeys(server);
    } catch {
      if (this.#isDisposed) return;
      this.#stopTimer = this.#options.clock.after(takeOverDelayMs, () => void this.resume());
    }
  }

  remove(): Promise<void> {
    return this.#limiter.run(() => this.#remove());
  }

  async #remove(): Promise<void> {
    const { accountList, accountManager } = this.#options;
    for (const account of accountList.all())
      if (this.isSample(account)) await accountManager.remove(account.id, "delete");
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

  /** The new server does not know the tokens of the old one, so each account gets a new key. */
  async #renewKeys(server: SampleServer): Promise<void> {
    const { accountList, accountManager, providers } = this.#options;
    for (const account of accountList.all().filter((candidate) => this.isSample(candidate))) {
      const provider = providers.find(({ id }) => id === account.provider);
      if (!provider) continue;
      const location = { ...account, provider };
      const verified = await accountManager.verify(
        location,
        server.key(provider.id),
        AbortSignal.timeout(verifyTimeoutMs),
      );
      if (verified.ok) await accountManager.setKey(account.id, verified.value);
    }
  }

  async #close(): Promise<void> {
    const server = this.#server;
    this.#server = undefined;
    await (await server?.catch(() => undefined))?.close();
  }
}
