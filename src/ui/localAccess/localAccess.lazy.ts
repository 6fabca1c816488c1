import { existsSync } from "node:fs";
import type { AccountStatus } from "../../core/accounts/accountStatus.ts";
import { defined } from "../../core/common/defined.ts";
import { accountSource } from "../../services/accounts/accountSource.ts";
import { type Disposable, DisposableStore } from "../../services/common/disposable.ts";
import { anyEvent } from "../../services/common/emitter.ts";
import { lazy } from "../../services/common/lazy.ts";
import { launcherFiles } from "../../services/connections/launcher.ts";
import { AccountPublisher } from "../../services/localAccess/accountPublisher.ts";
import type { ListedAccount } from "../../store/accountDirectory.ts";
import type { ActivationContext } from "../context/commandContext.ts";
import { logRefusedRequest } from "../diagnostics/log.ts";

export interface LocalAccessOptions {
  readonly context: Pick<
    ActivationContext,
    "accountViews" | "log" | "poller" | "providerRegistry" | "settings" | "storageFolder"
  >;
  readonly reportBug: (error: unknown) => void;
}

/**
 * What this window gives to other programs of the user: the list of accounts in a file, and readings on request. It
 * listens only once an agent or a terminal has been set up, or VS Code itself starts the server for agents.
 */
export class LocalAccess implements Disposable {
  readonly #options: LocalAccessOptions;
  readonly #publisher: AccountPublisher;
  readonly #disposables = new DisposableStore();

  /** Starts to listen, once. */
  readonly listen = lazy(() => this.#listen());

  constructor(options: LocalAccessOptions) {
    const { accountViews, settings, storageFolder } = options.context;
    this.#options = options;
    this.#publisher = new AccountPublisher(storageFolder);
    const onDidChange = anyEvent(accountViews.onDidChange, settings.onDidChange);
    this.#disposables.add(onDidChange(() => this.#publish()));
    this.#publish();
    // Agents and terminals start this program; it is there once the person has installed it for one.
    const { bundle } = launcherFiles(storageFolder, process.platform);
    if (existsSync(bundle)) this.listen().catch(options.reportBug);
  }

  dispose(): void {
    this.#disposables.dispose();
  }

  #publish(): void {
    const { accountViews } = this.#options.context;
    const { hideAmounts, timeZone } = accountViews.textContext();
    const accounts = accountViews.statuses().map((status) => this.#listed(status));
    this.#publisher
      .publish({ version: 1, hideAmounts, timeZone, accounts })
      .catch((error: unknown) => this.#options.context.log.warn(`accounts.json: ${errorCode(error)}`));
  }

  #listed({ account, intervalMs }: AccountStatus): ListedAccount {
    const { providerRegistry } = this.#options.context;
    const { id, provider, label, low, meters } = account;
    return {
      account: { id, provider, label, ...defined({ low, meters }) },
      intervalMs,
      source: accountSource(account, providerRegistry.find(provider)),
    };
  }

  async #listen(): Promise<void> {
    const { reportBug, context } = this.#options;
    const { log, poller, storageFolder } = context;
    const { startRefreshServer } = await import("../../services/localAccess/refreshServer.lazy.ts");
    const server = await startRefreshServer({
      storageFolder,
      pid: process.pid,
      platform: process.platform,
      refresh: async (accountId) => {
        if (!poller.status(accountId)) return false;
        await poller.renew(accountId);
        return true;
      },
      onRefused: () => logRefusedRequest(log),
      reportBug,
    });
    this.#disposables.add(server);
  }
}

function errorCode(error: unknown): string {
  return error instanceof Error && "code" in error ? String(error.code) : "failed";
}
