import type { Account } from "../../core/accounts/account.ts";
import type { SyncState } from "../../core/ledger/ledgerEntry.ts";
import { isRetryPending } from "../../core/readings/schedule.ts";
import type { MeterReading, Snapshot } from "../../core/readings/snapshot.ts";
import type { Clock } from "../common/clock.ts";
import type { Disposable } from "../common/disposable.ts";
import { Emitter } from "../common/emitter.ts";
import type { Leases } from "../coordination/leases.ts";
import type { History } from "../history/history.ts";
import type { OnDemandClient } from "../onDemand/onDemandClient.ts";
import type { Poller } from "../polling/poller.ts";
import type { LedgerResult } from "./fetchLedger.lazy.ts";

export interface LedgerSyncOptions {
  readonly onDemandClient: Pick<OnDemandClient, "callIgnoringPause">;
  readonly poller: Pick<Poller, "retryAtMs">;
  readonly history: History;
  readonly leases: Leases;
  readonly clock: Clock;
  /** The id of the meter that the account's ledger changes; `undefined` when the provider publishes no ledger. */
  readonly meterIdOf: (account: Account) => string | undefined;
  readonly sourceOf: (account: Account) => string;
  /** Older entries are not stored, in epoch milliseconds. */
  readonly retainFromMs: () => number;
  readonly reportBug: (error: unknown) => void;
}

/** How many removed entries a state has. */
const maxRemoved = 20;

interface RunningSync {
  readonly source: string;
  readonly stop: AbortController;
  readonly done: Promise<boolean>;
}

/**
 * Syncs the ledgers of providers, each entry once: one sync of an account at a time in all windows of the machine.
 * Pages are stored one by one; after an interruption the next sync continues at the newest gap.
 */
export class LedgerSync implements Disposable {
  readonly #options: LedgerSyncOptions;
  readonly #running = new Map<string, RunningSync>();
  readonly #results = new Map<string, LedgerResult>();
  readonly #changed = new Emitter<string>();

  /** A sync of this account began, stored a page or ended. */
  readonly onDidChange = this.#changed.event;

  constructor(options: LedgerSyncOptions) {
    this.#options = options;
  }

  async readState(account: Account): Promise<SyncState | undefined> {
    if (this.#options.meterIdOf(account) === undefined) return undefined;
    const stored = await this.#options.history.read((store): SyncState => {
      const removed = store.removedEntries(account.id, maxRemoved);
      return { ...store.syncState(account.id), ...(removed.length > 0 ? { removed } : {}) };
    });
    const state = stored ?? { state: "none", entries: 0 };
    const isRunning =
      this.#running.has(account.id) || (await this.#options.leases.isHeld(leaseName(account)));
    return isRunning ? { ...state, state: "running" } : state;
  }

  /** The meter that the account's ledger changes; the entries have its unit. `undefined` when there is none. */
  findMeter(snapshot: Snapshot, account: Account): MeterReading | undefined {
    const meterId = this.#options.meterIdOf(account);
    return snapshot.meters.find(({ id }) => id === meterId);
  }

  /**
   * Fetches the entries that are not stored yet. Shares a sync that is running in this window, and does nothing when
   * another window runs one. `snapshot`: the account's last reading; without the ledger's meter, whose unit the entries
   * have, nothing is fetched. Resolves at the end to whether all entries that were booked before are stored.
   */
  sync(account: Account, snapshot: Snapshot): Promise<boolean> {
    const running = this.#running.get(account.id);
    if (running) return running.done;
    const meter = this.findMeter(snapshot, account);
    if (!meter || !this.#isRequestAllowed(account)) return Promise.resolve(false);
    const source = this.#options.sourceOf(account);
    const stop = new AbortController();
    const done = this.#run(account, source, meter, stop.signal)
      .catch((error: unknown) => {
        if (!stop.signal.aborted) this.#options.reportBug(error);
        return false;
      })
      .finally(() => {
        this.#running.delete(account.id);
        this.#changed.fire(account.id);
      });
    this.#running.set(account.id, { source, stop, done });
    this.#changed.fire(account.id);
    return done;
  }

  /** How the last sync in this window ended; `undefined` if it was cancelled. */
  lastResult(accountId: string): LedgerResult | undefined {
    return this.#results.get(accountId);
  }

  /** The stored pages stay, and the next sync continues there. */
  cancel(accountId: string): void {
    this.#running.get(accountId)?.stop.abort();
  }

  /** Cancels the syncs of accounts that were removed or have another source now. */
  cancelStale(accounts: readonly Account[]): void {
    for (const [id, { source, stop }] of this.#running) {
      const account = accounts.find((candidate) => candidate.id === id);
      if (!account || this.#options.sourceOf(account) !== source) stop.abort();
    }
  }

  /** Cancels the sync of an account that is removed. Resolves when nothing is written for it any more. */
  async stop(accountId: string): Promise<void> {
    this.cancel(accountId);
    await this.#running.get(accountId)?.done;
  }

  dispose(): void {
    for (const { stop } of this.#running.values()) stop.abort();
    this.#changed.dispose();
  }

  async #run(account: Account, source: string, meter: MeterReading, signal: AbortSignal): Promise<boolean> {
    const { onDemandClient, history, clock, leases, retainFromMs } = this.#options;
    const lease = await leases.acquire(leaseName(account));
    if (lease.kind === "taken") return false;
    this.#results.delete(account.id);
    let result: LedgerResult | undefined;
    try {
      const { fetchLedger } = await import("./fetchLedger.lazy.ts");
      result = await fetchLedger(account, meter, signal, {
        onDemandClient,
        history,
        retainFromMs: retainFromMs(),
        now: () => clock.now(),
        source,
        // The lease is short: after the machine slept, another window may have it.
        mayContinue: async () => this.#isRequestAllowed(account) && (await lease.renew()),
        onPage: () => this.#changed.fire(account.id),
      });
      this.#results.set(account.id, result);
      return result.state === "complete";
    } finally {
      const final = result ?? { state: "partial", reason: "gap" };
      await history.write(account.id, (store) => store.saveSyncState(account.id, final, clock.now()));
      await lease.release();
    }
  }

  #isRequestAllowed({ id }: Account): boolean {
    const { poller, clock } = this.#options;
    return !isRetryPending(poller.retryAtMs(id), clock.now());
  }
}

function leaseName({ id }: Account): string {
  return `ledger ${id}`;
}
