import { builtInProviders } from "../providers/builtIn/builtInProviders.ts";
import type { Provider } from "../providers/provider.ts";
import { AccountManager } from "./accountManager.ts";
import type { Clock } from "./common/clock.ts";
import type { Services } from "./createServices.ts";
import type { CredentialInput } from "./credentials/verifyKey.ts";
import { UsageCache } from "./onDemand/usageCache.ts";
import { SampleAccounts, type SampleServer } from "./sampleAccounts.ts";

export interface CommandServicesOptions {
  readonly clock: Clock;
  readonly loadSample: () => Promise<SampleModule>;
  readonly sampleLabel: (provider: Provider) => string;
}

/** The sample server and its keys, which are loaded with the first sample account. */
export interface SampleModule {
  startSampleServer(port: number | undefined): Promise<SampleServer>;
  sampleKey(providerId: string): CredentialInput;
}

export type CommandServices = ReturnType<typeof createCommandServices>;

/** Creates the services that only commands and the panel need. They are loaded with the first command. */
export function createCommandServices(services: Services, options: CommandServicesOptions) {
  const { clock, loadSample, sampleLabel } = options;
  const accountManager = new AccountManager({ ...services, clock });
  const providers = builtInProviders;
  const sampleAccounts = new SampleAccounts({
    ...services,
    accountManager,
    providers,
    clock,
    startServer: async (port) => (await loadSample()).startSampleServer(port),
    sampleKey: async (providerId) => (await loadSample()).sampleKey(providerId),
    labelOf: sampleLabel,
  });
  return {
    accountManager,
    sampleAccounts,
    usageCache: new UsageCache(services.onDemandClient),
    dispose: () => sampleAccounts.dispose(),
  };
}
