import type { Connection } from "./connection.ts";
import { integer } from "./row.ts";

/** Until when each account's provider asked not to be called. */
export class HoldTable {
  readonly #connection: Connection;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  untilMs(accountId: string): number | undefined {
    const row = this.#connection.get("SELECT until_ms FROM hold WHERE account = ?", accountId);
    return row && integer(row, "until_ms");
  }

  /** The latest instant counts. */
  extend(accountId: string, untilMs: number): void {
    this.#connection.run(
      `INSERT INTO hold VALUES (?, ?)
        ON CONFLICT DO UPDATE SET until_ms = max(until_ms, excluded.until_ms)`,
      accountId,
      untilMs,
    );
  }

  delete(accountId: string): void {
    this.#connection.run("DELETE FROM hold WHERE account = ?", accountId);
  }
}
