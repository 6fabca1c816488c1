import type { Connection } from "./connection.ts";
import { integer, text } from "./row.ts";

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

  ids(): string[] {
    return this.#connection.all("SELECT id FROM account ORDER BY key").map((row) => text(row, "id"));
  }

  /** Everything of an account goes with its row. */
  delete(id: string): void {
    this.#connection.run("DELETE FROM account WHERE id = ?", id);
  }
}
