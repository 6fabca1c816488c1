import type { Account } from "../../core/accounts/account.ts";
import type { AccountStatus } from "../../core/accounts/accountStatus.ts";
import type { Failure } from "../../core/readings/failure.ts";
import type { Outcome } from "../../core/readings/outcome.ts";
import type { Snapshot } from "../../core/readings/snapshot.ts";
import type { AccountList } from "../accounts/accountList.ts";
import { type Disposable, DisposableStore } from "../common/disposable.ts";
import { Emitter } from "../common/emitter.ts";
import { AccountReader, type AccountReaderOptions } from "./accountReader.ts";
import { Connectivity } from "./connectivity.ts";
import type { FocusTracker } from "./focusTracker.ts";
import type { PolledAccount } from "./polledAccount.ts";
import { PolledAccounts } from "./polledAccounts.ts";
import { PollTimer } from "./pollTimer.ts";

export interface PollerOptions extends AccountReaderOptions {
  readonly accountList: AccountList;
  readonly focusTracker: FocusTracker;
  /** Where an account is read. When that changes, the account is polled anew. */
  readonly sourceOf: (account: Account) => string;
}

/** Reads every account on its schedule. The only owner of the accounts' readings. Callers share an active read. */
export class Poller implements Disposable {
  readonly #options: PollerOptions;
  readonly #polled: PolledAccounts;
  readonly #reader: AccountReader;
  readonly #disposables = new DisposableStore();
  readonly #awaitingVerifiedReading = new Set<string>();
  #started: Promise<void> | undefined;
  readonly #timer: PollTimer;
  readonly #connectivity: Connectivity;

  /** A read began, ended or failed, or the list of accounts changed. */
  readonly onDidChange: AccountReader["onDidChange"];
  /** A good reading arrived. */
  readonly onDidRead: AccountReader["onDidRead"];
  readonly #refreshing: Emitter<string>;
  /** A user has asked for a reading of this account, which begins now. */
  readonly onWillRefresh: Emitter<string>["event"];

