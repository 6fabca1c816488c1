import type { Account } from "../../core/accounts/account.ts";
import type { SyncState } from "../../core/ledger/ledgerEntry.ts";
import type { Outcome } from "../../core/readings/outcome.ts";
import { isRetryPending } from "../../core/readings/schedule.ts";
import type { MeterReading, Snapshot } from "../../core/readings/snapshot.ts";
import type { Clock } from "../common/clock.ts";
import { type Disposable, Emitter } from "../common/emitter.ts";
import type { Leases } from "../coordination/leases.ts";
import type { History } from "../history/history.ts";
import type { OnDemandClient } from "../onDemand/onDemandClient.ts";
import type { Poller } from "../polling/poller.ts";

export interface LedgerSyncOptions {
  readonly onDemandClient: Pick<OnDemandClient, "callIgnoringPause">;
  readonly poller: Pick<Poller, "retryAtMs">;
  readonly history: History;
  readonly leases: Leases;
  readonly clock: Clock;
  /** The meter that the account's ledger moves; `undefined` where its provider publishes none. */
  readonly meterIdOf: (account: Account) => string | undefined;
  readonly sourceOf: (account: Account) => string;
  /** Nothing older than this is kept, in epoch milliseconds. */
  readonly retainFromMs: () => number;
  readonly reportBug: (error: unknown) => void;
}

interface RunningSync {
  readonly source: string;
  readonly stop: AbortController;
  readonly done: Promise<boolean>;
}

/**
 * Brings providers' ledgers home, each entry once: one sync of an account at a time, for all windows of the machine.
 * What was fetched is kept page by page; an interrupted sync goes on at the first hole.
 */
export class LedgerSync implements Disposable {
  readonly #options: LedgerSyncOptions;
  readonly #running = new Map<string, RunningSync>();
  readonly #outcomes = new Map<string, Outcome<boolean>>();
  readonly #changed = new Emitter<string>();

  /** A sync of this account began, moved on or ended. */
  readonly onDidChange = this.#changed.event;

  constructor(options: LedgerSyncOptions) {
    this.#options = options;
  }

  async readState(account: Account): Promise<SyncState | undefined> {
    if (this.#options.meterIdOf(account) === undefined) return undefined;
    const kept = await this.#options.history.read((store) => store.syncState(account.id));
    const state = kept ?? { state: "none", entries: 0 };
    const isRunning =
      this.#running.has(account.id) || (await this.#options.leases.isHeld(leaseName(account)));
    return isRunning ? { ...state, state: "running" } : state;
  }

  /** What the account's ledger moves, as read: its unit is the entries'. `undefined` where there is none. */
  findMeter(snapshot: Snapshot, account: Account): MeterReading | undefined {
    const meterId = this.#options.meterIdOf(account);
    return snapshot.meters.find(({ id }) => id === meterId);
  }

  /**
   * Fetches what is not known yet; a sync that is under way is shared, and one in another window left to it.
   * `snapshot`: the account's last reading. Without the ledger's meter nothing is fetched: its unit is unknown.
   * Resolves when it ends, to whether all that was booked before it began is there.
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

  /** How the last sync of the account in this window ended: whether no hole is left. `undefined` if it was stopped. */
  lastOutcome(accountId: string): Outcome<boolean> | undefined {
    return this.#outcomes.get(accountId);
  }

  /** What was fetched stays; the next sync goes on from there. */
  cancel(accountId: string): void {
    this.#running.get(accountId)?.stop.abort();
  }

  /** The account list changed: what goes to an account that is gone, or to its old place, is cancelled. */
  cancelStale(accounts: readonly Account[]): void {
    for (const [id, { source, stop }] of this.#running) {
      const now = accounts.find((one) => one.id === id);
      if (!now || this.#options.sourceOf(now) !== source) stop.abort();
    }
  }

  /** For an account that goes: resolves once nothing of it is written any more. */
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
    const claim = await leases.acquire(leaseName(account));
    if (claim.kind === "taken") return false;
    this.#outcomes.delete(account.id);
    let isComplete = false;
    try {
      const { fetchLedger } = await import("./fetchLedger.lazy.ts");
      const outcome = await fetchLedger(account, meter, signal, {
        onDemandClient,
        history,
        retainFromMs: retainFromMs(),
        source,
        // The lease is short, and after a sleep another window may be at it.
        mayContinue: async () => this.#isRequestAllowed(account) && (await claim.renew()),
        onPage: () => this.#changed.fire(account.id),
      });
      this.#outcomes.set(account.id, outcome);
      isComplete = outcome.ok && outcome.value;
      return isComplete;
    } finally {
      const state = isComplete ? "complete" : "partial";
      await history.write(account.id, (store) => store.saveSyncState(account.id, state, clock.now()));
      await claim.release();
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
