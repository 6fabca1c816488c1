import { type Disposable, type ExtensionContext, Uri, window } from "vscode";
import type { CreditMonitorApi } from "./api.ts";
import { isSampleId } from "./services/accounts/sampleId.ts";
import { systemClock as clock } from "./services/common/clock.ts";
import { anyEvent } from "./services/common/emitter.ts";
import { lazy } from "./services/common/lazy.ts";
import { createServices } from "./services/createServices.ts";
import type { FocusTracker } from "./services/polling/focusTracker.ts";
import { RecentReadings } from "./services/polling/recentReadings.ts";
import { AccountViews } from "./ui/accounts/accountViews.ts";
import { registerAgentTool } from "./ui/agent/registerAgentTool.ts";
import { createApi } from "./ui/api/createApi.ts";
import type { Front, LoadCommandContext } from "./ui/context/commandContext.ts";
import { logBug, logReading } from "./ui/diagnostics/log.ts";
import { reportHistoryTrouble } from "./ui/notifications/reportHistoryTrouble.ts";
import { Panel } from "./ui/panel/panel.ts";
import { registerCommands } from "./ui/registerCommands.ts";
import { StatusBar } from "./ui/statusBar/statusBar.ts";
import { knownIds } from "./ui/vscode/knownProviders.ts";
import { vscodeSettings as settings } from "./ui/vscode/vscodeSettings.ts";

/** Tells the poller's attention whether this window is looked at. */
export function trackFocus(focusTracker: FocusTracker): Disposable {
  return window.onDidChangeWindowState(({ focused }) => focusTracker.setFocused(focused));
}

/** Puts the house together. Everything made here is disposed with the context. */
export async function activate(context: ExtensionContext): Promise<CreditMonitorApi> {
  const own = <T extends { dispose(): unknown }>(disposable: T): T => {
    context.subscriptions.push(disposable);
    return disposable;
  };
  const version = String(context.extension.packageJSON.version);
  const log = own(window.createOutputChannel("Credit Monitor", { log: true }));
  const reportBug = (error: unknown) => logBug(log, error);
  const recent = new RecentReadings();
  const stop = new AbortController();
  own({ dispose: () => stop.abort() });

  // Readings: clock → poller → provider → snapshot → status.
  const historyFile = Uri.joinPath(context.globalStorageUri, "history.db").fsPath;
  const house = own(
    createServices({
      clock,
      random: Math.random,
      settings,
      secrets: context.secrets,
      loadDeclared: () => {
        // A provider is found at once, so this part is required, not imported.
        const part: typeof import("./providers/adapters.lazy.ts") = require("./providers/adapters.lazy.ts");
        const folder = Uri.joinPath(context.extensionUri, "catalogue").fsPath;
        return new part.DeclaredProviders({
          catalogue: part.catalogueFolder(folder),
          written: settings.providers,
        });
      },
      knownProviders: knownIds(context.globalState),
      loadWire: async () => {
        const { adapters, createJsonClient } = await import("./providers/adapters.lazy.ts");
        return {
          adapters,
          request: createJsonClient({ userAgent: `CreditMonitor/${version}`, now: clock.now }),
        };
      },
      openHistory: async (isSuspect) => {
        // What only waits for promises would still come before the end of activation.
        await new Promise<void>((resolve) => clock.after(0, resolve));
        return (await import("./store/database/openHistory.lazy.ts")).openHistory(historyFile, { isSuspect });
      },
      isFocused: window.state.focused,
      report: (report) => {
        recent.add(report, clock.now());
        logReading(log, report);
      },
      reportBug,
    }),
  );
  const { details, history, ledgers, poller, providerRegistry, notificationLog } = house;
  const findProvider = (id: string) => providerRegistry.find(id);

  // What a person sees.
  const accountViews = new AccountViews({ poller, details, settings, clock, findProvider });
  const statusBar = own(new StatusBar(accountViews, settings));
  const panel = own(
    new Panel({
      state: async () =>
        (await import("./ui/commandHandlers.lazy.ts")).panelState(await loadCommandContext()),
      page: async (memory) =>
        (await import("./ui/commandHandlers.lazy.ts")).panelPage(await loadCommandContext(), memory),
      onDidChange: anyEvent(
        accountViews.onDidChange,
        accountViews.onDidForesee,
        settings.onDidChange,
        ledgers.onDidChange,
      ),
      act: async (message) =>
        (await import("./ui/commandHandlers.lazy.ts")).panelAction(await loadCommandContext(), message),
      onError: reportBug,
    }),
  );
  const front: Front = {
    ...house,
    accountViews,
    clock,
    folder: context.extensionUri.fsPath,
    log,
    panel,
    recent,
    settings,
    signal: stop.signal,
    statusBar,
    version,
  };
  const loadCommandContext: LoadCommandContext = lazy(async () => {
    const { createCommandServices } = await import("./ui/commandHandlers.lazy.ts");
    const startSampleServer = async (port: number | undefined) =>
      (await import("./startSampleServer.lazy.ts")).startSampleServer(port);
    return { ...front, ...own(createCommandServices(house, { clock, startSampleServer })) };
  });
  context.subscriptions.push(...registerCommands(loadCommandContext));
  own(registerAgentTool(loadCommandContext));
  own(trackFocus(house.focusTracker));
  own(reportHistoryTrouble(history, notificationLog, log));
  own(history.onDidChange((accountId) => panel.tellHistoryChanged(accountId)));
  own(
    house.changeWatcher.onDidWrite(() =>
      panel.tellHistoryChanged(...house.accountList.all().map(({ id }) => id)),
    ),
  );

  // Not waited for: the status bar shows first, then the history is opened for what it last read.
  house
    .start()
    .then(async () => {
      const { startBackgroundTasks } = await import("./ui/backgroundTasks.lazy.ts");
      if (!stop.signal.aborted)
        own(startBackgroundTasks({ front, loadCommandContext, house, secrets: context.secrets, reportBug }));
      if (house.accountList.all().some(({ id }) => isSampleId(id)))
        await (await loadCommandContext()).sample.resume();
    })
    .catch(reportBug);
  return createApi(accountViews, providerRegistry, loadCommandContext);
}
