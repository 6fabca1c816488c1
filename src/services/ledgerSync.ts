import type { Account } from "../core/account.ts";
import type { Failure } from "../core/failure.ts";
import type { SyncState } from "../core/history.ts";
import type { ProviderLedgerEntry } from "../core/ledgerEntry.ts";
import { failed, type Outcome } from "../core/outcome.ts";
import { isWaiting } from "../core/schedule.ts";
import type { MeterReading } from "../core/snapshot.ts";
import type { LedgerPage } from "../providers/provider.ts";
import type { AccountAccess } from "./accountAccess.ts";
import type { Claims } from "./claims.ts";
import type { Clock } from "./clock.ts";
import { type Disposable, Emitter } from "./emitter.ts";
import type { History } from "./history.ts";
import { nextOffset } from "./nextOffset.ts";

export interface LedgerSyncOptions {
  readonly access: AccountAccess;
  readonly history: History;
  readonly claims: Claims;
  readonly clock: Clock;
  readonly hasLedger: (account: Account) => boolean;
  /** The provider asked not to be called before: epoch milliseconds. */
  readonly retryAtMs: (accountId: string) => number | undefined;
  /** A page failed: the account's next read waits as the provider asked. */
  readonly onFailure: (accountId: string, failure: Failure) => void;
  readonly reportBug: (error: unknown) => void;
}

const pageSize = 100;
/** A ledger that cannot be followed is left for the next sync. */
const mostIdlePages = 20;
/** Half a million entries in one go: a ledger without end must not fill the disk unasked. */
const mostPages = 5_000;
/** A history that has grown beyond this takes in no more of a ledger, whatever its provider writes into it. */
const mostBytes = 2 ** 30;

interface Running {
  readonly account: Account;
  readonly stop: AbortController;
  readonly done: Promise<boolean>;
}

/**
 * Brings the provider's ledger home, newest first, a page at a time, each entry once. What was fetched is
 * committed page by page, with the holes that are left; an interrupted sync goes on at the first hole.
 */
export class LedgerSync implements Disposable {
  readonly #options: LedgerSyncOptions;
  readonly #running = new Map<string, Running>();
  readonly #failures = new Map<string, Failure>();
  readonly #changed = new Emitter<string>();

  /** A sync of this account began, moved on or ended. */
  readonly onDidChange = this.#changed.event;

  constructor(options: LedgerSyncOptions) {
    this.#options = options;
  }

