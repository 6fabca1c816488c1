import { readFileSync, statSync, writeFileSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";

/** A row as a product without a database stores it. */
export interface JsonRow {
  readonly at: number;
  readonly type: string | null;
  readonly amount: string | null;
  readonly remaining?: string;
  readonly id: string;
  readonly description?: string;
  readonly reference?: string;
}

/** Writes the samples and entries of accounts to one JSON file, as comparable products do; returns its size. */
export function writeJsonHistory(file: string, database: string, accounts: readonly number[]): number {
  const source = new DatabaseSync(database, { readOnly: true });
  const select = source.prepare(
    `SELECT from_ms AS at, CASE change WHEN 1 THEN 'debit' WHEN 2 THEN 'credit' END AS type, amount, remaining,
          'balance-' || from_ms AS id, NULL AS description, NULL AS reference FROM sample WHERE meter = ?1
        UNION ALL SELECT at_ms, type, amount, balance_after, id, description, reference FROM entry
          WHERE account = ?1`,
  );
  const rows = accounts.flatMap((account) => select.all(account));
  source.close();
  writeFileSync(file, JSON.stringify(rows));
  return statSync(file).size;
}

export function loadJsonHistory(file: string): JsonRow[] {
  return JSON.parse(readFileSync(file, "utf8"));
}
