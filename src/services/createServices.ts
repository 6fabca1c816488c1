import type { Account } from "../core/accounts/account.ts";
import { dayMs } from "../core/time/durations.ts";
import type { DeclaredProviders } from "../providers/declared/declaredProviders.ts";
import type { OpenHistoryResult } from "../store/historyStore.ts";
import { KeyStore, type KeyWrite, type SecretStore } from "../store/secrets/keyStore.ts";
import { AccountList } from "./accounts/accountList.ts";
import { accountSource } from "./accounts/accountSource.ts";
import type { ParseEntry } from "./accounts/plainAccount.ts";
import { SettingsJournal } from "./accounts/settingsJournal.ts";
import type { Clock } from "./common/clock.ts";
import { DisposableStore } from "./common/disposable.ts";
import { lazy } from "./common/lazy.ts";
import type { Settings } from "./common/settings.ts";
import { Leases } from "./coordination/leases.ts";
import { NotificationLog } from "./coordination/notificationLog.ts";
import type { AccountRequests, Transport } from "./credentials/accountClient.lazy.ts";
import { endpointOf } from "./credentials/endpointOf.ts";
import { createAttemptStore } from "./history/attemptStore.ts";
import { ChangeWatcher, type ChangeWatcherOptions } from "./history/changeWatcher.ts";
import { History } from "./history/history.ts";
import { startRetention } from "./history/retention.ts";
import { LazyLedgerScheduler } from "./ledger/lazyLedgerScheduler.ts";
import { LedgerSync } from "./ledger/ledgerSync.ts";
import { AccountDetails } from "./onDemand/accountDetails.ts";
import { OnDemandClient } from "./onDemand/onDemandClient.ts";
import type { ReadingReport } from "./polling/accountReader.ts";
import { FocusTracker } from "./polling/focusTracker.ts";
import { Poller } from "./polling/poller.ts";
import { pollInterval } from "./polling/pollInterval.ts";
import { type ProviderIdStore, ProviderRegistry } from "./providerRegistry.ts";

/** What the services need from outside: time, settings, secrets, and parts that are loaded when they are needed. */
export interface ServicesOptions {
  readonly clock: Clock;
  /** 0…1 */
  readonly random: () => number;
  readonly settings: Settings;
  readonly secrets: SecretStore;
  /** In a VS Code that is served to a browser: the id of the browser, whose windows do not see each other's keys. */
  readonly browserId?: string | undefined;
  /** Called once, with the first provider id that is not built in. */
  readonly loadDeclaredProviders: () => DeclaredProviders;
  readonly knownProviderIds: ProviderIdStore;
  /** Called for each entry of the account list with more than the usual fields, or with a wrong one. */
  readonly parseEntry: ParseEntry;
  /** Called once, before the first request. */
  readonly loadTransport: () => Promise<Transport>;
  /** Called before the first read or write; `isSuspect`: the file was found damaged. */
  readonly openHistory: (isSuspect: boolean) => Promise<OpenHistoryResult>;
  /** Reports writes to the history, where the file system reports each of them. */
  readonly watchHistory?: ChangeWatcherOptions["watchFile"];
  readonly isFocused: boolean;
  /** Called after each attempt to read an account. */
  readonly onReading: (report: ReadingReport) => void;
  /** A reading went without optional fields because of their type. */
  readonly onIgnoredFields?: (account: Account, fields: readonly string[]) => void;
  /** Reports an unexpected exception. */
  readonly reportBug: (error: unknown) => void;
}

export type Services = ReturnType<typeof createServices>;

/**
 * Creates the services of one window: everything below its user interface. VS Code, tests and the soak run share this
 * composition. Nothing is read or sent until `start`.
 */
