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

/** What a person acts with. A household rests on none of it, so it is made when something is first done. */
export function createCommandServices(
  services: Services,
  { clock, startSampleServer }: CommandServicesOptions,
) {
  const { accountList, history } = services;
  const accountManager = new AccountManager({ ...services, attemptStore: history });
  const startServer = startSampleServer;
  const sampleAccounts = new SampleAccounts({
    accountList,
    accountManager,
    history,
    providers: builtInProviders,
    clock,
    startServer,
  });
  return {
    accountManager,
    sampleAccounts,
    usageCache: new UsageCache(services.onDemandClient),
    dispose: () => sampleAccounts.dispose(),
  };
}
