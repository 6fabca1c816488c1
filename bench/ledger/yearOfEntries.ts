import { DatabaseSync } from "node:sqlite";
import { seededRandom } from "../../src/core/common/seededRandom.ts";
import { amountOf } from "../../src/core/money/amount.ts";
import { dayMs, secondMs } from "../../src/core/time/durations.ts";
import { instantOf } from "../../src/core/time/instant.ts";
import { openHistory } from "../../src/store/database/openHistory.lazy.ts";
import { idSortKey } from "../../src/store/database/tables/entryTable.ts";
import type { HistoryStore } from "../../src/store/historyStore.ts";
import { decimal } from "../helpers/decimal.ts";
import { balanceReading, openOrThrow } from "../helpers/readings.ts";

export const yearSize = { readings: 50_000, entriesEach: 2 };
const stepMs = Math.floor((365 * dayMs) / yearSize.readings);
const startMs = Date.UTC(2025, 10, 20);
/** A few entries were never booked. */
const isMissing = (index: number) => index % 9_000 === 5_000;

export const accountId = "account";

/** An account that is read every ten minutes for a year, and whose provider books two entries for each reading. */
export class YearOfEntries {
  readonly store: HistoryStore;
  readonly #random = seededRandom(7);
  #hundredths = 1_000_000_000;
  #index = 0;

  private constructor(store: HistoryStore) {
    this.store = store;
  }

  static async create(file: string): Promise<YearOfEntries> {
    const store = openOrThrow(await openHistory(file));
    const year = new YearOfEntries(store);
    year.read();
    const database = new DatabaseSync(file);
    database.exec("PRAGMA synchronous = OFF; BEGIN");
    year.#fill(database);
    database.exec("COMMIT");
    database.close();
    return year;
  }

  /** The account is read, then its ledger is synced. */
  read(): void {
    const atMs = startMs + this.#index * stepMs;
    const costs = this.#spend();
    this.store.recordReading(accountId, [balanceReading(decimal(this.#hundredths))], atMs, 3 * stepMs);
    const entries = costs.map((cost, number) => ({
      id: String(10 * this.#index + number),
      type: "debit" as const,
      meterId: "balance",
      amount: amountOf(decimal(-cost)),
      description: "Text generation",
      at: instantOf(atMs - (number + 1) * secondMs),
    }));
    const version = this.store.findWalk(accountId, "bench")?.version ?? 0;
    const update = { source: "bench", version, meter: balanceReading("1") };
    this.store.updateLedger(accountId, update, (writer) => {
      writer.addPage(entries, { pass: 1, isJoined: true, nowMs: atMs });
      return { pageSize: 100, pass: 1, segments: [] };
    });
    this.store.saveSyncState(accountId, { state: "complete", asOfMs: atMs }, atMs);
    this.#index += 1;
  }

  #spend(): readonly number[] {
    const costs = Array.from({ length: yearSize.entriesEach }, () => 1 + Math.floor(this.#random() * 900));
    for (const cost of costs) this.#hundredths -= cost;
    return costs;
  }

  #fill(database: DatabaseSync): void {
    const sample = database.prepare(
      `INSERT INTO sample (meter, from_ms, to_ms, change, is_after_gap, remaining, amount, since_ms)
        VALUES (1, ?, ?, 1, 0, ?, ?, ?)`,
    );
    const entry = database.prepare(
      `INSERT INTO entry (account, id, id_rank, at_ms, meter, type, joined, pass, amount, search, description)
        VALUES (1, ?, ?, ?, 1, 'debit', 1, 1, ?, 'text generation', 'Text generation')`,
    );
    for (; this.#index < yearSize.readings; this.#index += 1) {
      const atMs = startMs + this.#index * stepMs;
      const before = this.#hundredths;
      const costs = this.#spend();
      const change = decimal(this.#hundredths - before);
      sample.run(atMs, atMs, decimal(this.#hundredths), change, atMs - stepMs);
      for (const [number, cost] of costs.entries()) {
        const id = String(10 * this.#index + number);
        if (isMissing(this.#index)) continue;
        entry.run(id, idSortKey(id), atMs - (number + 1) * secondMs, decimal(-cost));
      }
    }
  }
}
