import { closeSync, fsyncSync, openSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";
import { seededRandom } from "../../src/core/common/seededRandom.ts";
import { openHistory } from "../../src/store/database/openHistory.lazy.ts";
import { idSortKey } from "../../src/store/database/tables/entryTable.ts";
import { decimal } from "./decimal.ts";
import { balanceReading, openOrThrow } from "./readings.ts";

export interface HistorySize {
  readonly accounts: number;
  readonly samplesEach: number;
  readonly entriesEach: number;
  /** When the last sample was read. */
  readonly endMs: number;
}

/** The size that the product is measured at. */
export const fullSize: HistorySize = {
  accounts: 20,
  samplesEach: 50_000,
  entriesEach: 5_000,
  endMs: Date.UTC(2026, 10, 20, 12),
};

export const pollMs = 300_000;

export function accountName(index: number): string {
  return `account-${index + 1}`;
}

const actions = ["Text generation", "Image upscaling", "Übersetzung ins Deutsche", "แปลงเอกสาร", "API call"];

/** A history of changing balances, polled every five minutes, with a provider's ledger beside it. */
export async function fillHistory(file: string, filling: HistorySize = fullSize): Promise<void> {
  const store = openOrThrow(await openHistory(file));
  const startMs = filling.endMs - (filling.samplesEach - 1) * pollMs;
  // One reading and one entry each, taken in as the product does, make the accounts and meters.
  for (let index = 0; index < filling.accounts; index += 1) {
    store.recordReading(accountName(index), [balanceReading("1000000")], startMs, pollMs * 3);
  }
  store.close();
  const database = new DatabaseSync(file);
  database.exec("PRAGMA journal_mode = WAL; PRAGMA synchronous = OFF; BEGIN");
  for (let key = 1; key <= filling.accounts; key += 1) {
    fillSamples(database, key, startMs, filling);
    fillEntries(database, key, startMs, filling);
  }
  database.exec("COMMIT; PRAGMA wal_checkpoint(TRUNCATE)");
  database.close();
  // What the system has not written out yet would be paid for by the first reading that is measured.
  const descriptor = openSync(file, "r+");
  fsyncSync(descriptor);
  closeSync(descriptor);
}

/** Hundredths, so that sums stay integers. */
function fillSamples(
  database: DatabaseSync,
  meter: number,
  startMs: number,
  { samplesEach }: HistorySize,
): void {
  const insert = database.prepare(
    `INSERT INTO sample (meter, from_ms, to_ms, change, is_after_gap, remaining, amount, since_ms, used, lim)
      VALUES (?1, ?2, ?2, ?3, ?4, ?5, ?6, ?7, ?8, '1000000')`,
  );
  const draw = seededRandom(meter);
  let hundredths = 100_000_000;
  for (let index = 1; index < samplesEach; index += 1) {
    const isTopUp = index % 997 === 0;
    const change = isTopUp ? 1_000_000 : -1 - Math.floor(draw() * 2000);
    hundredths += change;
    const atMs = startMs + index * pollMs;
    insert.run(
      meter,
      atMs,
      isTopUp ? 2 : 1,
      index % 288 === 100 ? 1 : 0,
      decimal(hundredths),
      decimal(change),
      atMs - pollMs,
      decimal(100_000_000 - hundredths),
    );
  }
}

function fillEntries(database: DatabaseSync, account: number, startMs: number, filling: HistorySize): void {
  const insert = database.prepare(
    `INSERT INTO entry (account, id, id_rank, at_ms, meter, type, joined, amount, balance_after, search,
        description, reference, metadata)
      VALUES (?1, ?2, ?3, ?4, ?1, ?5, 1, ?6, ?7, ?8, ?9, ?10, ?11)`,
  );
  const draw = seededRandom(1000 + account);
  const stepMs = Math.floor((filling.samplesEach * pollMs) / filling.entriesEach);
  for (let index = 0; index < filling.entriesEach; index += 1) {
    const isTopUp = index % 100 === 99;
    const hundredths = isTopUp ? 1_000_000 : -1 - Math.floor(draw() * 2000);
    const id = String(100_000 + index);
    const reference = `req_${Math.floor(draw() * 1e12).toString(36)}`;
    const action = isTopUp ? "Card payment" : (actions[Math.floor(draw() * actions.length)] ?? "");
    const description = `${action}, job ${Math.floor(draw() * 1e6)}`;
    insert.run(
      account,
      id,
      idSortKey(id),
      startMs + index * stepMs + Math.floor(draw() * stepMs),
      isTopUp ? "credit" : "debit",
      decimal(hundredths),
      decimal(50_000_000 - index),
      `${description}\u001f${reference}\u001f${id}`.toLowerCase(),
      description,
      reference,
      `{"model":"large","tokens":${Math.floor(draw() * 9000)}}`,
    );
  }
}
