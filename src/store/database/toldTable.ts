import type { Connection } from "./sqlite/connection.ts";
import { integer } from "./sqlite/row.ts";

const keptForMs = 400 * 86_400_000;

/** When each thing was told to a person. */
export class ToldTable {
  readonly #connection: Connection;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  has(name: string, nowMs: number, withinMs: number): boolean {
    const row = this.#connection.get("SELECT at_ms FROM told WHERE name = ?", name);
    return row !== undefined && Math.abs(nowMs - integer(row, "at_ms")) < withinMs;
  }

  set(name: string, nowMs: number): void {
    this.#connection.run(
      "INSERT INTO told VALUES (?, ?) ON CONFLICT DO UPDATE SET at_ms = excluded.at_ms",
      name,
      nowMs,
    );
    this.#connection.run("DELETE FROM told WHERE at_ms < ?", nowMs - keptForMs);
  }

  delete(name: string): void {
    this.#connection.run("DELETE FROM told WHERE name = ?", name);
  }

  deleteAll(glob: string): void {
    this.#connection.run("DELETE FROM told WHERE name GLOB ?", glob);
  }
}
