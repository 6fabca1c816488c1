import assert from "node:assert/strict";
import type { Account } from "../../../src/core/accounts/account.ts";
import { type Failure, type FailureKind, needsUserAction } from "../../../src/core/readings/failure.ts";
import { failed, type Outcome } from "../../../src/core/readings/outcome.ts";
import type { Snapshot } from "../../../src/core/readings/snapshot.ts";
import { AccountList } from "../../../src/services/accounts/accountList.ts";
import { Leases } from "../../../src/services/coordination/leases.ts";
import type { ReadingReport } from "../../../src/services/polling/accountReader.ts";
import { FocusTracker } from "../../../src/services/polling/focusTracker.ts";
import { Poller } from "../../../src/services/polling/poller.ts";
import { pollInterval } from "../../../src/services/polling/pollInterval.ts";
import { FakeClock, flushPromises } from "../../helpers/fakeClock.ts";
import { goodOutcome } from "../../helpers/gatedReader.ts";
import { MemoryAttempts } from "../../helpers/memoryAttempts.ts";
import { MemoryCoordination } from "../../helpers/memoryCoordination.ts";
import { MemorySettings } from "../../helpers/memorySettings.ts";
import { sourceOf } from "../../helpers/pollerHarness.ts";
import { unsharedJournal } from "../../helpers/unsharedJournal.ts";

/** What an account's provider answers. */
export type ProviderBehavior =
  | { readonly kind: "fine" }
  | { readonly kind: "wait"; readonly ms: number }
  | { readonly kind: "stall" }
  | { readonly kind: "fail"; readonly failure: Failure };

/** The clock is looked at this often: so coarse is what is known of a clock that was set. */
const tickMs = 20_000;
const requestTimeoutMs = 15_000;
const minPauseMs = 15_000;

/** What must be true of one account, whatever happens. */
interface Expected {
  good?: ExpectedReading;
  /** Asked to be left alone until then, by the clock as it goes now. */
  pausedUntilMs: number;
  /** Waits for a person because of this. */
  blockedBy?: FailureKind | undefined;
}

/** The last good value, and when it was read by the clock as it goes now. */
interface ExpectedReading {
  readonly remaining: string;
  readAtMs: number;
  /** How often the clock was set back since. */
  rollbacks: number;
  /** A window that opened after the clock was set cannot know it. */
  isAgeKnown: boolean;
}

/**
 * One window after the other on the same machine, under any weather. Every read that the poller sends is held
 * against what the provider was promised; every status against what was really read.
 */
export class PollerModel {
  readonly clock = new FakeClock();
  readonly behaviors = new Map<string, ProviderBehavior>();
  readonly #attemptStore = new MemoryAttempts();
  readonly #coordination = new MemoryCoordination();
  readonly #expected = new Map<string, Expected>();
  readonly #inFlight = new Set<string>();
  readonly #bugs: unknown[] = [];
  readonly settings: MemorySettings;
  readonly #random: () => number;
  #window: { readonly poller: Poller; readonly focusTracker: FocusTracker; readonly list: AccountList };
  #reads = 0;
  #stalled = 0;
  #hasTicked = true;

  constructor(accounts: readonly Account[], random: () => number) {
    this.#random = random;
    this.settings = new MemorySettings(accounts);
    this.#window = this.#open();
  }

  get accounts(): readonly Account[] {
    return this.#window.list.all();
  }

  get focusTracker(): FocusTracker {
    return this.#window.focusTracker;
  }

  async start(): Promise<void> {
    await this.#window.poller.start();
    await flushPromises();
    this.check();
  }

