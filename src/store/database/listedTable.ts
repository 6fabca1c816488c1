import type { EntryNote } from "../coordinationStore.ts";
import type { Connection } from "./sqlite/connection.ts";
import { integer, text, textOrNull } from "./sqlite/row.ts";

/** What last became of each entry of the account list. */
export class ListedTable {
  readonly #connection: Connection;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  set(id: string, entry: string | undefined, nowMs: number): void {
    // On a desktop every window sees every change: one note of it is enough.
    this.#connection.run(
      `INSERT INTO listed VALUES (?1, ?2, ?3)
        ON CONFLICT DO UPDATE SET entry = ?2, at_ms = ?3 WHERE entry IS NOT ?2 OR abs(?3 - at_ms) > 60000`,
      id,
      entry ?? null,
      nowMs,
    );
  }

  since(atMs: number): EntryNote[] {
    return this.#connection
      .all("SELECT id, entry, at_ms FROM listed WHERE at_ms >= ? ORDER BY at_ms", atMs)
      .map((row) => {
        const entry = textOrNull(row, "entry");
        const note = { id: text(row, "id"), atMs: integer(row, "at_ms") };
        return entry === null ? note : { ...note, entry };
      });
  }
}