  constructor(options: PollerOptions) {
    this.#options = options;
    this.#polled = new PolledAccounts(options);
    this.#reader = this.#disposables.add(new AccountReader(options));
    this.#connectivity = new Connectivity({
      clock: options.clock,
      random: options.random,
      all: () => this.#polled.all(),
      originOf: ({ account }) => options.originOf?.(account) ?? "",
    });
    this.onDidChange = this.#reader.onDidChange;
    this.onDidRead = this.#reader.onDidRead;
    this.#refreshing = this.#disposables.add(new Emitter<string>());
    this.onWillRefresh = this.#refreshing.event;
    this.#disposables.add({ dispose: () => this.#polled.cancelAll() });
    this.#timer = this.#disposables.add(new PollTimer(options.clock, () => this.#tick()));
    this.#disposables.add(options.accountList.onDidChange(() => void this.#updateAccounts()));
    this.#disposables.add(
      options.focusTracker.onDidFocus(() => {
        this.#connectivity.retryUnreached();
        this.#tick();
      }),
    );
  }

  /** Restores the attempts of the last session, then reads what is due. */
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
   * Reads one account or all now, regardless of the interval, but never before a provider's `retryAt`. Resolves after
   * the attempts; the statuses contain failures.
   */
  async refresh(accountId?: string): Promise<void> {
    // The last session's attempts must be loaded first: a pause that a provider asked for counts after a restart too.
    await this.#started;
    const wanted = this.#polled
      .all()
      .filter(({ account }) => accountId === undefined || account.id === accountId);
    for (const { account } of wanted.filter((polled) => polled.mayRequest(this.#options.clock.now())))
      this.#refreshing.fire(account.id);
    await Promise.all(wanted.map((polled) => this.#readNow(polled)));
  }

  /**
   * Reads an account for a program that asks. A program may ask all the time, so an account that waits for its user is left
   * alone, and no request is sent within the time in which the provider allows one scheduled reading.
   */
  async renew(accountId: string): Promise<void> {
    await this.#started;
    const polled = this.#polled.find(accountId);
    const nowMs = this.#options.clock.now();
    if (!polled || polled.suspension(nowMs)) return;
    const { minIntervalMs } = this.#options.intervalOf(polled.account);
    const sinceAttemptMs = nowMs - (polled.attempt?.attemptedAtMs ?? Number.NEGATIVE_INFINITY);
    // A negative time: the clock was set back.
    if (sinceAttemptMs >= 0 && sinceAttemptMs < minIntervalMs) return;
    await this.refresh(accountId);
  }

  /** Resolves after an attempt that ended since the call, unless the provider wants none now. */
  async #readNow(polled: PolledAccount): Promise<void> {
    const { clock } = this.#options;
    const calledAtMs = clock.now();
    if (!polled.mayRequest(calledAtMs)) return;
    const isShared = polled.activeRead !== undefined;
    if ((await this.#read(polled)) && !isShared) return;
    // A scheduled read that was shared may have found nothing to do; another window may have stored an earlier attempt only now.
    if ((polled.attempt?.attemptedAtMs ?? Number.NEGATIVE_INFINITY) >= calledAtMs) return;
    if (polled.mayRequest(clock.now()) && !polled.signal.aborted) await this.#read(polled);
  }

  /** The user changed what stopped this account, such as its key: it is read again. */
  async unblock(accountId: string): Promise<void> {
    const polled = this.#polled.find(accountId);
    if (!polled) return;
    await polled.activeRead;
    polled.unblock();
    if (polled.mayRequest(this.#options.clock.now())) await this.#readNow(polled);
    else this.#scheduleNext();
  }

  /** An account is about to be added with a reading: it is not read until `recordVerifiedReading` records that. */
  expectVerifiedReading(accountId: string): void {
    this.#awaitingVerifiedReading.add(accountId);
  }

  /** Records an attempt that was made elsewhere, to verify a key. */
  async recordVerifiedReading(accountId: string, outcome: Outcome<Snapshot>): Promise<void> {
    this.#awaitingVerifiedReading.delete(accountId);
    const polled = this.#polled.find(accountId);
    if (!polled) return;
    // An active read may use the old key; its outcome must not replace this one.
    if (polled.activeRead) await polled.activeRead;
    await this.#reader.recordOutcome(polled, outcome);
    this.#scheduleNext();
  }

  /** Another window wrote to the shared history: adopts its readings. */
  async catchUp(): Promise<void> {
    await Promise.all(this.#polled.all().map((polled) => polled.activeRead ?? this.#reader.catchUp(polled)));
    this.#scheduleNext();
  }

  /** The provider asked not to be called before this time, in epoch milliseconds. */
  retryAtMs(accountId: string): number | undefined {
    return this.#polled.find(accountId)?.retryAtMs(this.#options.clock.now());
  }

  /** Until when the provider of any of these accounts asked not to be called; absent when none did. */
  pendingRetryMs(isMeant: (account: Account) => boolean): number | undefined {
    return this.#polled.pendingRetryMs(isMeant, this.#options.clock.now());
  }

  /** Why no requests for other data of the account, such as usage or details, may be sent now; absent if they may. */
  suspension(accountId: string): Failure | undefined {
    return this.#polled.find(accountId)?.suspension(this.#options.clock.now());
  }

  /** The provider asked for a pause when other data of the account was read. It applies to every window. */
  holdUntil(accountId: string, atMs: number): void {
    this.#polled.find(accountId)?.holdUntil(atMs);
    this.#options.attemptStore.saveRetryHold(accountId, atMs).catch(this.#options.reportBug);
  }

  dispose(): void {
    this.#disposables.dispose();
  }

  /** Applies a change of the account list and restores the attempts of new accounts. */
  async #updateAccounts(): Promise<void> {
    const { accountList } = this.#options;
    const added = this.#polled.update(accountList.all());
    this.#reader.notifyChanged();
    await Promise.all(added.map((polled) => this.#reader.restore(polled)));
    if (added.length > 0) this.#reader.notifyChanged();
    this.#tick();
  }

  #tick(): void {
    if (this.#disposables.isDisposed) return;
    this.#connectivity.onTick();
    const due = this.#polled.all().filter((polled) => !polled.activeRead && this.#isDue(polled));
    for (const polled of this.#connectivity.select(due)) {
      void this.#read(polled, () => this.#isDue(polled));
    }
    this.#scheduleNext();
  }

  #scheduleNext(): void {
    if (this.#disposables.isDisposed) return;
    const nowMs = this.#options.clock.now();
    const waiting = this.#polled.all().filter(({ activeRead }) => !activeRead);
    this.#timer.schedule(
      waiting.flatMap((polled) => {
        const dueMs = this.#dueMs(polled, nowMs);
        return dueMs === undefined ? [] : [Math.max(dueMs, this.#connectivity.notBeforeMs(polled))];
      }),
    );
  }

  /** Whether this window has made an attempt. */
  async #read(polled: PolledAccount, isDue?: () => boolean): Promise<boolean> {
    const { attempt, activeRead } = polled;
    const wasUnreached = polled.reach.unreachedSinceMs !== undefined;
    const offline = this.#connectivity.offline();
    const hasAttempted = await this.#reader.read(polled, isDue);
    if (!activeRead && polled.attempt !== attempt)
      this.#connectivity.onAttempt(polled, wasUnreached, offline);
    this.#scheduleNext();
    return hasAttempted;
  }

  #statusOf(polled: PolledAccount): AccountStatus {
    return polled.status(this.#options.intervalOf(polled.account).intervalMs);
  }

  #isDue(polled: PolledAccount): boolean {
    const nowMs = this.#options.clock.now();
    const dueMs = this.#dueMs(polled, nowMs);
    return dueMs !== undefined && dueMs <= nowMs;
  }

  #dueMs(polled: PolledAccount, nowMs: number): number | undefined {
    if (this.#awaitingVerifiedReading.has(polled.account.id)) return undefined;
    const { focusTracker, intervalOf } = this.#options;
    const unreached = this.#connectivity.unreached(polled);
    return polled.dueMs(nowMs, {
      ...intervalOf(polled.account),
      isAway: focusTracker.isAway(),
      ...(unreached ? { unreached } : {}),
    });
  }
}
