import assert from "node:assert/strict";
import fc from "fast-check";
import { amountOf } from "../../src/core/money/amount.ts";
import { credits } from "../../src/core/money/unit.ts";
import { failed, type Outcome, success } from "../../src/core/readings/outcome.ts";
import { dayMs, hourMs, minuteMs, secondMs } from "../../src/core/time/durations.ts";
import type { LedgerPage } from "../../src/providers/provider.ts";
import { fetchLedger, type LedgerResult } from "../../src/services/ledger/fetchLedger.lazy.ts";
import type { FetchLedgerOptions } from "../../src/services/ledger/ledgerRun.ts";
import type { HistoryStore } from "../../src/store/historyStore.ts";
import { observedStrings } from "../helpers/ledgerHarness.ts";
import { contentOf, LedgerModel, pagings } from "./helpers/ledgerModel.ts";
import { property } from "./helpers/property.ts";
import { sharedHistory } from "./helpers/sharedHistory.ts";

const meter = { id: "balance", label: { text: "" }, unit: credits, remaining: amountOf("1") };

const faults = ["none", "total", "circle", "equalIds", "order"] as const;

interface Scenario {
  readonly paging: (typeof pagings)[number];
  readonly pageSize: number;
  readonly hasTotal: boolean;
  readonly granularityMs: number;
  readonly isByDate: boolean;
  readonly firstCount: number;
  readonly retentionDays: number;
  /** How pages contradict each other now and then. */
  readonly fault: (typeof faults)[number];
  /** How likely the ledger changes before a request, and how likely a request ends the sync. */
  readonly changeRate: number;
  readonly stopRate: number;
  readonly disturbedSyncs: number;
  readonly lagMs: number;
  /** How far this machine's clock is ahead of the provider's. */
  readonly clockMs: number;
  readonly seed: number;
}

const scenario: fc.Arbitrary<Scenario> = fc.record({
  paging: fc.constantFrom(...pagings),
  pageSize: fc.integer({ min: 2, max: 9 }),
  hasTotal: fc.boolean(),
  granularityMs: fc.constantFrom(1, secondMs, hourMs, dayMs, 40 * dayMs),
  isByDate: fc.boolean(),
  firstCount: fc.integer({ min: 0, max: 40 }),
  retentionDays: fc.constantFrom(400, 400, 5),
  fault: fc.constantFrom("none", "none", "none", ...faults),
  changeRate: fc.constantFrom(0, 0.05, 0.2, 0.6),
  stopRate: fc.constantFrom(0, 0.1, 0.3),
  disturbedSyncs: fc.integer({ min: 0, max: 5 }),
  lagMs: fc.constantFrom(0, 0, 0, 500, 20 * secondMs),
  clockMs: fc.constantFrom(0, 0, -3 * minuteMs, 3 * minuteMs, hourMs),
  seed: fc.integer({ min: 1, max: 2 ** 31 - 1 }),
});

let accounts = 0;

/** Numbers from 0 to 1, the same for a seed (mulberry32). */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** A provider, the windows that sync its ledger, and what they stored. */
class Simulation {
  readonly model: LedgerModel;
  readonly #store: HistoryStore;
  readonly #scenario: Scenario;
  readonly #random: () => number;
  readonly #account: { readonly id: string; readonly provider: string; readonly label: string };
  #isDisturbed = true;
  requests = 0;