  async advance(ms: number): Promise<void> {
    const before = this.#reads;
    await this.clock.advance(ms);
    this.#hasTicked ||= ms >= tickMs;
    const most = this.accounts.length * (Math.ceil(ms / minPauseMs) + 2);
    assert.ok(this.#reads - before <= most, `${this.#reads - before} reads in ${ms} ms`);
  }

  /** The clock is set, or the machine sleeps. */
  shiftClock(ms: number): void {
    this.clock.jump(ms);
    // Two jumps between two looks at the clock are one: nobody can tell how far it was set back.
    if (!this.#hasTicked) for (const { good } of this.#expected.values()) if (good) good.isAgeKnown = false;
    this.#hasTicked = false;
    if (ms > 0) return;
    for (const expected of this.#expected.values()) {
      expected.pausedUntilMs += ms;
      if (!expected.good) continue;
      expected.good.readAtMs += ms;
      expected.good.rollbacks += 1;
    }
  }

  /** As a person writes the settings. */
  editSettings(accounts: readonly Account[]): void {
    const before = this.accounts;
    for (const account of accounts) {
      const known = before.find(({ id }) => id === account.id);
      if (known?.baseUrl === account.baseUrl && known) continue;
      const expected = this.#expectedFor(account);
      this.#forgetUnstored(expected);
      // Another place was promised nothing.
      expected.pausedUntilMs = 0;
      expected.blockedBy = undefined;
    }
    this.settings.edit(accounts);
  }

  refresh(id?: string): void {
    for (const account of this.accounts) {
      if (id === undefined || account.id === id) this.#expectedFor(account).blockedBy = undefined;
    }
    void this.#window.poller.refresh(id);
  }

  enterKey(id: string): void {
    const account = this.accounts.find((one) => one.id === id);
    if (!account) return;
    this.#expectedFor(account).blockedBy = undefined;
    void this.#window.poller.unblock(id);
  }

  /** The window closes, and another one opens. */
  async restart(): Promise<void> {
    await this.close();
    for (const expected of this.#expected.values()) this.#forgetUnstored(expected);
    this.#window = this.#open();
    await this.start();
  }

  /** Ends the window; what it left behind is looked at. */
  async close(): Promise<void> {
    const { poller, list, focusTracker } = this.#window;
    poller.dispose();
    list.dispose();
    focusTracker.dispose();
    await flushPromises();
    assert.equal(this.clock.pendingTimers, 0, "a timer was left behind");
    assert.equal(this.#inFlight.size, 0, "a request was left behind");
    assert.deepEqual(this.#bugs, []);
  }

  check(): void {
    const statuses = this.#window.poller.statuses();
    assert.deepEqual(
      statuses.map(({ account }) => account.id),
      this.accounts.map(({ id }) => id),
    );
    // One for the schedule, and for each read that goes on its own and that of its claim.
    assert.ok(this.clock.pendingTimers - 2 * this.#stalled <= 1, `${this.clock.pendingTimers} timers`);
    assert.deepEqual(this.#bugs, []);
    for (const { account, reading } of statuses) {
      const expected = this.#expected.get(account.id)?.good;
      assert.equal(reading?.snapshot.meters[0].remaining, expected?.remaining, account.id);
    }
  }

  /** Ages are true, as far as the clock was looked at. */
  checkAges(): void {
    for (const { account, reading } of this.#window.poller.statuses()) {
      const expected = this.#expected.get(account.id)?.good;
      if (!reading || !expected) continue;
      assert.ok(reading.readAtMs <= this.clock.now(), `${account.id} was read in the future`);
      if (!expected.isAgeKnown) continue;
      const offMs = Math.abs(reading.readAtMs - expected.readAtMs);
      assert.ok(offMs <= expected.rollbacks * tickMs, `the age of ${account.id} is off by ${offMs} ms`);
    }
  }

  failures(): ReadonlyMap<string, Failure | undefined> {
    return new Map(this.#window.poller.statuses().map(({ account, failure }) => [account.id, failure]));
  }

  get reads(): number {
    return this.#reads;
  }

  #open() {
    const { clock } = this;
    const list = new AccountList(this.settings, (id) => id === "poof", unsharedJournal(clock));
    const focusTracker = new FocusTracker(clock, true);
    const poller = new Poller({
      accountList: list,
      attemptStore: this.#attemptStore,
      leases: new Leases(this.#coordination, clock),
      focusTracker,
      clock,
      random: this.#random,
      intervalOf: (account) => pollInterval(account, this.settings.minutes),
      sourceOf,
      read: (account, signal) => this.#read(account, signal),
      onReading: (report) => this.#onReading(report),
      reportBug: (error) => this.#bugs.push(error),
    });
    return { poller, focusTracker, list };
  }

  /** What somebody who looks at what is kept cannot know, or asks anew. */
  #forgetUnstored(expected: Expected): void {
    if (expected.good && expected.good.rollbacks > 0) expected.good.isAgeKnown = false;
    if (expected.blockedBy !== "keyRejected") expected.blockedBy = undefined;
  }

  #expectedFor({ id }: Account): Expected {
    const known = this.#expected.get(id) ?? { pausedUntilMs: 0 };
    this.#expected.set(id, known);
    return known;
  }

  async #read(account: Account, signal: AbortSignal): Promise<Outcome<Snapshot>> {
    this.#reads += 1;
    const { id } = account;
    const expected = this.#expectedFor(account);
    const tooEarlyMs = expected.pausedUntilMs - this.clock.now();
    assert.ok(tooEarlyMs <= 0, `${id} was asked ${tooEarlyMs} ms too early`);
    assert.equal(expected.blockedBy, undefined, `${id} was asked though a person must act`);
    assert.ok(!this.#inFlight.has(id), `${id} is asked twice at once`);
    assert.ok(this.#inFlight.size < 6, "more than six at once");
    this.#inFlight.add(id);
    try {
      return await this.#answer(id, signal);
    } finally {
      this.#inFlight.delete(id);
    }
  }

  async #answer(id: string, signal: AbortSignal): Promise<Outcome<Snapshot>> {
    const weather = this.behaviors.get(id) ?? { kind: "fine" };
    if (weather.kind === "fine") return goodOutcome(String(this.#reads));
    if (weather.kind === "fail") return failed(weather.failure);
    if (weather.kind === "wait") {
      return failed({ kind: "rateLimited", status: 429, retryAtMs: this.clock.now() + weather.ms });
    }
    const { promise, resolve, reject } = Promise.withResolvers<Outcome<Snapshot>>();
    this.#stalled += 1;
    const stop = this.clock.after(requestTimeoutMs, () => resolve(failed({ kind: "timeout", seconds: 15 })));
    signal.addEventListener("abort", () => reject(signal.reason), { once: true });
    try {
      return await promise;
    } finally {
      this.#stalled -= 1;
      stop();
    }
  }

  #onReading({ account, outcome }: ReadingReport): void {
    const expected = this.#expectedFor(account);
    expected.pausedUntilMs = 0;
    expected.blockedBy = undefined;
    if (outcome.ok) {
      const [{ remaining }] = outcome.value.meters;
      expected.good = {
        remaining: remaining ?? "",
        readAtMs: this.clock.now(),
        rollbacks: 0,
        isAgeKnown: true,
      };
      return;
    }
    const { failure } = outcome;
    if (failure.kind === "rateLimited") expected.pausedUntilMs = failure.retryAtMs;
    if (needsUserAction(failure.kind)) expected.blockedBy = failure.kind;
  }
}
