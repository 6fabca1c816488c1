import type { Account } from "../core/accounts/account.ts";
import type { DeclaredProviders } from "../providers/declared/declaredProviders.ts";
import type { OpenedHistory } from "../store/historyStore.ts";
import { KeyStore, type SecretStore } from "../store/secrets/keyStore.ts";
import { AccountList } from "./accounts/accountList.ts";
import { accountSource } from "./accounts/accountSource.ts";
import { ListNotes } from "./accounts/settingsJournal.ts";
import type { Clock } from "./common/clock.ts";
import type { Disposable } from "./common/emitter.ts";
import { once } from "./common/lazy.ts";
import type { Settings } from "./common/settings.ts";
import { Claims } from "./coordination/leases.ts";
import { ToldOnce } from "./coordination/notificationLog.ts";
import { AccountAccess, type Wire } from "./credentials/accountClient.ts";
import { OtherWindows } from "./history/changeWatcher.ts";
import { History } from "./history/history.ts";
import { HistoryPruner } from "./history/retention.ts";
import { LazyUpkeep } from "./ledger/lazyLedgerScheduler.ts";
import { LedgerSync } from "./ledger/ledgerSync.ts";
import { AccountDetails } from "./onDemand/accountDetails.ts";
import { SideAccess } from "./onDemand/onDemandClient.ts";
import type { ReadingReport } from "./polling/accountReader.ts";
import { Attention } from "./polling/focusTracker.ts";
import { Poller } from "./polling/poller.ts";
import { pollPace } from "./polling/pollInterval.ts";
import { type KnownIds, ProviderDirectory } from "./providerRegistry.ts";

const dayMs = 86_400_000;

/** The world as one window meets it. */
export interface HouseholdOptions {
  readonly clock: Clock;
  /** 0…1 */
  readonly random: () => number;
  readonly settings: Settings;
  readonly secrets: SecretStore;
  /** Called once, when a provider is looked for that is not built in. */
  readonly loadDeclared: () => DeclaredProviders;
  readonly knownProviders: KnownIds;
  /** Called once, when something is first sent. */
  readonly loadWire: () => Promise<Wire>;
  /** Called when something is first kept or looked up; `isSuspect`: the file proved damaged. */
  readonly openHistory: (isSuspect: boolean) => Promise<OpenedHistory>;
  readonly isFocused: boolean;
  /** How each reading went. */
  readonly report: (report: ReadingReport) => void;
  /** An exception nobody expected. */
  readonly reportBug: (error: unknown) => void;
}

export type Household = ReturnType<typeof createHousehold>;

/**
 * What reads and keeps, below the screen of one window, put together: the same in VS Code, in tests and under fire. It
 * rests until `start`, and is disposed whole.
 */
export function createHousehold(options: HouseholdOptions) {
  const { clock, random, settings, report, reportBug } = options;
  const owned: Disposable[] = [];
  const own = <T extends Disposable>(disposable: T): T => {
    owned.push(disposable);
    return disposable;
  };
  // What survives a restart.
  const keys = new KeyStore(options.secrets);
  const history = own(new History({ open: options.openHistory, clock, reportBug }));
  const claims = own(new Claims(history, clock));
  const told = new ToldOnce(history, clock);

  // Readings: clock → poller → provider → snapshot → status.
  const { loadDeclared, knownProviders: known } = options;
  const providers = own(new ProviderDirectory({ settings, loadDeclared, known }));
  const findProvider = (id: string) => providers.find(id);
  const sourceOf = (account: Account) => accountSource(account, findProvider(account.provider));
  const listNotes = new ListNotes({ shared: history, claims, clock });
  const accounts = own(new AccountList(settings, (id) => providers.isKnown(id), listNotes));
  own(providers.onDidChange(() => accounts.judgeAgain()));
  const loadWire = once(options.loadWire);
  const loadSessions = once(async () => {
    const { SessionTokens } = await import("./credentials/sessionTokens.ts");
    return new SessionTokens({ keys, shared: history, claims, clock });
  });
  const access = new AccountAccess({ keys, loadSessions, loadWire, clock, findProvider });
  const attention = own(new Attention(clock, options.isFocused));
  const poller = own(
    new Poller({
      accounts,
      attempts: history,
      claims,
      attention,
      clock,
      random,
      paceOf: (account) =>
        pollPace(account, settings.refreshMinutes(), findProvider(account.provider)?.declared?.minMinutes),
      sourceOf,
      read: (account, signal) => access.call(account, signal, (adapter, its) => adapter.read(its)),
      report,
      reportBug,
    }),
  );
  const others = own(new OtherWindows({ history, clock, reportBug }));
  own(others.onDidWrite(() => poller.catchUp().catch(reportBug)));

  // What is read beside the balances.
  const sideAccess = new SideAccess({ access, poller });
  const details = own(new AccountDetails({ access: sideAccess, clock, onError: reportBug }));
  const keptFromMs = () => clock.now() - settings.historyDays() * dayMs;
  const ledgers = own(
    new LedgerSync({
      access: sideAccess,
      poller,
      history,
      claims,
      clock,
      meterId: ({ provider }) => findProvider(provider)?.ledgerMeter,
      sourceOf,
      keptFromMs,
      reportBug,
    }),
  );
  own(accounts.onDidChange((known) => ledgers.keepOnly(known)));

  return {
    access,
    accounts,
    attention,
    details,
    history,
    keys,
    ledgers,
    loadSessions,
    others,
    poller,
    providers,
    sideAccess,
    told,
    /** Shows what was kept from before, reads what is due, and keeps ledgers and history in order from then on. */
    async start(): Promise<void> {
      const upkeep = own(new LazyUpkeep({ accounts, ledgers, poller, clock, random, reportBug }));
      own(poller.onDidRead(({ account, snapshot }) => upkeep.onReading(account, snapshot)));
      own(new HistoryPruner({ history, clock, keptFromMs, reportBug }));
      await poller.start();
      for (const { account, reading } of poller.statuses()) {
        if (reading) upkeep.resume(account, reading.snapshot);
      }
    },
    /** The last made goes first: nothing is left to write when the history closes. */
    dispose(): void {
      for (const one of owned.splice(0).reverse()) one.dispose();
    },
  };
}