  constructor(store: HistoryStore, scenario: Scenario) {
    accounts += 1;
    this.#store = store;
    this.#scenario = scenario;
    this.#random = randomFrom(scenario.seed);
    this.#account = { id: `ledger-${accounts}`, provider: "acme", label: "" };
    this.model = new LedgerModel({ ...scenario, random: this.#random });
  }

  get retainFromMs(): number {
    return this.model.nowMs - this.#scenario.retentionDays * dayMs;
  }

  /** What is compared: older entries are not kept, or no longer shown. */
  get #comparedFromMs(): number {
    return Math.max(this.retainFromMs, this.model.shownFromMs);
  }

  rest(): void {
    this.#isDisturbed = false;
  }

  /** What happens between two syncs. */
  pass(): void {
    this.model.nowMs += Math.floor(this.#random() * 2 * hourMs);
    if (this.#isDisturbed) this.#maybeChange(3 * this.#scenario.changeRate);
  }

  async sync(): Promise<LedgerResult> {
    this.requests = 0;
    return fetchLedger(this.#account, meter, new AbortController().signal, this.#options());
  }

  stored(): ReadonlyMap<string, string> {
    const contents = new Map<string, string>();
    let cursor: string | undefined;
    do {
      const page = this.#store.ledger(
        {
          accountId: this.#account.id,
          source: "provider",
          order: "newest",
          limit: 500,
          fromMs: this.#comparedFromMs,
          ...(cursor === undefined ? {} : { cursor }),
        },
        observedStrings,
      );
      for (const row of page.rows) contents.set(row.id, contentOf(row));
      cursor = page.next;
    } while (cursor !== undefined);
    return contents;
  }

  /** The provider's entries that the history keeps. */
  wanted(): ReadonlyMap<string, string> {
    return new Map([...this.model.contents()].filter(([, content]) => this.#isRetained(content)));
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
    this.#store.deleteAccount(this.#account.id);
  }

  #isRetained(content: string): boolean {
    return Number(content.split(" ")[1]) >= this.#comparedFromMs;
  }

  #maybeChange(rate: number): void {
    for (let left = rate; left > 0 && this.#random() < left; left -= 0.2) {
      this.model.nowMs += 1;
      const kind = this.#random();
      if (kind < 0.4) this.model.arrive();
      else if (kind < 0.55) this.model.bookLate();
      else if (kind < 0.7) this.model.remove();
      else if (kind < 0.85) this.model.correct();
      else this.model.settle();
    }
  }

  #options(): FetchLedgerOptions {
    const store = this.#store;
    const readLedger = async (_access: unknown, query: Parameters<LedgerModel["page"]>[0]) => {
      this.requests += 1;
      this.model.nowMs += 1 + Math.floor(this.#random() * secondMs);
      if (this.#isDisturbed) {
        this.#maybeChange(this.#scenario.changeRate);
        if (this.#random() < this.#scenario.stopRate) return failed({ kind: "providerError", status: 500 });
        // Another window syncs while this one waits, for example after the machine slept.
        if (this.#random() < 0.02) await this.#syncElsewhere();
      }
      const page = this.#spoiled(this.model.page(query), query.cursor);
      this.model.nowMs += 1;
      return page;
    };
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
      retainFromMs: this.retainFromMs,
      now: () => this.model.nowMs + this.#scenario.clockMs,
      mayContinue: async () => true,
      onPage: () => {},
    };
  }

  /** Now and then a page contradicts others. */
  #spoiled(page: Outcome<LedgerPage>, cursor: string | undefined): Outcome<LedgerPage> {
    if (!page.ok || !this.#isDisturbed || this.#random() > 0.3) return page;
    const { entries, next } = page.value;
    switch (this.#scenario.fault) {
      case "none":
        return page;
      case "total":
        return success({ ...page.value, total: Math.floor(this.#random() * 60) });
      case "circle":
        return typeof next === "string" && cursor !== undefined
          ? success({ ...page.value, next: cursor })
          : page;
      case "equalIds":
        return success({
          ...page.value,
          entries: [
            ...entries,
            ...entries.slice(0, 1).map((entry) => ({ ...entry, amount: amountOf("-7") })),
          ],
        });
      case "order":
        return success({ ...page.value, entries: entries.toReversed() });
    }
  }

  async #syncElsewhere(): Promise<void> {
    const wasDisturbed = this.#isDisturbed;
    this.#isDisturbed = false;
    await fetchLedger(this.#account, meter, new AbortController().signal, this.#options());
    this.#isDisturbed = wasDisturbed;
  }
}

/** The pages of two passes, each page twice, and a few more. */
function maxRequests({ pageSize, paging }: Scenario, size: number): number {
  if (paging === "date") return 100;
  return 20 + 12 * Math.ceil((size + 20) / Math.max(1, pageSize - 1));
}

async function check(scenario: Scenario): Promise<void> {
  const simulation = new Simulation(await sharedHistory(), scenario);
  try {
    const assertTrue = (result: LedgerResult) => {
      assert.ok(
        simulation.requests <= maxRequests(scenario, simulation.model.size),
        `${simulation.requests} requests for ${simulation.model.size} entries`,
      );
      if (result.state === "complete") simulation.assertTrueSince(result.asOfMs ?? assert.fail());
    };
    for (let count = 0; count < scenario.disturbedSyncs; count += 1) {
      assertTrue(await simulation.sync());
      simulation.pass();
    }
    simulation.rest();
    simulation.model.nowMs += scenario.lagMs;
    const restedAtMs = simulation.model.nowMs + scenario.clockMs;
    const pages = Math.ceil(simulation.model.size / Math.max(1, scenario.pageSize - 1));
    for (let count = 0; ; count += 1) {
      const result = await simulation.sync();
      assertTrue(result);
      const isDone = result.state === "complete" && (result.asOfMs ?? 0) >= restedAtMs;
      if (isDone || (result.reason === "limit" && count > pages)) {
        if (isDone) assert.deepEqual(simulation.stored(), simulation.wanted());
        break;
      }
      assert.ok(
        count < 3 * pages + 60,
        `${JSON.stringify(result)} after ${count} syncs in which nothing happened`,
      );
      simulation.model.nowMs += scenario.paging === "date" ? 2 * hourMs : minuteMs;
    }
  } finally {
    simulation.close();
  }
}

export const ledgerProperties = [
  property("a ledger that is said to be complete is what the provider had", scenario, check, 150),
];