  async state(account: Account): Promise<SyncState | undefined> {
    if (!this.#options.hasLedger(account)) return undefined;
    const kept = await this.#options.history.read((store) => store.syncState(account.id));
    const state = kept ?? { state: "none", entries: 0 };
    const isRunning = this.#running.has(account.id) || (await this.#options.claims.isTaken(claimOf(account)));
    return isRunning ? { ...state, state: "running" } : state;
  }

  /**
   * Fetches what is not known yet; a sync that is under way is shared, and one in another window left to it.
   * Resolves when it ends, to whether all that was booked before it began is there.
   */
  sync(account: Account, meter: MeterReading): Promise<boolean> {
    const running = this.#running.get(account.id);
    if (running) return running.done;
    if (!this.#options.hasLedger(account) || !this.#mayAsk(account)) return Promise.resolve(false);
    const stop = new AbortController();
    const done = this.#run(account, meter, stop.signal)
      .catch((error: unknown) => {
        if (!stop.signal.aborted) this.#options.reportBug(error);
        return false;
      })
      .finally(() => {
        this.#running.delete(account.id);
        this.#changed.fire(account.id);
      });
    this.#running.set(account.id, { account, stop, done });
    this.#changed.fire(account.id);
    return done;
  }

  /** What the last sync of the account met with, where it ended by that. */
  failure(accountId: string): Failure | undefined {
    return this.#failures.get(accountId);
  }

  /** What was fetched stays; the next sync goes on from there. */
  cancel(accountId: string): void {
    this.#running.get(accountId)?.stop.abort();
  }

  /** The account list changed: what goes to an account that is gone, or to its old place, is cancelled. */
  keepOnly(accounts: readonly Account[]): void {
    for (const [id, { account, stop }] of this.#running) {
      const now = accounts.find((one) => one.id === id);
      if (now?.provider !== account.provider || now.baseUrl !== account.baseUrl) stop.abort();
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

  async #run(account: Account, meter: MeterReading, signal: AbortSignal): Promise<boolean> {
    const { history, clock, claims } = this.#options;
    const claim = await claims.take(claimOf(account));
    if (claim.kind === "taken") return false;
    this.#failures.delete(account.id);
    let isComplete = false;
    try {
      isComplete = await this.#fetchAll(account, meter, claim.renew, signal);
      return isComplete;
    } finally {
      const state = isComplete ? "complete" : "partial";
      await history.write(account.id, (store) => store.setSyncState(account.id, state, clock.now()));
      await claim.release();
    }
  }

  /** Whether nothing is missing any more. */
  async #fetchAll(
    account: Account,
    meter: MeterReading,
    renew: () => Promise<boolean>,
    signal: AbortSignal,
  ): Promise<boolean> {
    const { history, onFailure } = this.#options;
    let offset = 0;
    let edge: string | undefined;
    let last: PageBefore | undefined;
    for (let idle = 0, count = 0; idle < mostIdlePages && count < mostPages; count += 1) {
      const page = await this.#fetch(account, offset, last?.next, signal);
      if (!page.ok) {
        this.#failures.set(account.id, page.failure);
        onFailure(account.id, page.failure);
        return false;
      }
      const { total = 0, next } = page.value;
      const entries = last ? joined(last, page.value.entries) : page.value.entries;
      const isLast =
        next === undefined ? entries.length < pageSize && offset + entries.length >= total : next === null;
      const isKept = await history.write(account.id, (store) =>
        store.addPage(account.id, entries, isLast, meter),
      );
      if (!isKept) return false;
      this.#changed.fire(account.id);
      const found = await history.read((store) => ({
        hole: store.firstHole(account.id),
        isFull: store.bytes > mostBytes,
      }));
      if (!found) return false;
      const { hole, isFull } = found;
      if (!hole) return true;
      if (isFull || !this.#mayAsk(account)) return false;
      // Claimed anew for the next page. After a sleep another window may be at it.
      if (!(await renew())) return false;
      if (next === null) return false;
      if (next !== undefined) {
        last = { next, entry: entries.at(-1) ?? last?.entry };
        continue;
      }
      const isNews = `${hole.id} ${hole.newer}` !== edge;
      edge = `${hole.id} ${hole.newer}`;
      idle = isNews ? 0 : idle + 1;
      offset = nextOffset(hole, { entries, offset, isNews });
    }
    return false;
  }

  #mayAsk({ id }: Account): boolean {
    return !isWaiting(this.#options.retryAtMs(id), this.#options.clock.now());
  }

  #fetch(
    account: Account,
    offset: number,
    cursor: string | undefined,
    signal: AbortSignal,
  ): Promise<Outcome<LedgerPage>> {
    return this.#options.access.call(
      account,
      signal,
      async (adapter, its) =>
        (await adapter.readLedger?.(its, {
          limit: pageSize,
          offset,
          ...(cursor === undefined ? {} : { cursor }),
        })) ?? failed({ kind: "badResponse", reason: "empty" }),
    );
  }
}

function claimOf({ id }: Account): string {
  return `ledger ${id}`;
}

/** Of a ledger that is walked by cursors: where it goes on, and its oldest entry so far. */
interface PageBefore {
  readonly next: string;
  readonly entry: ProviderLedgerEntry | undefined;
}

/** A page that follows another by its cursor proves that nothing lies between them. */
function joined(
  { entry }: PageBefore,
  entries: readonly ProviderLedgerEntry[],
): readonly ProviderLedgerEntry[] {
  return entry && !entries.some(({ id }) => id === entry.id) ? [entry, ...entries] : entries;
}
