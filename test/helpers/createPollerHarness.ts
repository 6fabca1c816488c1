import type { Account } from "../../src/core/accounts/account.ts";
import { AccountList } from "../../src/services/accounts/accountList.ts";
import { Leases } from "../../src/services/coordination/leases.ts";
import type { ReadingReport } from "../../src/services/polling/accountReader.ts";
import { FocusTracker } from "../../src/services/polling/focusTracker.ts";
import { Poller } from "../../src/services/polling/poller.ts";
import { pollInterval } from "../../src/services/polling/pollInterval.ts";
import { aloneWith } from "./aloneWith.ts";
import { FakeClock } from "./fakeClock.ts";
import { GatedReader } from "./gatedReader.ts";
import { MemoryAttempts } from "./memoryAttempts.ts";
import { MemoryNotes } from "./memoryCoordination.ts";
import { MemorySettings } from "./memorySettings.ts";

export function accountOf(id: string, more: Partial<Account> = {}): Account {
  return { id, provider: "poof", label: id, ...more };
}

export function sourceOf({ provider, baseUrl }: Account): string {
  return `${provider} ${baseUrl ?? ""}`;
}

export interface PollerBenchOptions {
  readonly isFocused?: boolean;
  /** Another window's, to share time and disk with it. */
  readonly clock?: FakeClock;
  readonly attempts?: MemoryAttempts;
  readonly notes?: MemoryNotes;
}

/** A poller on a bench: real in all but time, disk and network. */
export function pollerBench(accounts: readonly unknown[], options: PollerBenchOptions = {}) {
  const { isFocused = true, clock = new FakeClock(), attempts = new MemoryAttempts() } = options;
  const { notes = new MemoryNotes() } = options;
  const settings = new MemorySettings(accounts);
  const list = new AccountList(settings, (id) => id === "poof", aloneWith(clock));
  const focusTracker = new FocusTracker(clock, isFocused);
  const reader = new GatedReader(clock);
  const reports: ReadingReport[] = [];
  const bugs: unknown[] = [];
  const dice = { next: 0.5 };
  const poller = new Poller({
    accounts: list,
    attempts,
    leases: new Leases(notes, clock),
    focusTracker,
    clock,
    random: () => dice.next,
    paceOf: (account) => pollInterval(account, settings.minutes),
    sourceOf,
    read: (account, signal) => reader.read(account, signal),
    report: (report) => reports.push(report),
    reportBug: (error) => bugs.push(error),
  });
  return { clock, settings, list, attempts, notes, focusTracker, reader, reports, bugs, dice, poller };
}