export function createServices(options: ServicesOptions) {
  const { clock, random, settings, onReading, onIgnoredFields, reportBug } = options;
  const startedAtMs = clock.now();
  // Disposed in reverse order: the history closes after everything that writes to it.
  const disposables = new DisposableStore();

  // Storage, and what the windows share.
  const keyNotes = options.browserId === undefined ? undefined : lazy(loadKeyNotes);
  const onDidWriteKey = async (write: KeyWrite | undefined) => {
    await (await keyNotes?.())?.recordWrite(write);
    void followKeys();
  };
  const keyStore = new KeyStore(options.secrets, keyNotes && onDidWriteKey);
  const history = disposables.add(new History({ open: options.openHistory, clock, reportBug }));
  const attemptStore = createAttemptStore(history, clock);
  const leases = disposables.add(new Leases(history, clock));
  const notificationLog = new NotificationLog(history, clock);

  // Providers and accounts, from the settings.
  const providerRegistry = disposables.add(new ProviderRegistry(options));
  const findProvider = (id: string) => providerRegistry.find(id);
  const sourceOf = (account: Account) => accountSource(account, findProvider(account.provider));
  const journal = new SettingsJournal({ coordinator: history, leases, clock });
  const isProvider = (id: string) => providerRegistry.isKnown(id);
  const accountList = disposables.add(new AccountList(settings, isProvider, journal, options.parseEntry));
  disposables.add(providerRegistry.onDidChange(() => accountList.revalidate()));

  // Readings: clock → poller → provider → snapshot → status.
  const loadTransport = lazy(options.loadTransport);
  const loadSessions = lazy(async () => {
    const { SessionTokens } = await import("./credentials/sessionTokens.lazy.ts");
    const wouldEraseKeys = async () => (await keyNotes?.())?.wouldErase() ?? false;
    return new SessionTokens({ keyStore, coordinator: history, leases, clock, wouldEraseKeys });
  });
  const findMissingKey = async (accountId: string) => (await keyNotes?.())?.findMissing(accountId);
  const loadAccountClient = lazy(async () => {
    const { AccountClient } = await import("./credentials/accountClient.lazy.ts");
    return new AccountClient({
      keyStore,
      loadSessions,
      loadTransport,
      clock,
      findProvider,
      findMissingKey,
      onIgnoredFields,
    });
  });
  const accountClient: AccountRequests = {
    call: async (...request) => (await loadAccountClient()).call(...request),
    read: async (...request) => (await loadAccountClient()).read(...request),
    createContext: async (...account) => (await loadAccountClient()).createContext(...account),
  };
  const focusTracker = disposables.add(new FocusTracker(clock, options.isFocused));
  const poller = disposables.add(
    new Poller({
      accountList,
      attemptStore,
      leases,
      focusTracker,
      clock,
      random,
      intervalOf: (account) =>
        pollInterval(account, settings.refreshMinutes(), findProvider(account.provider)),
      sourceOf,
      originOf: (account) => {
        const provider = findProvider(account.provider);
        return (provider && endpointOf(account, provider)?.origin) ?? account.id;
      },
      read: (account, signal, request) => accountClient.read(account, signal, request),
      onReading,
      reportBug,
    }),
  );
  const changeWatcher = disposables.add(
    new ChangeWatcher({ history, clock, watchFile: options.watchHistory, reportBug }),
  );
  disposables.add(changeWatcher.onDidWrite(() => poller.catchUp().catch(reportBug)));
  const followKeys = () =>
    keyNotes?.()
      .then((notes) => notes.follow(poller))
      .catch(reportBug);
  if (keyNotes) disposables.add(changeWatcher.onDidWrite(() => void followKeys()));

  // What is read besides the balances.
  const onDemandClient = new OnDemandClient({ accountClient, poller });
  const accountDetails = disposables.add(new AccountDetails({ onDemandClient, clock, reportBug }));
  const retainFromMs = () => clock.now() - settings.historyDays() * dayMs;
  const ledgerSync = disposables.add(
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
  disposables.add(accountList.onDidChange((accounts) => ledgerSync.cancelStale(accounts)));

  async function loadKeyNotes() {
    const { KeyNotes } = await import("./credentials/keyNotes.lazy.ts");
    const { browserId = "" } = options;
    return new KeyNotes({ keyStore, coordinator: history, clock, browserId, startedAtMs });
  }

  return {
    accountClient,
    accountDetails,
    accountList,
    attemptStore,
    changeWatcher,
    focusTracker,
    history,
    keyNotes,
    keyStore,
    ledgerSync,
    loadSessions,
    notificationLog,
    onDemandClient,
    poller,
    providerRegistry,
    /** Restores the last readings, reads what is due, and from then on syncs ledgers and deletes old history. */
    async start(): Promise<void> {
      const ledgerScheduler = disposables.add(
        new LazyLedgerScheduler({ accountList, history, ledgerSync, poller, clock, random, reportBug }),
      );
      disposables.add(
        poller.onDidRead(({ account, snapshot }) => ledgerScheduler.onReading(account, snapshot)),
      );
      disposables.add(poller.onWillRefresh((accountId) => ledgerScheduler.onWillRefresh(accountId)));
      disposables.add(startRetention({ history, clock, retainFromMs, reportBug }));
      await poller.start();
      for (const { account, reading } of poller.statuses()) {
        if (reading) ledgerScheduler.resume(account, reading.snapshot);
      }
    },
    dispose: () => disposables.dispose(),
  };
}
