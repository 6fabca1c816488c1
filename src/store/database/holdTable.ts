import type { Connection } from "./sqlite/connection.ts";
import { integer } from "./sqlite/row.ts";

/** Until when each account's provider asked not to be called. */
export class HoldTable {
  readonly #connection: Connection;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  /** Nothing of one that was noted by a clock that has been set back since: it could last for hours too long. */
  untilMs(accountId: string, nowMs: number): number | undefined {
    const row = this.#connection.get(
      "SELECT until_ms FROM hold WHERE account = ? AND noted_ms <= ?",
      accountId,
      nowMs,
    );
    return row && integer(row, "until_ms");
  }

  /** The latest instant counts. */
  extend(accountId: string, untilMs: number, nowMs: number): void {
    this.#connection.run(
      `INSERT INTO hold VALUES (?, ?, ?)
        ON CONFLICT DO UPDATE SET
          until_ms = iif(noted_ms > excluded.noted_ms, excluded.until_ms, max(until_ms, excluded.until_ms)),
          noted_ms = excluded.noted_ms`,
      accountId,
      untilMs,
      nowMs,
    );
  }

  delete(accountId: string): void {
    this.#connection.run("DELETE FROM hold WHERE account = ?", accountId);
  }
}
