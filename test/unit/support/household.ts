import { join } from "node:path";
import type { Account } from "../../../src/core/account.ts";
import { adapters } from "../../../src/providers/adapters.ts";
import { createJsonClient } from "../../../src/providers/jsonClient.ts";
import type { Adapter } from "../../../src/providers/provider.ts";
import { findProvider } from "../../../src/providers/providers.ts";
import type { SampleProviderId } from "../../../src/sample/sampleProviderId.ts";
import { type SampleOptions, startSampleProviders } from "../../../src/sample/sampleProviders.ts";
import { AccountAccess } from "../../../src/services/accountAccess.ts";
import { AccountBook } from "../../../src/services/accountBook.ts";
import { AccountDetails } from "../../../src/services/accountDetails.ts";
import { AccountList } from "../../../src/services/accountList.ts";
import { Attention } from "../../../src/services/attention.ts";
import { History } from "../../../src/services/history.ts";
import { LedgerSync } from "../../../src/services/ledgerSync.ts";
import { Poller } from "../../../src/services/poller.ts";
import type { GivenKey } from "../../../src/services/proveKey.ts";
import { SessionTokens } from "../../../src/services/sessionTokens.ts";
import { openHistory } from "../../../src/store/database/openHistory.ts";
import { KeyStore } from "../../../src/store/keyStore.ts";
import { FakeClock } from "./fakeClock.ts";
import { MemorySecrets } from "./memorySecrets.ts";
import { MemorySettings } from "./memorySettings.ts";
import { sourceOf } from "./pollerBench.ts";
import { scratchFolder } from "./scratchFolder.ts";

export interface HouseholdOptions {
  readonly sample?: SampleOptions;
  /** Adapters in place of the real ones. */
  readonly adapters?: Readonly<Record<string, Adapter>>;
}

export type Household = Awaited<ReturnType<typeof household>>;

/** Everything below the screen as `extension.ts` puts it together, against the sample server over real HTTP. */
export async function household(options: HouseholdOptions = {}) {
  const clock = new FakeClock();
  const sample = await startSampleProviders({ now: () => clock.now(), ...options.sample });
  const folder = await scratchFolder();
  const secrets = new MemorySecrets();
  const keys = new KeyStore(secrets);
  const settings = new MemorySettings([]);
  const bugs: unknown[] = [];
  const reportBug = (error: unknown) => void bugs.push(error);
  const history = new History({ open: () => openHistory(join(folder.path, "history.db")), clock, reportBug });
  const accounts = new AccountList(settings, (id) => findProvider(id) !== undefined);
  const request = createJsonClient({ userAgent: "credit-monitor/test", now: () => clock.now() });
  const access = new AccountAccess({
    keys,
    sessions: new SessionTokens(keys),
    loadWire: async () => ({ request, adapters: { ...adapters, ...options.adapters } }),
    clock,
    findProvider,
  });
  const poller = new Poller({
    accounts,
    attempts: history,
    attention: new Attention(clock, true),
    clock,
    random: () => 0.5,
    refreshMinutes: () => 5,
    sourceOf,
    read: (account, signal) => access.call(account, signal, (adapter, its) => adapter.read(its)),
    report: () => {},
    reportBug,
  });
  const details = new AccountDetails({ access, clock, onError: reportBug });
  const newSync = () =>
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
    });
  const ledgers = newSync();
  const book = new AccountBook({ accounts, keys, attempts: history, access, details, ledgers, poller });
  const signal = new AbortController().signal;
  await poller.start();

  const placeOf = (id: SampleProviderId) => {
    const provider = findProvider(id);
    if (!provider) throw new Error(`no provider ${id}`);
    return { provider, baseUrl: sample.baseUrl(id) };
  };
  return {
    clock,
    sample,
    folder,
    secrets,
    keys,
    settings,
    bugs,
    history,
    accounts,
    access,
    poller,
    details,
    ledgers,
    newSync,
    book,
    signal,
    placeOf,
    prove: (id: SampleProviderId, key: GivenKey) => book.prove(placeOf(id), key, signal),
    /** Adds an account the way a person does, with a key that is good. */
    async add(id: SampleProviderId, key: GivenKey, more: object = {}): Promise<Account> {
      const proven = await book.prove(placeOf(id), key, signal);
      if (!proven.ok) throw new Error(`refused: ${proven.failure.kind}`);
      return book.save({ ...placeOf(id), ...more }, proven.value);
    },
    async [Symbol.asyncDispose]() {
      ledgers.dispose();
      poller.dispose();
      history.dispose();
      await sample.close();
      await folder[Symbol.asyncDispose]();
    },
  };
}
