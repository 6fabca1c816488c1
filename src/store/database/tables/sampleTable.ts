import {
  isSameReading,
  type MeterValues,
  type Observation,
  observe,
} from "../../../core/ledger/observation.ts";
import { expectedReset } from "../../../core/ledger/periodReset.ts";
import { isAmount } from "../../../core/money/amount.ts";
import type { MeterReading } from "../../../core/readings/snapshot.ts";
import { hourMs } from "../../../core/time/durations.ts";
import type { Instant } from "../../../core/time/instant.ts";
import type { Connection } from "../sqlite/connection.ts";
import { amountOrNull, integer, type Row, textOrNull, throwDamaged } from "../sqlite/row.ts";
import { encodeChange } from "./changeCode.ts";
import type { MeterTable, StoredMeter } from "./meterTable.ts";

/** How late a reading may be written, after newer ones. */
const maxLateMs = 25 * hourMs;
const unlimited = "unlimited";

interface ReadingTime {
  readonly readAtMs: number;
  /** A longer pause between readings counts as a gap. */
  readonly maxPauseMs: number;
  /** The account's. A new source starts without an observed change. */
  readonly sourceVersion: number;
}

interface AddedSample {
  /** The next expected reset. */
  readonly resetsAt: Instant | undefined;
}

/** The values of meters, each with the range of time in which readings showed them unchanged. */
export class SampleTable {
  readonly #connection: Connection;
  readonly #meters: MeterTable;

  constructor(connection: Connection, meters: MeterTable) {
    this.#connection = connection;
    this.#meters = meters;
  }

  /** Adds a reading of an account's meters. Call it within a transaction. */
  addReading(account: number, readings: readonly MeterReading[], time: ReadingTime): void {
    const { readAtMs, sourceVersion } = time;
    for (const reading of readings) {
      const meter = this.#meters.findOrAdd(account, reading);
      const added = this.#add(meter, reading, time);
      if (!added) continue;
      if (meter.sourceVersion !== sourceVersion)
        this.#meters.setSourceVersion(meter, sourceVersion, readAtMs);
      if (meter.resetsAt !== added.resetsAt) this.#meters.setResetsAt(meter, added.resetsAt);
    }
  }

  /** `undefined` when the reading came late and was ignored. */
  #add(
    meter: StoredMeter,
    values: MeterValues,
    { readAtMs, maxPauseMs, sourceVersion }: ReadingTime,
  ): AddedSample | undefined {
    const newest = this.#connection.get(
      "SELECT * FROM sample WHERE meter = ? ORDER BY from_ms DESC LIMIT 1",
      meter.key,
    );
    if (!newest) {
      this.#insert(meter, values, readAtMs);
      return { resetsAt: values.resetsAt };
    }
    const isNewest = integer(newest, "from_ms") <= readAtMs;
    const last = isNewest ? newest : this.#lastUntil(meter, readAtMs);
    const lastMs = last ? integer(last, "to_ms") : undefined;
    if ((lastMs !== undefined && readAtMs <= lastMs) || (!isNewest && this.#isLate(meter, readAtMs)))
      return undefined;
    const sinceMs = lastMs ?? readAtMs;
    if (meter.sourceVersion !== sourceVersion) {
      this.#insert(meter, values, readAtMs, { isAfterGap: true, sinceMs, observation: undefined });
      return { resetsAt: values.resetsAt };
    }
    // Where a clock was ahead once, the sample before this one is not the one that was recorded last.
    const previousRow =
      (meter.lastFromMs === undefined ? newest : this.#at(meter, meter.lastFromMs)) ?? newest;
    const isNext = previousRow.from_ms === last?.from_ms;
    const previous = toMeterValues(previousRow, meter);
    const isAfterGap = readAtMs - sinceMs > maxPauseMs;
    const added = { resetsAt: expectedReset(previous, values, readAtMs) };
    if (last && isNext && isSameReading(previous, values) && !isAfterGap) {
      this.#connection.run(
        "UPDATE sample SET to_ms = ? WHERE meter = ? AND from_ms = ?",
        readAtMs,
        meter.key,
        integer(last, "from_ms"),
      );
      return added;
    }
    this.#insert(meter, values, readAtMs, {
      isAfterGap,
      sinceMs,
      observation: observe(previous, values, { sinceMs, nowMs: readAtMs }),
    });
    const lastFromMs = isNewest ? undefined : readAtMs;
    if (lastFromMs !== meter.lastFromMs) this.#meters.setLastSample(meter, lastFromMs);
    return added;
  }

  #lastUntil(meter: StoredMeter, atMs: number): Row | undefined {
    return this.#connection.get(
      "SELECT * FROM sample WHERE meter = ? AND from_ms <= ? ORDER BY from_ms DESC LIMIT 1",
      meter.key,
      atMs,
    );
  }

  #at(meter: StoredMeter, fromMs: number): Row | undefined {
    return this.#connection.get("SELECT * FROM sample WHERE meter = ? AND from_ms = ?", meter.key, fromMs);
  }

  // A sample that is newer by more than `maxLateMs` means that the clock was wrong once; readings must go on after it.
  #isLate(meter: StoredMeter, readAtMs: number): boolean {
    const next = this.#connection.get(
      "SELECT 1 FROM sample WHERE meter = ? AND from_ms > ? AND from_ms <= ? LIMIT 1",
      meter.key,
      readAtMs,
      readAtMs + maxLateMs,
    );
    return next !== undefined;
  }

  #insert(
    meter: StoredMeter,
    { remaining, used, limit, held }: MeterValues,
    readAtMs: number,
    after?: {
      readonly isAfterGap: boolean;
      readonly sinceMs: number;
      readonly observation: Observation | undefined;
    },
  ): void {
    this.#connection.run(
      `INSERT INTO sample (meter, from_ms, to_ms, change, is_after_gap, remaining, amount, since_ms, used, lim, held)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      meter.key,
      readAtMs,
      readAtMs,
      after?.observation ? encodeChange(after.observation) : null,
      after?.isAfterGap ? 1 : 0,
      remaining,
      after?.observation?.amount ?? null,
      after?.observation ? after.sinceMs : null,
      used ?? null,
      limit === null ? unlimited : (limit ?? null),
      held ?? null,
    );
  }
}

function toMeterValues(row: Row, { resetsAt }: StoredMeter): MeterValues {
  const used = amountOrNull(row, "used");
  const held = amountOrNull(row, "held");
  const limit = textOrNull(row, "lim");
  return {
    remaining: amountOrNull(row, "remaining"),
    ...(used === null ? {} : { used }),
    ...(limit === null ? {} : { limit: toLimit(limit) }),
    ...(held === null ? {} : { held }),
    ...(resetsAt === undefined ? {} : { resetsAt }),
  };
}

function toLimit(limit: string): Exclude<MeterValues["limit"], undefined> {
  if (limit === unlimited) return null;
  return isAmount(limit) ? limit : throwDamaged();
}
