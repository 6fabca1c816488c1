import type { Connection } from "./sqlite/connection.ts";
import { integer } from "./sqlite/row.ts";

/** Who may do what a name stands for, and until when. */
export class ClaimTable {
  readonly #connection: Connection;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  /**
   * Nobody claims for longer than a lease: what ends much later than that comes from before the clock went back. A
   * little later is usual: who waited for the file took the time before the one that had it first.
   */
  untilMs(name: string, nowMs: number, leaseMs: number, exceptBy = ""): number | undefined {
    const row = this.#connection.get(
      "SELECT until_ms FROM claim WHERE name = ? AND holder <> ? AND until_ms > ? AND until_ms <= ?",
      name,
      exceptBy,
      nowMs,
      nowMs + 2 * leaseMs,
    );
    return row && integer(row, "until_ms");
  }

  set(name: string, holder: string, untilMs: number): void {
    this.#connection.run(
      `INSERT INTO claim VALUES (?, ?, ?)
        ON CONFLICT DO UPDATE SET holder = excluded.holder, until_ms = excluded.until_ms`,
      name,
      holder,
      untilMs,
    );
  }

  release(name: string, holder: string): void {
    this.#connection.run("DELETE FROM claim WHERE name = ? AND holder = ?", name, holder);
  }

  delete(name: string): void {
    this.#connection.run("DELETE FROM claim WHERE name = ?", name);
  }
}
