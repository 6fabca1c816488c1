import type { Connection } from "../sqlite/connection.ts";
import { integer, text, textOrNull } from "../sqlite/row.ts";

/** The accounts of which something is kept, by number. */
export class AccountTable {
  readonly #connection: Connection;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  find(id: string): number | undefined {
    const row = this.#connection.get("SELECT key FROM account WHERE id = ?", id);
    return row && integer(row, "key");
  }

  /** Within a transaction. */
  findOrAdd(id: string): number {
    const found = this.find(id);
    if (found !== undefined) return found;
    this.#connection.run("INSERT INTO account (id) VALUES (?)", id);
    return this.findOrAdd(id);
  }

  /** Counts up whenever the account is read elsewhere than before. */
  sourceVersion(key: number): number {
    const row = this.#connection.get("SELECT place FROM account WHERE key = ?", key);
    return row ? integer(row, "place") : 0;
  }

  /** Notes where the account is read. Returns whether that was known to be elsewhere. Within a transaction. */
  setSource(key: number, source: string): boolean {
    const row = this.#connection.get("SELECT source FROM account WHERE key = ?", key);
    const before = row && textOrNull(row, "source");
    if (before === source) return false;
    const isElsewhere = typeof before === "string";
    this.#connection.run(
      "UPDATE account SET source = ?, place = place + ? WHERE key = ?",
      source,
      isElsewhere ? 1 : 0,
      key,
    );
    return isElsewhere;
  }

  ids(): string[] {
    return this.#connection.all("SELECT id FROM account ORDER BY key").map((row) => text(row, "id"));
  }

  /** Everything of an account goes with its row. */
  delete(id: string): void {
    this.#connection.run("DELETE FROM account WHERE id = ?", id);
  }
}
