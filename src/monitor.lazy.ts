import { type ExtensionContext, Uri, window } from "vscode";
import { isSampleId } from "./services/accounts/sampleId.ts";
import { systemClock as clock } from "./services/common/clock.ts";
import { type Disposable, DisposableStore } from "./services/common/disposable.ts";
import { anyEvent } from "./services/common/emitter.ts";
import { lazy } from "./services/common/lazy.ts";
import { createServices, type ServicesOptions } from "./services/createServices.ts";
import { watchFile } from "./services/history/watchFile.ts";
import { RecentReadings } from "./services/polling/recentReadings.ts";
import { AccountViews } from "./ui/accounts/accountViews.ts";
import type { LoadCommandHandlers } from "./ui/commandHandlers.lazy.ts";
import type { ActivationContext } from "./ui/context/commandContext.ts";
import { createLog, type Log } from "./ui/diagnostics/createLog.ts";
import { logBug, logIgnoredFields, logReading, logUnreadableHeaders } from "./ui/diagnostics/log.ts";
import { Panel } from "./ui/panel/panel.ts";
import { createStatusBarKeeper } from "./ui/statusBar/keptStatusBar.ts";
import { StatusBar } from "./ui/statusBar/statusBar.ts";
import type { StatusBarItems } from "./ui/statusBar/statusBarItems.ts";
import { findBrowserId } from "./ui/vscode/findBrowserId.ts";
import { knownProviderIds } from "./ui/vscode/knownProviderIds.ts";
import { createReaderTimeZone } from "./ui/vscode/readerTimeZone.ts";
import { createSetAside } from "./ui/vscode/setAside.ts";
import { vscodeSettings as settings } from "./ui/vscode/vscodeSettings.ts";

/** The services of this window and what shows them. */
export interface Monitor extends Disposable {
  readonly context: ActivationContext;
  readonly loadHandlers: LoadCommandHandlers;
}

/** Creates the services of this window and what shows them, and starts them. */
export function createMonitor(extension: ExtensionContext, items: StatusBarItems): Monitor {
  const disposables = new DisposableStore();
  const version = String(extension.extension.packageJSON.version);
  const log = disposables.add(createLog());
  const reportBug = (error: unknown) => logBug(log, error);
  const recentReadings = new RecentReadings();
  const deactivation = new AbortController();

  // Services: clock → poller → provider → snapshot → status.
  const services = disposables.add(
    createServices({
      ...createLoaders(extension, version, log),
      clock,
      random: Math.random,
      settings,
      secrets: extension.secrets,
      browserId: findBrowserId(extension.globalState),
      knownProviderIds: knownProviderIds(extension.globalState),
      isFocused: window.state.focused,
      onReading: (report) => {
        recentReadings.add(report, clock.now());
        logReading(log, report);
      },
      onIgnoredFields: (account, fields) => logIgnoredFields(log, account, fields),
      reportBug,
    }),
  );
  const { accountList, accountDetails, changeWatcher, focusTracker, history, ledgerSync } = services;
  const { notificationLog, poller, providerRegistry } = services;

  // Views.
  const findProvider = (id: string) => providerRegistry.find(id);
  const readerTimeZone = createReaderTimeZone(extension.globalState);
  const accountViews = new AccountViews({
    poller,
    accountDetails,
    settings,
    clock,
    readerTimeZone,
    findProvider,
    setAside: createSetAside(extension.globalState),
    loadToAccountState,
  });
  const statusBar = disposables.add(
    new StatusBar({
      accountViews,
      settings,
      items,
      keep: createStatusBarKeeper(extension.globalState),
    }),
  );
  const { onDidChange, onDidChangeForecasts } = accountViews;
  const panel = disposables.add(
    new Panel({
      clock,
      getState: async () => (await loadHandlers()).getPanelState(),
      createPage: async (savedState) => (await loadHandlers()).createPanelPage(savedState),
      handleMessage: async (message) => (await loadHandlers()).handlePanelMessage(message),
      onDidChange: anyEvent(onDidChange, onDidChangeForecasts, settings.onDidChange, ledgerSync.onDidChange),
      onError: reportBug,
    }),
  );

  // Commands, and what else is loaded when it is first called.
  const loadLocalAccess = lazy(async () => {
    const { LocalAccess } = await import("./ui/localAccess/localAccess.lazy.ts");
    return disposables.add(new LocalAccess({ context, reportBug }));
  });
  const context: ActivationContext = {
    ...services,
    accountViews,
    clock,
    extensionFolder: extension.extensionUri.fsPath,
    loadLocalAccess,
    log,
    panel,
    recentReadings,
    settings,
    signal: deactivation.signal,
    statusBar,
    storageFolder: extension.globalStorageUri.fsPath,
    version,
  };
  const loadHandlers: LoadCommandHandlers = lazy(async () => {
    const { createCommandHandlers } = await import("./ui/commandHandlers.lazy.ts");
    return disposables.add(createCommandHandlers(context, loadSample));
  });

  // Events.
  disposables.add(window.onDidChangeWindowState(({ focused }) => focusTracker.setFocused(focused)));
  disposables.add(
    history.onDidFail(async (failure) => {
      const { reportHistoryFailure } = await import("./ui/backgroundTasks.lazy.ts");
      await reportHistoryFailure(failure, notificationLog, log);
    }),
  );
  disposables.add(history.onDidChange((accountId) => panel.notifyHistoryChanged(accountId)));
  disposables.add(
    changeWatcher.onDidWrite(() => panel.notifyHistoryChanged(...accountList.all().map(({ id }) => id))),
  );

  // Added last, so that it is disposed first.
  disposables.add({ dispose: () => deactivation.abort() });

  // Not awaited: the status bar shows first, then the history is opened for the readings of the last session.
  services
    .start()
    .finally(() => {
      if (!disposables.isDisposed) statusBar.start();
    })
    .then(async () => {
      const { startBackgroundTasks } = await import("./ui/backgroundTasks.lazy.ts");
      const { secrets } = extension;
      if (disposables.isDisposed) return;
      disposables.add(startBackgroundTasks({ context, loadHandlers, secrets, reportBug }));
      await loadLocalAccess();
      if (accountList.all().some(({ id }) => isSampleId(id))) await (await loadHandlers()).resumeSample();
    })
    .catch(reportBug);
  return { context, loadHandlers, dispose: () => disposables.dispose() };
}

