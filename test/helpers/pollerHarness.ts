import type { Account } from "../../src/core/accounts/account.ts";
import { AccountList } from "../../src/services/accounts/accountList.ts";
import { parseEntry } from "../../src/services/accounts/accountSchema.lazy.ts";
import { Leases } from "../../src/services/coordination/leases.ts";
import type { ReadingReport } from "../../src/services/polling/accountReader.ts";
import { FocusTracker } from "../../src/services/polling/focusTracker.ts";
import { Poller } from "../../src/services/polling/poller.ts";
import { pollInterval } from "../../src/services/polling/pollInterval.ts";
import { FakeClock } from "./fakeClock.ts";
import { GatedReader } from "./gatedReader.ts";
import { MemoryAttempts } from "./memoryAttempts.ts";
import { MemoryCoordination } from "./memoryCoordination.ts";
import { MemorySettings } from "./memorySettings.ts";
import { unsharedJournal } from "./unsharedJournal.ts";

export function accountOf(id: string, more: Partial<Account> = {}): Account {
  return { id, provider: "poof", label: id, ...more };
}

export function sourceOf({ provider, baseUrl }: Account): string {
  return `${provider} ${baseUrl ?? ""}`;
}

export interface PollerHarnessOptions {
  readonly isFocused?: boolean;
  /** The provider's minimum between scheduled readings. */
  readonly minIntervalMs?: number;
  /** Of another window, to share time and disk with it. */
  readonly clock?: FakeClock;
  readonly attemptStore?: MemoryAttempts;
  readonly coordination?: MemoryCoordination;
}

/** A real poller with a fake clock, disk and network. */
export function createPollerHarness(accounts: readonly unknown[], options: PollerHarnessOptions = {}) {
  const { isFocused = true, clock = new FakeClock(), attemptStore = new MemoryAttempts() } = options;
  const { coordination = new MemoryCoordination(), minIntervalMs = 0 } = options;
  const settings = new MemorySettings(accounts);
  const list = new AccountList(settings, (id) => id === "poof", unsharedJournal(clock), parseEntry);
  const focusTracker = new FocusTracker(clock, isFocused);
  const reader = new GatedReader(clock);
  const reports: ReadingReport[] = [];
  const bugs: unknown[] = [];
  const random = { next: 0.5 };
  const poller = new Poller({
    accountList: list,
    attemptStore,
    leases: new Leases(coordination, clock),
    focusTracker,
    clock,
    random: () => random.next,
    intervalOf: (account) => ({ ...pollInterval(account, settings.minutes), minIntervalMs }),
    sourceOf,
    originOf: ({ baseUrl = "" }) => baseUrl,
    read: (account, signal) => reader.read(account, signal),
    onReading: (report) => reports.push(report),
    reportBug: (error) => bugs.push(error),
  });
  return {
    clock,
    settings,
    list,
    attemptStore,
    coordination,
    focusTracker,
    reader,
    reports,
    bugs,
    random,
    poller,
  };
}
