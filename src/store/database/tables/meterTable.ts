import type { Unit } from "../../../core/money/unit.ts";
import type { MeterReading } from "../../../core/readings/snapshot.ts";
import type { Connection } from "../sqlite/connection.ts";
import { integer, integerOrNull, type Row, text, textOrNull, throwDamaged } from "../sqlite/row.ts";

/** A meter in one unit. If the provider changes the unit, the values in the new unit belong to a new stored meter. */
export interface StoredMeter {
  readonly key: number;
  readonly id: string;
  readonly unit: Unit;
  /** The next expected reset: as last read, or one that is past but has not shown in a reading yet. */
  readonly resetsAt?: string;
  /** The account's source version at the last reading. */
  readonly sourceVersion: number;
  /** The sample that was recorded last, where it is not the newest one because a clock was ahead. */
  readonly lastFromMs?: number;
  /** The first reading of that source, in epoch milliseconds; absent when all readings are of that source. */
  readonly sourceFromMs?: number;
}

export class MeterTable {
  readonly #connection: Connection;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  /** In the order in which they were first read. */
  all(account: number): readonly StoredMeter[] {
    return this.#connection.all("SELECT * FROM meter WHERE account = ? ORDER BY key", account).map(toMeter);
  }

  /** Of the meters with this id, which may have several units, the one that was read last. */
  findCurrent(accountId: string, meterId: string): StoredMeter | undefined {
    const row = this.#connection.get(
      `SELECT meter.* FROM account JOIN meter ON account = account.key
        WHERE account.id = ? AND meter.id = ?
        ORDER BY (SELECT max(from_ms) FROM sample WHERE meter = meter.key) DESC LIMIT 1`,
      accountId,
      meterId,
    );
    return row && toMeter(row);
  }

  /** Call it within a transaction. */
  findOrAdd(account: number, { id, unit }: Pick<MeterReading, "id" | "unit">): StoredMeter {
    const identity = [account, id, unit.kind, unit.code ?? ""];
    const row = this.#connection.get(
      "SELECT * FROM meter WHERE account = ? AND id = ? AND unit_kind = ? AND unit_code = ?",
      ...identity,
    );
    if (row) return toMeter(row);
    this.#connection.run(
      "INSERT INTO meter (account, id, unit_kind, unit_code) VALUES (?, ?, ?, ?)",
      ...identity,
    );
    return this.findOrAdd(account, { id, unit });
  }

  setResetsAt({ key }: StoredMeter, resetsAt: string | undefined): void {
    this.#connection.run("UPDATE meter SET resets_at = ? WHERE key = ?", resetsAt ?? null, key);
  }

  setLastSample({ key }: StoredMeter, fromMs: number | undefined): void {
    this.#connection.run("UPDATE meter SET last_ms = ? WHERE key = ?", fromMs ?? null, key);
  }

  setSourceVersion({ key }: StoredMeter, version: number, fromMs: number): void {
    this.#connection.run("UPDATE meter SET place = ?, place_from_ms = ? WHERE key = ?", version, fromMs, key);
  }
}

function toMeter(row: Row): StoredMeter {
  const resetsAt = textOrNull(row, "resets_at");
  const sourceFromMs = integerOrNull(row, "place_from_ms");
  const lastFromMs = integerOrNull(row, "last_ms");
  return {
    key: integer(row, "key"),
    id: text(row, "id"),
    unit: toUnit(row),
    sourceVersion: integer(row, "place"),
    ...(resetsAt === null ? {} : { resetsAt }),
    ...(sourceFromMs === null ? {} : { sourceFromMs }),
    ...(lastFromMs === null ? {} : { lastFromMs }),
  };
}

function toUnit(row: Row): Unit {
  const kind = text(row, "unit_kind");
  const code = text(row, "unit_code");
  if (kind !== "credits" && kind !== "requests" && kind !== "currency") return throwDamaged();
  return code === "" ? { kind } : { kind, code };
}
