import type { Connection } from "./sqlite/connection.ts";

/** Refresh tokens live for a week. */
const keptForMs = 30 * 86_400_000;

/** The fingerprints of refresh tokens that were shown. */
export class SpentTable {
  readonly #connection: Connection;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  has(mark: string): boolean {
    return this.#connection.get("SELECT 1 FROM spent WHERE mark = ?", mark) !== undefined;
  }

  add(mark: string, nowMs: number): void {
    this.#connection.run("DELETE FROM spent WHERE at_ms < ?", nowMs - keptForMs);
    this.#connection.run("INSERT OR REPLACE INTO spent VALUES (?, ?)", mark, nowMs);
  }

  delete(mark: string): void {
    this.#connection.run("DELETE FROM spent WHERE mark = ?", mark);
  }
}
