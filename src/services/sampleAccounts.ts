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

/** The loopback server behind the sample accounts; loaded only when somebody looks around. */
export interface SampleServer {
  baseUrl(providerId: string): string;
  key(providerId: string): CredentialInput;
  /** What would have been read at an instant. */
  metersAt(providerId: string, atMs: number): Promise<readonly MeterReading[]>;
  close(): Promise<void>;
}

export interface SampleAccountsOptions {
  readonly accountList: AccountList;
  readonly accountManager: AccountManager;
  readonly providers: readonly Provider[];
  readonly history: History;
  readonly clock: Clock;
  /** Rejects when the port is taken; any free port for `undefined`. */
  readonly startServer: (port: number | undefined) => Promise<SampleServer>;
}

const takeOverDelayMs = 15_000;
const verifyTimeoutMs = 20_000;
const monthMs = 31 * dayMs;
const pastStepMs = 45 * minuteMs;
const batchSize = 48;

/** Accounts to look around with: real ones in every way, but read from a server inside the extension. */
export class SampleAccounts {
  readonly #options: SampleAccountsOptions;
  #server: Promise<SampleServer> | undefined;
  #stopTimer = () => {};
  #isDisposed = false;
  /** Asked for twice, they are added once. */
  readonly #limiter = new Limiter(1);

  constructor(options: SampleAccountsOptions) {
    this.#options = options;
  }

  isSample({ id, baseUrl }: Account): boolean {
    return isSampleId(id) && URL.parse(baseUrl ?? "")?.hostname === "127.0.0.1";
  }

  /** Adds the sample accounts that are not there yet. */
  add(): Promise<void> {
    return this.#limiter.run(() => this.#add());
  }

  async #add(): Promise<void> {
    const { accountManager, accountList, providers } = this.#options;
    const server = await this.#startedServer();
    for (const provider of providers) {
      const id = sampleId(provider);
      if (accountList.isTaken(id)) continue;
      const place = { provider, baseUrl: server.baseUrl(provider.id) };
      const verified = await accountManager.verify(
        place,
        server.key(provider.id),
        AbortSignal.timeout(verifyTimeoutMs),
      );
      if (!verified.ok) continue;
      await this.#recordPastMonth(id, provider.id, server);
      await accountManager.save({ ...place, id, label: provider.name }, verified.value);
    }
  }

  /**
   * After a restart: brings the server of the sample accounts back to its port. Where another window
   * runs it, this one stands by to take over.
   */
  async resume(): Promise<void> {
    this.#stopTimer();
    const account = this.#options.accountList.all().find((one) => this.isSample(one));
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

  /** A month of readings, so that there is a history to look at; a few at a time, for the host has more to do. */
  async #recordPastMonth(accountId: string, providerId: string, server: SampleServer): Promise<void> {
    const { history, clock } = this.#options;
    const nowMs = clock.now();
    for (let fromMs = nowMs - monthMs; fromMs < nowMs; fromMs += batchSize * pastStepMs) {
      const instants = Array.from({ length: batchSize }, (_, index) => fromMs + index * pastStepMs);
      const readings = await Promise.all(
        instants
          .filter((atMs) => atMs < nowMs)
          .map(async (atMs) => ({ atMs, meters: await server.metersAt(providerId, atMs) })),
      );
      await history.write(accountId, (store) => {
        for (const { atMs, meters } of readings) store.recordReading(accountId, meters, atMs, 2 * pastStepMs);
      });
    }
  }

  /** A new server knows none of the old one's tokens. */
  async #renewKeys(server: SampleServer): Promise<void> {
    const { accountList, accountManager, providers } = this.#options;
    for (const account of accountList.all().filter((one) => this.isSample(one))) {
      const provider = providers.find(({ id }) => id === account.provider);
      if (!provider) continue;
      const place = { ...account, provider };
      const verified = await accountManager.verify(
        place,
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
