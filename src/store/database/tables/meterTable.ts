import type { Unit } from "../../../core/money/unit.ts";
import type { MeterReading } from "../../../core/readings/snapshot.ts";
import type { Connection } from "../sqlite/connection.ts";
import { integer, integerOrNull, type Row, text, textOrNull, throwDamaged } from "../sqlite/row.ts";

/** A meter in one unit: its values in another unit, should the provider change it, are another meter's. */
export interface StoredMeter {
  readonly key: number;
  readonly id: string;
  readonly unit: Unit;
  /** The reset that is awaited: as last read, or one that came and was not seen yet. */
  readonly resetsAt?: string;
  /** The account's place when it was last read, and since when: epoch milliseconds, from the first when absent. */
  readonly sourceVersion: number;
  readonly sourceFromMs?: number;
}

export class MeterTable {
  readonly #connection: Connection;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  /** In the order in which they first appeared. */
  all(account: number): readonly StoredMeter[] {
    return this.#connection.all("SELECT * FROM meter WHERE account = ? ORDER BY key", account).map(meterOf);
  }

  /** The meter of this id that was read last. */
  findCurrent(accountId: string, meterId: string): StoredMeter | undefined {
    const row = this.#connection.get(
      `SELECT meter.* FROM account JOIN meter ON account = account.key
        WHERE account.id = ? AND meter.id = ?
        ORDER BY (SELECT max(from_ms) FROM sample WHERE meter = meter.key) DESC LIMIT 1`,
      accountId,
      meterId,
    );
    return row && meterOf(row);
  }

  /** Within a transaction. */
  findOrAdd(account: number, { id, unit }: Pick<MeterReading, "id" | "unit">): StoredMeter {
    const identity = [account, id, unit.kind, unit.code ?? ""];
    const row = this.#connection.get(
      "SELECT * FROM meter WHERE account = ? AND id = ? AND unit_kind = ? AND unit_code = ?",
      ...identity,
    );
    if (row) return meterOf(row);
    this.#connection.run(
      "INSERT INTO meter (account, id, unit_kind, unit_code) VALUES (?, ?, ?, ?)",
      ...identity,
    );
    return this.findOrAdd(account, { id, unit });
  }

  setResetsAt({ key }: StoredMeter, resetsAt: string | undefined): void {
    this.#connection.run("UPDATE meter SET resets_at = ? WHERE key = ?", resetsAt ?? null, key);
  }

  setSourceVersion({ key }: StoredMeter, place: number, fromMs: number): void {
    this.#connection.run("UPDATE meter SET place = ?, place_from_ms = ? WHERE key = ?", place, fromMs, key);
  }
}

function meterOf(row: Row): StoredMeter {
  const resetsAt = textOrNull(row, "resets_at");
  const sourceFromMs = integerOrNull(row, "place_from_ms");
  return {
    key: integer(row, "key"),
    id: text(row, "id"),
    unit: unitOf(row),
    sourceVersion: integer(row, "place"),
    ...(resetsAt === null ? {} : { resetsAt }),
    ...(sourceFromMs === null ? {} : { sourceFromMs }),
  };
}

function unitOf(row: Row): Unit {
  const kind = text(row, "unit_kind");
  const code = text(row, "unit_code");
  if (kind !== "credits" && kind !== "requests" && kind !== "currency") return throwDamaged();
  return code === "" ? { kind } : { kind, code };
}
