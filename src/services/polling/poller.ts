import type { Account } from "../../core/accounts/account.ts";
import type { AccountStatus } from "../../core/accounts/accountStatus.ts";
import type { Failure } from "../../core/readings/failure.ts";
import type { Outcome } from "../../core/readings/outcome.ts";
import { isRetryPending } from "../../core/readings/schedule.ts";
import type { Snapshot } from "../../core/readings/snapshot.ts";
import type { AccountList } from "../accounts/accountList.ts";
import type { Disposable } from "../common/disposable.ts";
import { AccountReader, type AccountReaderOptions } from "./accountReader.ts";
import type { FocusTracker } from "./focusTracker.ts";
import type { PolledAccount } from "./polledAccount.ts";
import { PolledAccounts } from "./polledAccounts.ts";
import { PollTimer } from "./pollTimer.ts";

export interface PollerOptions extends AccountReaderOptions {
  readonly accountList: AccountList;
  readonly focusTracker: FocusTracker;
  /** Where an account is read: a change makes it another account. */
  readonly sourceOf: (account: Account) => string;
}

/**
 * Reads every account on its schedule and keeps what came: the only owner of the accounts' readings.
 * A read that is under way is shared, never doubled.
 */
export class Poller implements Disposable {
  readonly #options: PollerOptions;
  readonly #polled: PolledAccounts;
  readonly #reader: AccountReader;
  readonly #subscriptions: readonly Disposable[];
  readonly #awaitingSeed = new Set<string>();
  #started: Promise<void> | undefined;
  readonly #timer: PollTimer;
  #isDisposed = false;

  /** A reading came, failed, began or ended, or the list of accounts changed. */
  readonly onDidChange: AccountReader["onDidChange"];
  /** A good reading came. */
  readonly onDidRead: AccountReader["onDidRead"];

  constructor(options: PollerOptions) {
    this.#options = options;
    this.#polled = new PolledAccounts(options);
    this.#reader = new AccountReader(options);
    this.#timer = new PollTimer(options.clock, () => this.#tick());
    this.onDidChange = this.#reader.onDidChange;
    this.onDidRead = this.#reader.onDidRead;
    this.#subscriptions = [
      options.accountList.onDidChange(() => void this.#updateAccounts()),
      options.focusTracker.onDidFocus(() => this.#tick()),
    ];
  }

  /** Shows what was kept from before, then reads what is due. */
  start(): Promise<void> {
    this.#started ??= this.#updateAccounts();
    return this.#started;
  }

  /** In the order of the settings. */
  statuses(): readonly AccountStatus[] {
    return this.#polled.all().map((polled) => this.#statusOf(polled));
  }

  status(accountId: string): AccountStatus | undefined {
    const polled = this.#polled.find(accountId);
    return polled && this.#statusOf(polled);
  }

  /**
   * Reads now whatever the interval says, but never before a provider's `retryAt`. Resolves after the
   * attempts; a failure is in the statuses.
   */
  async refresh(accountId?: string): Promise<void> {
    // A wait that a provider asked for before a restart counts too.
    await this.#started;
    const wanted = this.#polled
      .all()
      .filter(({ account }) => accountId === undefined || account.id === accountId);
    await Promise.all(
      wanted.filter((polled) => this.#mayRequest(polled)).map((polled) => this.#read(polled)),
    );
  }

  /** A person changed what stopped this account, such as its key: it is read anew. */
  async unblock(accountId: string): Promise<void> {
    const polled = this.#polled.find(accountId);
    if (!polled) return;
    await polled.activeRead;
    polled.unblock();
    if (this.#mayRequest(polled)) await this.#read(polled);
    else this.#armTimer();
  }

  /** An account is about to be added with a reading of its own: it is not read again before that is seeded. */
  awaitSeed(accountId: string): void {
    this.#awaitingSeed.add(accountId);
  }

  /** Takes in an attempt that was made elsewhere, to prove a key. */
  async seed(accountId: string, outcome: Outcome<Snapshot>): Promise<void> {
    this.#awaitingSeed.delete(accountId);
    const polled = this.#polled.find(accountId);
    if (!polled) return;
    // What is under way still asks with the old key, and must not have the last word.
    if (polled.activeRead) await polled.activeRead;
    await this.#reader.recordOutcome(polled, outcome);
    this.#armTimer();
  }

  /** Another window wrote into the shared history: takes over what it read. */
  async catchUp(): Promise<void> {
    await Promise.all(this.#polled.all().map((polled) => polled.activeRead ?? this.#reader.catchUp(polled)));
    this.#armTimer();
  }

  /** When the provider wants to be asked again, in epoch milliseconds, where it said so. */
  retryAtMs(accountId: string): number | undefined {
    return this.#polled.find(accountId)?.retryAtMs(this.#options.clock.now());
  }

  /** Why the account is not to be asked on the side now, for usage or details; absent when it may. */
  suspension(accountId: string): Failure | undefined {
    return this.#polled.find(accountId)?.suspension(this.#options.clock.now());
  }

  /** The provider asked for a pause when something else of the account was read: it holds for every window. */
  holdUntil(accountId: string, atMs: number): void {
    this.#polled.find(accountId)?.holdUntil(atMs);
    this.#options.attemptStore.saveRetryHold(accountId, atMs).catch(this.#options.reportBug);
  }

  dispose(): void {
    this.#isDisposed = true;
    this.#timer.stop();
    for (const subscription of this.#subscriptions) subscription.dispose();
    for (const polled of this.#polled.all()) polled.cancel();
    this.#reader.dispose();
  }

  /** Follows the account list and takes up what was kept of new accounts. */
  async #updateAccounts(): Promise<void> {
    const { accountList } = this.#options;
    const added = this.#polled.update(accountList.all());
    this.#reader.notifyChanged();
    await Promise.all(added.map((polled) => this.#reader.restore(polled)));
    if (added.length > 0) this.#reader.notifyChanged();
    this.#tick();
  }

  #tick(): void {
    if (this.#isDisposed) return;
    for (const polled of this.#polled.all()) {
      if (!polled.activeRead && this.#isDue(polled)) void this.#read(polled, () => this.#isDue(polled));
    }
    this.#armTimer();
  }

  #armTimer(): void {
    if (this.#isDisposed) return;
    const nowMs = this.#options.clock.now();
    const waiting = this.#polled.all().filter(({ activeRead }) => !activeRead);
    this.#timer.arm(waiting.flatMap((polled) => this.#dueMs(polled, nowMs) ?? []));
  }

  async #read(polled: PolledAccount, isDue?: () => boolean): Promise<void> {
    await this.#reader.run(polled, isDue);
    this.#armTimer();
  }

  #statusOf(polled: PolledAccount): AccountStatus {
    return polled.status(this.#options.intervalOf(polled.account).intervalMs);
  }

  #mayRequest(polled: PolledAccount): boolean {
    const nowMs = this.#options.clock.now();
    return !isRetryPending(polled.retryAtMs(nowMs), nowMs);
  }

  #isDue(polled: PolledAccount): boolean {
    const nowMs = this.#options.clock.now();
    const dueMs = this.#dueMs(polled, nowMs);
    return dueMs !== undefined && dueMs <= nowMs;
  }

  #dueMs(polled: PolledAccount, nowMs: number): number | undefined {
    if (this.#awaitingSeed.has(polled.account.id)) return undefined;
    const { focusTracker, intervalOf } = this.#options;
    return polled.dueMs(nowMs, { ...intervalOf(polled.account), isAway: focusTracker.isAway() });
  }
}
