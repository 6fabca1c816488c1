import { builtInProviders } from "../providers/builtIn/builtInProviders.ts";
import { AccountManager } from "./accountManager.ts";
import type { Clock } from "./common/clock.ts";
import type { Services } from "./createServices.ts";
import { UsageCache } from "./onDemand/usageCache.ts";
import { SampleAccounts, type SampleServer } from "./sampleAccounts.ts";

export interface CommandServicesOptions {
  readonly clock: Clock;
  readonly startSampleServer: (port: number | undefined) => Promise<SampleServer>;
}

export type CommandServices = ReturnType<typeof createCommandServices>;

/** Creates the services that only commands and the panel need. They are loaded with the first command. */
export function createCommandServices(services: Services, options: CommandServicesOptions) {
  const { clock, startSampleServer: startServer } = options;
  const accountManager = new AccountManager({ ...services, clock });
  const providers = builtInProviders;
  const sampleAccounts = new SampleAccounts({ ...services, accountManager, providers, clock, startServer });
  return {
    accountManager,
    sampleAccounts,
    usageCache: new UsageCache(services.onDemandClient),
    dispose: () => sampleAccounts.dispose(),
  };
}
