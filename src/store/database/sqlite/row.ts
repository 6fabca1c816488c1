import type { SQLOutputValue } from "node:sqlite";
import { type Amount, isAmount } from "../../../core/money/amount.ts";
import { HistoryError } from "../../historyStore.ts";

export type Row = Readonly<Record<string, SQLOutputValue>>;

const utf8 = new TextDecoder("utf-8", { ignoreBOM: true });

/**
 * The column of a query for a text that may contain U+0000, such as a provider's; read it with `text(row, "full_…")`.
 * Node 22 cuts a text off at U+0000, but not the same bytes.
 */
export function fullText(column: string): string {
  return `CAST(${column} AS BLOB) AS full_${column}`;
}

export function text(row: Row, column: string): string {
  return textOrNull(row, column) ?? throwDamaged();
}

export function textOrNull(row: Row, column: string): string | null {
  const value = row[column];
  if (value instanceof Uint8Array) return utf8.decode(value);
  return value === null || typeof value === "string" ? value : throwDamaged();
}

export function integer(row: Row, column: string): number {
  const value = row[column];
  return typeof value === "number" ? value : throwDamaged();
}

export function integerOrNull(row: Row, column: string): number | null {
  const value = row[column];
  return value === null || typeof value === "number" ? value : throwDamaged();
}

export function bytes(row: Row, column: string): Uint8Array {
  const value = row[column];
  return value instanceof Uint8Array ? value : throwDamaged();
}

export function amount(row: Row, column: string): Amount {
  const value = row[column];
  return isAmount(value) ? value : throwDamaged();
}

export function amountOrNull(row: Row, column: string): Amount | null {
  const value = row[column];
  return value === null || isAmount(value) ? value : throwDamaged();
}

/** The tables are `STRICT`, so a value of another type means that the file is damaged. */
export function throwDamaged(): never {
  throw new HistoryError("failed", "reopen");
}
