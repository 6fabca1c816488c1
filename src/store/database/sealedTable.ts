import type { Connection } from "./sqlite/connection.ts";
import { bytes } from "./sqlite/row.ts";

/** Each account's sealed tokens, by the mark of the key that opens them. */
export class SealedTable {
  readonly #connection: Connection;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  get(accountId: string, seal: string): Uint8Array | undefined {
    const row = this.#connection.get(
      "SELECT box FROM sealed WHERE account = ? AND seal = ?",
      accountId,
      seal,
    );
    return row && bytes(row, "box");
  }

  set(accountId: string, seal: string, box: Uint8Array): void {
    this.#connection.run(
      "INSERT INTO sealed VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET box = excluded.box",
      accountId,
      seal,
      box,
    );
  }

  delete(accountId: string): void {
    this.#connection.run("DELETE FROM sealed WHERE account = ?", accountId);
  }
}
