import assert from "node:assert/strict";
import { seededRandom } from "../../../../src/core/common/seededRandom.ts";
import { amountOf } from "../../../../src/core/money/amount.ts";
import { credits } from "../../../../src/core/money/unit.ts";
import { dayMs, hourMs, minuteMs, secondMs } from "../../../../src/core/time/durations.ts";
import { fetchLedger, type LedgerResult } from "../../../../src/services/ledger/fetchLedger.lazy.ts";
import type { FetchLedgerOptions } from "../../../../src/services/ledger/ledgerRun.ts";
import type { HistoryStore } from "../../../../src/store/historyStore.ts";
import { readView } from "./assertViews.ts";
import { createLedgerReader, type LedgerQuery } from "./ledgerAdapter.ts";
import { type LedgerFault, withFault } from "./ledgerFaults.ts";
import { contentOf, LedgerModel, type LedgerModelOptions, type ModelReply, spanMs } from "./ledgerModel.ts";

export interface LedgerScenario extends Omit<LedgerModelOptions, "random"> {
  readonly firstCount: number;
  readonly retentionDays: number;
  readonly fault: LedgerFault;
  /** Entries only arrive, in time; nothing is booked late, removed or changed. */
  readonly isSteady: boolean;
  /** The balance was read since before the first entry. */
  readonly isReadFromStart: boolean;
  /** How likely the ledger changes before a request, and how likely a request ends the sync. */
  readonly changeRate: number;
  readonly stopRate: number;
  readonly disturbedSyncs: number;
  /** How far this machine's clock is ahead of the provider's. */
  readonly clockMs: number;
  readonly seed: number;
}

const meter = { id: "credits", label: { text: "" }, unit: credits, remaining: amountOf("1") };

let accounts = 0;

/** A provider, two windows that read its balance and sync its ledger, and what they stored. */
export class LedgerSimulation {
  readonly model: LedgerModel;
  readonly accountId: string;
  readonly #windows: readonly HistoryStore[];
  readonly #scenario: LedgerScenario;
  readonly #random: () => number;
  #isDisturbed = true;
  #window = 0;
  /** Of the sync that is running, and of all in one window. */
  requests = 0;

