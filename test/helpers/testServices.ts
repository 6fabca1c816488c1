import { join } from "node:path";
import type { Account } from "../../src/core/accounts/account.ts";
import { adapters } from "../../src/providers/adapters.lazy.ts";
import { findBuiltInProvider } from "../../src/providers/builtIn/builtInProviders.ts";
import { createJsonClient } from "../../src/providers/http/jsonClient.ts";
import type { Adapter } from "../../src/providers/provider.ts";
import type { SampleProviderId } from "../../src/sample/http/sampleApi.ts";
import { type SampleOptions, startSampleProviders } from "../../src/sample/startServer.ts";
import { parseEntry } from "../../src/services/accounts/accountSchema.lazy.ts";
import { createCommandServices } from "../../src/services/createCommandServices.ts";
import { createServices, type ServicesOptions } from "../../src/services/createServices.ts";
import type { CredentialInput } from "../../src/services/credentials/verifyKey.ts";
import { openHistory } from "../../src/store/database/openHistory.lazy.ts";
import { FakeClock } from "./fakeClock.ts";
import { MemorySecrets } from "./memorySecrets.ts";
import { MemorySettings } from "./memorySettings.ts";
import { declaredProvidersIn, memoryProviderIds } from "./providerCatalogue.ts";
import { loadSample, sampleLabel } from "./sampleModule.ts";
import { temporaryFolder } from "./temporaryFolder.ts";

export interface TestServicesOptions {
  readonly sample?: SampleOptions;
  /** Adapters in place of the real ones. */
  readonly adapters?: Readonly<Record<string, Adapter>>;
  readonly clock?: FakeClock;
}

export type TestServices = Awaited<ReturnType<typeof createTestServices>>;

/** All services of a window, against the sample server over real HTTP; only the poller is started. */
export async function createTestServices(options: TestServicesOptions = {}) {
  const { clock = new FakeClock() } = options;
  const sample = await startSampleProviders({ now: () => clock.now(), ...options.sample });
  const folder = await temporaryFolder();
  const secrets = new MemorySecrets();
  const settings = new MemorySettings([]);
  const bugs: unknown[] = [];
  const knownProviderIds = memoryProviderIds();
  const request = createJsonClient({ userAgent: "credit-monitor/test", now: () => clock.now() });
  const openWindow = (others: Partial<ServicesOptions> = {}) =>
    createServices({
      clock,
      random: () => 0.5,
      settings,
      secrets,
      loadDeclaredProviders: () => declaredProvidersIn(settings),
      knownProviderIds,
      parseEntry,
      loadTransport: async () => ({ request, adapters: { ...adapters, ...options.adapters } }),
      openHistory: () => openHistory(join(folder.path, "history.db")),
      isFocused: true,
      onReading: () => {},
      reportBug: (error) => void bugs.push(error),
      ...others,
    });
  const window = openWindow();
  const commandServices = createCommandServices(window, { clock, loadSample, sampleLabel });
  const { poller } = window;
  const { accountManager } = commandServices;
  const signal = new AbortController().signal;
  await poller.start();

  const placeOf = (id: SampleProviderId) => {
    const provider = findBuiltInProvider(id);
    if (!provider) throw new Error(`no provider ${id}`);
    return { provider, baseUrl: sample.baseUrl(id) };
  };
  return {
    ...window,
    accountManager,
    usageCache: commandServices.usageCache,
    clock,
    sample,
    folder,
    secrets,
    settings,
    bugs,
    /** Creates another window's services on the same settings, keys and history, or on others; the caller disposes them. */
    openWindow,
    signal,
    placeOf,
    prove: (id: SampleProviderId, key: CredentialInput) => accountManager.verify(placeOf(id), key, signal),
    /** Adds an account as a user does, with a valid key. */
    async add(id: SampleProviderId, key: CredentialInput, more: object = {}): Promise<Account> {
      const verified = await accountManager.verify(placeOf(id), key, signal);
      if (!verified.ok) throw new Error(`refused: ${verified.failure.kind}`);
      return accountManager.save({ ...placeOf(id), ...more }, verified.value);
    },
    async [Symbol.asyncDispose]() {
      window.dispose();
      await sample.close();
      await folder[Symbol.asyncDispose]();
    },
  };
}
