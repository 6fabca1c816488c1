import { providers } from "../providers/builtIn/builtInProviders.ts";
import { AccountManager } from "./accountManager.ts";
import type { Clock } from "./common/clock.ts";
import type { Services } from "./createServices.ts";
import { UsageReads } from "./onDemand/usageCache.ts";
import { SampleAccounts, type SampleServer } from "./sampleAccounts.ts";

export interface CommandServicesOptions {
  readonly clock: Clock;
  readonly startSampleServer: (port: number | undefined) => Promise<SampleServer>;
}

export type CommandServices = ReturnType<typeof createCommandServices>;

/** What a person acts with. A household rests on none of it, so it is made when something is first done. */
export function createCommandServices(house: Services, { clock, startSampleServer }: CommandServicesOptions) {
  const { accountList, history } = house;
  const accountManager = new AccountManager({ ...house, attempts: history });
  const startServer = startSampleServer;
  const sample = new SampleAccounts({ accountList, accountManager, history, providers, clock, startServer });
  return {
    accountManager,
    sample,
    usages: new UsageReads(house.onDemandClient),
    dispose: () => sample.dispose(),
  };
}
