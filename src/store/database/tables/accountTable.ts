import type { Connection } from "../sqlite/connection.ts";
import { integer, text, textOrNull } from "../sqlite/row.ts";

/** The accounts with stored data, each with an integer key that other tables refer to. */
export class AccountTable {
  readonly #connection: Connection;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  find(id: string): number | undefined {
    const row = this.#connection.get("SELECT key FROM account WHERE id = ?", id);
    return row && integer(row, "key");
  }

  /** An account that is added is not forgotten any more. Call it within a transaction. */
  findOrAdd(id: string): number {
    const found = this.find(id);
    if (found !== undefined) return found;
    this.#connection.run("INSERT INTO account (id) VALUES (?)", id);
    this.#connection.run("DELETE FROM forgotten WHERE id = ?", id);
    return this.findOrAdd(id);
  }

  /** Increases each time the account's source changes. */
  sourceVersion(key: number): number {
    const row = this.#connection.get("SELECT place FROM account WHERE key = ?", key);
    return row ? integer(row, "place") : 0;
  }

  hasSource(key: number, source: string): boolean {
    return (
      this.#connection.get("SELECT 1 FROM account WHERE key = ? AND source = ?", key, source) !== undefined
    );
  }

  /** Sets where the account is read. Returns whether it had another source before. Call it within a transaction. */
  setSource(key: number, source: string): boolean {
    const row = this.#connection.get("SELECT source FROM account WHERE key = ?", key);
    const previous = row && textOrNull(row, "source");
    if (previous === source) return false;
    const hadOtherSource = typeof previous === "string";
    this.#connection.run(
      "UPDATE account SET source = ?, place = place + ? WHERE key = ?",
      source,
      hadOtherSource ? 1 : 0,
      key,
    );
    return hadOtherSource;
  }

  ids(): string[] {
    return this.#connection.all("SELECT id FROM account ORDER BY key").map((row) => text(row, "id"));
  }

  /** Whether the account was removed, and not read since. */
  isForgotten(id: string): boolean {
    return this.#connection.get("SELECT 1 FROM forgotten WHERE id = ?", id) !== undefined;
  }

  /** Deletes all rows of the account in every table (`ON DELETE CASCADE`). */
  delete(id: string): void {
    this.#connection.run("DELETE FROM account WHERE id = ?", id);
    this.#connection.run("INSERT OR IGNORE INTO forgotten VALUES (?)", id);
  }
}
