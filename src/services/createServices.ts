import type { Account } from "../core/accounts/account.ts";
import { dayMs } from "../core/time/durations.ts";
import type { DeclaredProviders } from "../providers/declared/declaredProviders.ts";
import type { OpenHistoryResult } from "../store/historyStore.ts";
import { KeyStore, type SecretStore } from "../store/secrets/keyStore.ts";
import { AccountList } from "./accounts/accountList.ts";
import { accountSource } from "./accounts/accountSource.ts";
import { SettingsJournal } from "./accounts/settingsJournal.ts";
import type { Clock } from "./common/clock.ts";
import type { Disposable } from "./common/emitter.ts";
import { lazy } from "./common/lazy.ts";
import type { Settings } from "./common/settings.ts";
import { Leases } from "./coordination/leases.ts";
import { NotificationLog } from "./coordination/notificationLog.ts";
import { AccountClient, type Transport } from "./credentials/accountClient.ts";
import { ChangeWatcher } from "./history/changeWatcher.ts";
import { History } from "./history/history.ts";
import { Retention } from "./history/retention.ts";
import { LazyLedgerScheduler } from "./ledger/lazyLedgerScheduler.ts";
import { LedgerSync } from "./ledger/ledgerSync.ts";
import { AccountDetails } from "./onDemand/accountDetails.ts";
import { OnDemandClient } from "./onDemand/onDemandClient.ts";
import type { ReadingReport } from "./polling/accountReader.ts";
import { FocusTracker } from "./polling/focusTracker.ts";
import { Poller } from "./polling/poller.ts";
import { pollInterval } from "./polling/pollInterval.ts";
import { type ProviderIdStore, ProviderRegistry } from "./providerRegistry.ts";

/** The world as one window meets it. */
export interface ServicesOptions {
  readonly clock: Clock;
  /** 0…1 */
  readonly random: () => number;
  readonly settings: Settings;
  readonly secrets: SecretStore;
  /** Called once, when a provider is looked for that is not built in. */
  readonly loadDeclaredProviders: () => DeclaredProviders;
  readonly knownProviders: ProviderIdStore;
  /** Called once, when something is first sent. */
  readonly loadTransport: () => Promise<Transport>;
  /** Called when something is first kept or looked up; `isSuspect`: the file proved damaged. */
  readonly openHistory: (isSuspect: boolean) => Promise<OpenHistoryResult>;
  readonly isFocused: boolean;
  /** How each reading went. */
  readonly onReading: (report: ReadingReport) => void;
  /** An exception nobody expected. */
  readonly reportBug: (error: unknown) => void;
}

export type Services = ReturnType<typeof createServices>;

/**
 * What reads and keeps, below the screen of one window, put together: the same in VS Code, in tests and under fire. It
 * rests until `start`, and is disposed whole.
 */
export function createServices(options: ServicesOptions) {
  const { clock, random, settings, onReading, reportBug } = options;
  const owned: Disposable[] = [];
  const own = <T extends Disposable>(disposable: T): T => {
    owned.push(disposable);
    return disposable;
  };
  // What survives a restart.
  const keyStore = new KeyStore(options.secrets);
  const history = own(new History({ open: options.openHistory, clock, reportBug }));
  const leases = own(new Leases(history, clock));
  const notificationLog = new NotificationLog(history, clock);

  // Readings: clock → poller → provider → snapshot → status.
  const { loadDeclaredProviders, knownProviders: seenIds } = options;
  const providerRegistry = own(
    new ProviderRegistry({ settings, loadDeclared: loadDeclaredProviders, seenIds }),
  );
  const findProvider = (id: string) => providerRegistry.find(id);
  const sourceOf = (account: Account) => accountSource(account, findProvider(account.provider));
  const settingsJournal = new SettingsJournal({ coordinator: history, leases, clock });
  const accountList = own(new AccountList(settings, (id) => providerRegistry.isKnown(id), settingsJournal));
  own(providerRegistry.onDidChange(() => accountList.revalidate()));
  const loadTransport = lazy(options.loadTransport);
  const loadSessions = lazy(async () => {
    const { SessionTokens } = await import("./credentials/sessionTokens.lazy.ts");
    return new SessionTokens({ keyStore, coordinator: history, leases, clock });
  });
  const accountClient = new AccountClient({ keyStore, loadSessions, loadTransport, clock, findProvider });
  const focusTracker = own(new FocusTracker(clock, options.isFocused));
  const poller = own(
    new Poller({
      accountList,
      attemptStore: history,
      leases,
      focusTracker,
      clock,
      random,
      intervalOf: (account) =>
        pollInterval(
          account,
          settings.refreshMinutes(),
          findProvider(account.provider)?.declared?.minMinutes,
        ),
      sourceOf,
      read: (account, signal) =>
        accountClient.call(account, signal, (adapter, access) => adapter.read(access)),
      onReading,
      reportBug,
    }),
  );
  const changeWatcher = own(new ChangeWatcher({ history, clock, reportBug }));
  own(changeWatcher.onDidWrite(() => poller.catchUp().catch(reportBug)));

  // What is read beside the balances.
  const onDemandClient = new OnDemandClient({ accountClient, poller });
  const accountDetails = own(new AccountDetails({ onDemandClient, clock, onError: reportBug }));
  const retainFromMs = () => clock.now() - settings.historyDays() * dayMs;
  const ledgerSync = own(
    new LedgerSync({
      onDemandClient,
      poller,
      history,
      leases,
      clock,
      meterIdOf: ({ provider }) => findProvider(provider)?.ledgerMeter,
      sourceOf,
      retainFromMs,
      reportBug,
    }),
  );
  own(accountList.onDidChange((known) => ledgerSync.cancelStale(known)));

  return {
    accountClient,
    accountList,
    focusTracker,
    accountDetails,
    history,
    keyStore,
    ledgerSync,
    loadSessions,
    changeWatcher,
    poller,
    providerRegistry,
    onDemandClient,
    notificationLog,
    /** Shows what was kept from before, reads what is due, and keeps ledgers and history in order from then on. */
    async start(): Promise<void> {
      const ledgerScheduler = own(
        new LazyLedgerScheduler({ accountList: accountList, ledgerSync, poller, clock, random, reportBug }),
      );
      own(poller.onDidRead(({ account, snapshot }) => ledgerScheduler.onReading(account, snapshot)));
      own(new Retention({ history, clock, retainFromMs, reportBug }));
      await poller.start();
      for (const { account, reading } of poller.statuses()) {
        if (reading) ledgerScheduler.resume(account, reading.snapshot);
      }
    },
    /** The last made goes first: nothing is left to write when the history closes. */
    dispose(): void {
      for (const one of owned.splice(0).reverse()) one.dispose();
    },
  };
}
