import assert from "node:assert/strict";
import type { Account } from "../../../src/core/accounts/account.ts";
import {
  type Failure,
  type FailureKind,
  isRetriedHourly,
  needsUserAction,
} from "../../../src/core/readings/failure.ts";
import { failed, type Outcome } from "../../../src/core/readings/outcome.ts";
import type { Snapshot } from "../../../src/core/readings/snapshot.ts";
import { AccountList } from "../../../src/services/accounts/accountList.ts";
import { parseEntry } from "../../../src/services/accounts/accountSchema.lazy.ts";
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

/** How the provider of an account answers. */
export type ProviderBehavior =
  | { readonly kind: "good" }
  | { readonly kind: "rateLimit"; readonly ms: number }
  | { readonly kind: "stall" }
  | { readonly kind: "fail"; readonly failure: Failure };

/** The product checks the clock this often, so it knows a change of the clock only this exactly. */
const tickMs = 20_000;
const requestTimeoutMs = 15_000;
const minPauseMs = 15_000;

/** What must be true for one account. */
interface Expected {
  good?: ExpectedReading;
  /** The provider asked for no request until then, by the current clock. */
  pausedUntilMs: number;
  /** The failure after which the user must act. */
  blockedBy?: FailureKind | undefined;
}

/** The last good value, and when it was read by the current clock. */
interface ExpectedReading {
  readonly remaining: string;
  readAtMs: number;
  /** How often the clock was set back since then. */
  rollbacks: number;
  /** False for a window that opened after the clock was set back. */
  isAgeKnown: boolean;
}

/**
 * Windows of the same machine, one after the other, with providers that fail in any way. Checks every request
 * of the poller against what providers were promised, and every status against the real readings.
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
    const maxReads = this.accounts.length * (Math.ceil(ms / minPauseMs) + 2);
    assert.ok(this.#reads - before <= maxReads, `${this.#reads - before} reads in ${ms} ms`);
  }

  /** Sets the clock, as a user or a sleeping machine does. */
  shiftClock(ms: number): void {
    this.clock.jump(ms);
    // The product sees two changes between two checks as one, so it cannot know how far the clock was set back.
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

  /** Changes the accounts in the settings. */
  editSettings(accounts: readonly Account[]): void {
    const before = this.accounts;
    for (const account of accounts) {
      const previous = before.find(({ id }) => id === account.id);
      if (previous?.baseUrl === account.baseUrl && previous) continue;
      const expected = this.#expectedFor(account);
      this.#forgetUnstored(expected);
      // Another base URL was promised nothing.
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

  /** Closes the window and opens another one. */
  async restart(): Promise<void> {
    await this.close();
    for (const expected of this.#expected.values()) this.#forgetUnstored(expected);
    this.#window = this.#open();
    await this.start();
  }

  /** Closes the window and checks that nothing is left. */
  async close(): Promise<void> {
    const { poller, list, focusTracker } = this.#window;
    poller.dispose();
    list.dispose();
    focusTracker.dispose();
    await flushPromises();
    assert.equal(this.clock.pendingTimers, 0, "a timer is left");
    assert.equal(this.#inFlight.size, 0, "a request is left");
    assert.deepEqual(this.#bugs, []);
  }

  check(): void {
    const statuses = this.#window.poller.statuses();
    assert.deepEqual(
      statuses.map(({ account }) => account.id),
      this.accounts.map(({ id }) => id),
    );
    // One timer for the schedule, and two for each request in flight: its own and that of its lease.
    assert.ok(this.clock.pendingTimers - 2 * this.#stalled <= 1, `${this.clock.pendingTimers} timers`);
    assert.deepEqual(this.#bugs, []);
    for (const { account, reading } of statuses) {
      const expected = this.#expected.get(account.id)?.good;
      assert.equal(reading?.snapshot.meters[0].remaining, expected?.remaining, account.id);
    }
  }

  /** Checks the ages of readings, as exactly as the product can know them. */
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
    const list = new AccountList(this.settings, (id) => id === "poof", unsharedJournal(clock), parseEntry);
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

  /** Forgets what is not stored, and what a new window tries again. */
  #forgetUnstored(expected: Expected): void {
    if (expected.good && expected.good.rollbacks > 0) expected.good.isAgeKnown = false;
    expected.blockedBy = undefined;
  }

  #expectedFor({ id }: Account): Expected {
    const expected = this.#expected.get(id) ?? { pausedUntilMs: 0 };
    this.#expected.set(id, expected);
    return expected;
  }

  async #read(account: Account, signal: AbortSignal): Promise<Outcome<Snapshot>> {
    this.#reads += 1;
    const { id } = account;
    const expected = this.#expectedFor(account);
    const tooEarlyMs = expected.pausedUntilMs - this.clock.now();
    assert.ok(tooEarlyMs <= 0, `${id} was read ${tooEarlyMs} ms too early`);
    assert.equal(expected.blockedBy, undefined, `${id} was read although the user must act`);
    assert.ok(!this.#inFlight.has(id), `${id} is read twice at the same time`);
    assert.ok(this.#inFlight.size < 6, "more than six reads at the same time");
    this.#inFlight.add(id);
    try {
      return await this.#answer(id, signal);
    } finally {
      this.#inFlight.delete(id);
    }
  }

  async #answer(id: string, signal: AbortSignal): Promise<Outcome<Snapshot>> {
    const behavior = this.behaviors.get(id) ?? { kind: "good" };
    if (behavior.kind === "good") return goodOutcome(String(this.#reads));
    if (behavior.kind === "fail") return failed(behavior.failure);
    if (behavior.kind === "rateLimit") {
      return failed({ kind: "rateLimited", status: 429, retryAtMs: this.clock.now() + behavior.ms });
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
    if (needsUserAction(failure.kind) && !isRetriedHourly(failure)) expected.blockedBy = failure.kind;
  }
}
