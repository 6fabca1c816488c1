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

/** The size at which the product is measured. */
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
export async function fillHistory(file: string, size: HistorySize = fullSize): Promise<void> {
  const store = openOrThrow(await openHistory(file));
  const startMs = size.endMs - (size.samplesEach - 1) * pollMs;
  // One reading each, recorded as the product does, creates the accounts and meters.
  for (let index = 0; index < size.accounts; index += 1) {
    store.recordReading(accountName(index), [balanceReading("1000000")], startMs, pollMs * 3);
  }
  store.close();
  const database = new DatabaseSync(file);
  database.exec("PRAGMA journal_mode = WAL; PRAGMA synchronous = OFF; BEGIN");
  for (let key = 1; key <= size.accounts; key += 1) {
    fillSamples(database, key, startMs, size);
    fillEntries(database, key, startMs, size);
  }
  database.exec("COMMIT; PRAGMA wal_checkpoint(TRUNCATE)");
  database.close();
  // Otherwise the first measured reading would include the time to write this to the disk.
  const descriptor = openSync(file, "r+");
  fsyncSync(descriptor);
  closeSync(descriptor);
}

/** Adds samples; amounts are counted in hundredths, so that sums are integers. */
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
  const random = seededRandom(meter);
  let hundredths = 100_000_000;
  for (let index = 1; index < samplesEach; index += 1) {
    const isTopUp = index % 997 === 0;
    const change = isTopUp ? 1_000_000 : -1 - Math.floor(random() * 2000);
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

function fillEntries(database: DatabaseSync, account: number, startMs: number, size: HistorySize): void {
  const insert = database.prepare(
    `INSERT INTO entry (account, id, id_rank, at_ms, meter, type, joined, amount, balance_after, search,
        description, reference, metadata)
      VALUES (?1, ?2, ?3, ?4, ?1, ?5, 1, ?6, ?7, ?8, ?9, ?10, ?11)`,
  );
  const random = seededRandom(1000 + account);
  const stepMs = Math.floor((size.samplesEach * pollMs) / size.entriesEach);
  for (let index = 0; index < size.entriesEach; index += 1) {
    const isTopUp = index % 100 === 99;
    const hundredths = isTopUp ? 1_000_000 : -1 - Math.floor(random() * 2000);
    const id = String(100_000 + index);
    const reference = `req_${Math.floor(random() * 1e12).toString(36)}`;
    const action = isTopUp ? "Card payment" : (actions[Math.floor(random() * actions.length)] ?? "");
    const description = `${action}, job ${Math.floor(random() * 1e6)}`;
    insert.run(
      account,
      id,
      idSortKey(id),
      startMs + index * stepMs + Math.floor(random() * stepMs),
      isTopUp ? "credit" : "debit",
      decimal(hundredths),
      decimal(50_000_000 - index),
      `${description}\u001f${reference}\u001f${id}`.toLowerCase(),
      description,
      reference,
      `{"model":"large","tokens":${Math.floor(random() * 9000)}}`,
    );
  }
}