function loadToAccountState() {
  // `require`, because `accounts()` of the API has no `await`.
  const part: typeof import("./ui/accounts/accountState.lazy.ts") = require("./ui/accounts/accountState.lazy.ts");
  return part.toAccountState;
}

/** Loads the parts that the services need later than activation. */
function createLoaders(
  { extensionUri, globalStorageUri }: ExtensionContext,
  version: string,
  log: Log,
): Pick<
  ServicesOptions,
  "loadDeclaredProviders" | "loadTransport" | "openHistory" | "parseEntry" | "watchHistory"
> {
  const historyFile = Uri.joinPath(globalStorageUri, "history.db").fsPath;
  return {
    loadDeclaredProviders: () => {
      // `require`, because the caller needs the provider without an `await`.
      const part: typeof import("./providers/adapters.lazy.ts") = require("./providers/adapters.lazy.ts");
      const catalogue = part.openCatalogue(Uri.joinPath(extensionUri, "catalogue").fsPath);
      return new part.DeclaredProviders({ catalogue, settings: settings.providers });
    },
    parseEntry: (entry) => {
      // `require`, because activation reads the account list without an `await`.
      const part: typeof import("./services/accounts/accountSchema.lazy.ts") = require("./services/accounts/accountSchema.lazy.ts");
      return part.parseEntry(entry);
    },
    loadTransport: async () => {
      const { adapters, createJsonClient } = await import("./providers/adapters.lazy.ts");
      const request = createJsonClient({
        userAgent: `CreditMonitor/${version}`,
        now: clock.now,
        onUnreadableHeaders: (host, names) => logUnreadableHeaders(log, host, names),
      });
      return { adapters, request };
    },
    openHistory: async (isSuspect) => {
      // A timer, because code that waits only for promises would still run before activation ends.
      await new Promise<void>((resolve) => clock.after(0, resolve));
      return (await import("./store/database/openHistory.lazy.ts")).openHistory(historyFile, { isSuspect });
    },
    watchHistory: (onWrite) => watchFile(historyFile, onWrite),
  };
}

const loadSample = () => import("./startSampleServer.lazy.ts");
