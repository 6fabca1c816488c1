import { providers } from "../providers/builtIn/builtInProviders.ts";
import { AccountBook } from "./accountManager.ts";
import type { Clock } from "./common/clock.ts";
import type { Household } from "./createServices.ts";
import { UsageReads } from "./onDemand/usageCache.ts";
import { SampleAccounts, type SampleServer } from "./sampleAccounts.ts";

export interface OfficeOptions {
  readonly clock: Clock;
  readonly startSampleServer: (port: number | undefined) => Promise<SampleServer>;
}

export type Office = ReturnType<typeof createOffice>;

/** What a person acts with. A household rests on none of it, so it is made when something is first done. */
export function createOffice(house: Household, { clock, startSampleServer }: OfficeOptions) {
  const { accounts, history } = house;
  const book = new AccountBook({ ...house, attempts: history });
  const startServer = startSampleServer;
  const sample = new SampleAccounts({ accounts, book, history, providers, clock, startServer });
  return {
    book,
    sample,
    usages: new UsageReads(house.sideAccess),
    dispose: () => sample.dispose(),
  };
}
