import { type ExtensionContext, env, Uri, window } from "vscode";
import type { CreditMonitorApi } from "./api.ts";
import { findProvider, providers } from "./providers/providers.ts";
import { AccountAccess } from "./services/accountAccess.ts";
import { AccountBook } from "./services/accountBook.ts";
import { AccountDetails } from "./services/accountDetails.ts";
import { AccountList } from "./services/accountList.ts";
import { accountSource } from "./services/accountSource.ts";
import { anyOf } from "./services/anyOf.ts";
import { Attention } from "./services/attention.ts";
import { systemClock as clock } from "./services/clock.ts";
import { History } from "./services/history.ts";
import { HistoryPruner } from "./services/historyPruner.ts";
import { LedgerSync } from "./services/ledgerSync.ts";
import { LedgerUpkeep } from "./services/ledgerUpkeep.ts";
import { once } from "./services/once.ts";
import { OtherWindows } from "./services/otherWindows.ts";
import { Poller } from "./services/poller.ts";
import { SampleAccounts } from "./services/sampleAccounts.ts";
import { SessionTokens } from "./services/sessionTokens.ts";
import { SideAccess } from "./services/sideAccess.ts";
import { ToldOnce } from "./services/toldOnce.ts";
import { UsageReads } from "./services/usageReads.ts";
import { startSampleServer } from "./startSampleServer.ts";
import { KeyStore } from "./store/keyStore.ts";
import { Accounts } from "./ui/accounts.ts";
import { watchBrokenAccounts } from "./ui/brokenNotice.ts";
import { createApi } from "./ui/createApi.ts";
import type { Desk } from "./ui/desk.ts";
import { watchHistory } from "./ui/historyNotice.ts";
import { Panel } from "./ui/panel.ts";
import { logBug, logReading } from "./ui/readingLog.ts";
import { registerCommands } from "./ui/registerCommands.ts";
import { StatusBar } from "./ui/statusBar.ts";
import { vscodeSettings as settings } from "./ui/vscodeSettings.ts";
import { watchFocus } from "./ui/watchFocus.ts";
import { watchKeys } from "./ui/watchKeys.ts";

/** Puts the house together. Everything made here is disposed with the context. */
export async function activate(context: ExtensionContext): Promise<CreditMonitorApi> {
  const own = <T extends { dispose(): unknown }>(disposable: T): T => {
    context.subscriptions.push(disposable);
    return disposable;
  };
  const version = String(context.extension.packageJSON.version);
  const log = own(window.createOutputChannel("Credit Monitor", { log: true }));
  const reportBug = (error: unknown) => logBug(log, error);
  const stop = new AbortController();
  own({ dispose: () => stop.abort() });

  // What survives a restart.
  const keys = new KeyStore(context.secrets);
  const historyFile = Uri.joinPath(context.globalStorageUri, "history.db").fsPath;
  const history = own(
    new History({
      open: async (isSuspect) => {
        // What only waits for promises would still come before the end of activation.
        await new Promise<void>((resolve) => clock.after(0, resolve));
        return (await import("./store/database/openHistory.ts")).openHistory(historyFile, { isSuspect });
      },
      clock,
      reportBug,
    }),
  );

  // Readings: clock → poller → provider → snapshot → status.
  const accountList = own(new AccountList(settings, (id) => findProvider(id) !== undefined));
  const loadWire = once(async () => {
    const { adapters, createJsonClient } = await import("./providers/adapters.ts");
    return { adapters, request: createJsonClient({ userAgent: `CreditMonitor/${version}`, now: clock.now }) };
  });
  const access = new AccountAccess({
    keys,
    sessions: new SessionTokens(keys),
    loadWire,
    clock,
    findProvider,
  });
  const attention = own(new Attention(clock, window.state.focused));
  const poller = own(
    new Poller({
      accounts: accountList,
      attempts: history,
      attention,
      clock,
      random: Math.random,
      refreshMinutes: settings.refreshMinutes,
      sourceOf: (account) => accountSource(account, findProvider(account.provider)),
      read: (account, signal) => access.call(account, signal, (adapter, its) => adapter.read(its)),
      report: (report) => logReading(log, report),
      reportBug,
    }),
  );
  const sideAccess = new SideAccess({ access, poller });
  const details = own(new AccountDetails({ access: sideAccess, clock, onError: reportBug }));
  const ledgers = own(
    new LedgerSync({
      access,
      history,
      clock,
      hasLedger: ({ provider }) => findProvider(provider)?.hasLedger ?? false,
      retryAtMs: (accountId) => poller.retryAtMs(accountId),
      onFailure: (accountId, failure) => {
        if (failure.kind === "rateLimited") poller.holdUntil(accountId, failure.retryAtMs);
      },
      reportBug,
    }),
  );
  const book = new AccountBook({
    accounts: accountList,
    keys,
    attempts: history,
    access,
    details,
    ledgers,
    poller,
  });
  const sample = own(
    new SampleAccounts({
      accounts: accountList,
      book,
      history,
      providers,
      clock,
      startServer: startSampleServer,
    }),
  );

  own(accountList.onDidChange((known) => ledgers.keepOnly(known)));
  const upkeep = new LedgerUpkeep(ledgers);
  own(poller.onDidRead(({ account, snapshot }) => upkeep.onReading(account, snapshot).catch(reportBug)));
  own(new HistoryPruner({ history, clock, days: settings.historyDays, reportBug }));

  const others = own(new OtherWindows({ history, clock, reportBug }));
  own(others.onDidWrite(() => poller.catchUp().catch(reportBug)));

  // What a person sees.
  const accounts = new Accounts({ poller, settings, clock, findProvider });
  const statusBar = own(new StatusBar(accounts, settings));
  const panel = own(
    new Panel({
      extensionUri: context.extensionUri,
      language: env.language,
      state: async () => (await import("./ui/commandHandlers.ts")).panelState(desk),
      boot: async (accountId) => (await import("./ui/commandHandlers.ts")).panelBoot(desk, accountId),
      onDidChange: anyOf(
        accounts.onDidChange,
        details.onDidChange,
        settings.onDidChange,
        ledgers.onDidChange,
      ),
      act: async (message) => (await import("./ui/commandHandlers.ts")).panelAction(desk, message),
      onError: reportBug,
    }),
  );
  const desk: Desk = {
    accounts,
    book,
    clock,
    details,
    history,
    ledgers,
    log,
    panel,
    poller,
    providers,
    sample,
    settings,
    signal: stop.signal,
    statusBar,
    usages: new UsageReads(sideAccess),
    version,
  };
  context.subscriptions.push(...registerCommands(desk));
  const told = new ToldOnce(history, clock);
  own(watchBrokenAccounts(accountList, told, log));
  own(watchFocus(attention));
  own(watchHistory(history, told, log));
  own(history.onDidChange((accountId) => panel.tellHistoryChanged(accountId)));
  own(others.onDidWrite(() => panel.tellHistoryChanged(...accountList.all().map(({ id }) => id))));
  own(watchKeys({ accounts: accountList, secrets: context.secrets, keys, poller, clock, reportBug }));

  // Not waited for: the status bar shows first, then the history is opened for what it last read.
  poller
    .start()
    .then(() => sample.resume())
    .catch(reportBug);
  return createApi(desk);
}