  constructor(windows: readonly HistoryStore[], scenario: LedgerScenario) {
    accounts += 1;
    this.accountId = `ledger-${accounts}`;
    this.#windows = windows;
    this.#scenario = scenario;
    this.#random = seededRandom(scenario.seed);
    this.model = new LedgerModel({ ...scenario, random: this.#random });
    this.#fillFromStart();
    this.read();
    this.#wait();
  }

  get store(): HistoryStore {
    return this.#windows[this.#window] ?? assert.fail();
  }

  get now(): number {
    return this.model.nowMs + this.#scenario.clockMs;
  }

  /** What is compared: older entries are not kept, or no longer shown. */
  get #comparedFromMs(): number {
    return Math.max(this.#retainFromMs, this.model.shownFromMs);
  }

  get #retainFromMs(): number {
    return this.model.nowMs - this.#scenario.retentionDays * dayMs;
  }

  /** Nothing happens any more; what happened is shown, whatever clocks say. */
  rest(): void {
    this.#isDisturbed = false;
    this.#wait();
    this.read();
  }

  /** The balance rests until everything that was booked has to be in it. */
  settle(): void {
    this.model.nowMs += 4 * dayMs;
    this.read();
  }

  /** What happens between two syncs. */
  pass(): void {
    this.model.nowMs += Math.floor(this.#random() * 2 * hourMs);
    if (this.#isDisturbed) this.#maybeChange(3 * this.#scenario.changeRate);
    if (this.#random() < 0.8) this.read();
    if (this.#random() < 0.3) this.#window = 1 - this.#window;
  }

  /** Stores a reading of the balance; now and then a part of it is held. */
  read(): void {
    const held = this.#isDisturbed && this.#random() < 0.2 ? 5 : 0;
    const remaining = amountOf(String(this.model.balance - held));
    const holds = held > 0 ? { held: amountOf(String(held)) } : {};
    this.store.recordReading(this.accountId, [{ ...meter, remaining, ...holds }], this.now, 3 * hourMs);
  }

  async sync(): Promise<LedgerResult> {
    this.requests = 0;
    const { store } = this;
    const account = { id: this.accountId, provider: "acme", label: "" };
    const result = await fetchLedger(account, meter, new AbortController().signal, this.#options(store));
    store.saveSyncState(this.accountId, result, this.now);
    return result;
  }

  /** The stored contents by id. */
  stored(): ReadonlyMap<string, string> {
    const query = { accountId: this.accountId, source: "provider", fromMs: this.#comparedFromMs } as const;
    return new Map(readView(this.store, query).map((row) => [row.id, contentOf(row)]));
  }

  /** The contents that the history keeps. */
  wanted(): readonly string[] {
    return this.model.contents.filter((content) => this.#isRetained(content));
  }

  /** What is stored of each entry is what the provider had at an instant since `asOfMs`. */
  assertTrueSince(asOfMs: number): void {
    const sinceMs = asOfMs - this.#scenario.clockMs - this.#scenario.lagMs;
    const stored = this.stored();
    for (const id of new Set([...this.model.ids, ...stored.keys()])) {
      const content = stored.get(id);
      if (content === undefined && this.model.contentsOf(id).some((past) => !this.#isRetained(past)))
        continue;
      assert.ok(
        this.model.hadSince(id, content, sinceMs),
        `${id} is stored as ${content}, which is older than ${new Date(asOfMs).toISOString()}`,
      );
    }
  }

  close(): void {
    this.store.deleteAccount(this.accountId);
  }

  #fillFromStart(): void {
    const { firstCount, isReadFromStart } = this.#scenario;
    const endMs = this.model.nowMs;
    this.model.nowMs -= spanMs;
    if (isReadFromStart) {
      this.read();
      this.#wait();
    }
    const startMs = this.model.nowMs;
    for (let index = 0; index < firstCount; index += 1) {
      this.model.nowMs = startMs + Math.floor(((endMs - startMs) * index) / firstCount);
      this.model.arrive();
      if (isReadFromStart) this.read();
    }
    this.model.nowMs = endMs;
    this.#wait();
  }

  /** Until an entry that arrives is dated later than now, and later than any clock says. */
  #wait(): void {
    const { granularityMs, clockMs, lagMs } = this.#scenario;
    this.model.nowMs += 2 * hourMs + Math.abs(clockMs) + lagMs;
    if (granularityMs > dayMs) return;
    this.model.nowMs = Math.ceil(this.model.nowMs / granularityMs) * granularityMs + minuteMs;
  }

  #isRetained(content: string): boolean {
    return Number(content.split(" ")[1]) >= this.#comparedFromMs;
  }

  #maybeChange(rate: number): void {
    for (let left = rate; left > 0 && this.#random() < left; left -= 0.2) {
      this.model.nowMs += 1;
      const kind = this.#random();
      if (kind < 0.4 || this.#scenario.isSteady) this.model.arrive();
      else if (kind < 0.55) this.model.bookLate();
      else if (kind < 0.7) this.model.remove();
      else if (kind < 0.85) this.model.correct();
      else this.model.settle();
    }
  }

  #options(store: HistoryStore): FetchLedgerOptions {
    const readLedger = createLedgerReader(
      this.#scenario,
      (query) => this.#reply(query),
      () => this.now,
    );
    return {
      onDemandClient: {
        callIgnoringPause: async (_account, _signal, send) =>
          send({ readLedger } as unknown as Parameters<typeof send>[0], {} as Parameters<typeof send>[1]),
      },
      history: {
        read: async (query) => query(store),
        write: async (_accountId, change) => {
          change(store);
          return true;
        },
      },
      source: "here",
      retainFromMs: this.#retainFromMs,
      now: () => this.now,
      // A window that closes, or a balance that has to be read first.
      mayContinue: async () => !this.#isDisturbed || this.#random() >= this.#scenario.stopRate / 2,
      onPage: () => {},
    };
  }

  async #reply(query: LedgerQuery): Promise<ModelReply | "refused" | "failed"> {
    this.requests += 1;
    this.model.nowMs += 1 + Math.floor(this.#random() * secondMs);
    if (this.#isDisturbed) {
      this.#maybeChange(this.#scenario.changeRate);
      if (this.#random() < this.#scenario.stopRate) return "failed";
      // The other window syncs while this one waits, for example after the machine slept.
      if (this.#random() < 0.02) await this.#syncElsewhere();
    }
    const reply = this.model.reply(query);
    this.model.nowMs += 1;
    if (!reply || !this.#isDisturbed || this.#random() > 0.3) return reply ?? "refused";
    const { fault } = this.#scenario;
    const newest = this.model.reply({});
    const { size } = this.model;
    const minTotal = this.store.syncState(this.accountId).entries >= size ? 0 : size;
    return withFault(fault, { reply, cursor: query.cursor, newest, minTotal, random: this.#random });
  }

  async #syncElsewhere(): Promise<void> {
    const { requests } = this;
    this.#isDisturbed = false;
    this.#window = 1 - this.#window;
    await this.sync();
    this.#window = 1 - this.#window;
    this.#isDisturbed = true;
    this.requests = requests;
  }
}
