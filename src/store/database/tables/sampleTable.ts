import {
  isSameReading,
  type MeterValues,
  type Observation,
  observe,
} from "../../../core/ledger/observation.ts";
import { expectedReset } from "../../../core/ledger/periodReset.ts";
import { isAmount } from "../../../core/money/amount.ts";
import { hourMs } from "../../../core/time/durations.ts";
import type { Instant } from "../../../core/time/instant.ts";
import type { Connection } from "../sqlite/connection.ts";
import { amountOrNull, integer, type Row, textOrNull, throwDamaged } from "../sqlite/row.ts";
import { encodeChange } from "./changeCode.ts";
import type { StoredMeter } from "./meterTable.ts";

/** The longest that a reading may be on its way into the file, behind newer ones. */
const maxLateMs = 25 * hourMs;
const unlimited = "unlimited";

/** What a reading that was news leaves for the next one. */
export interface AddedSample {
  /** The reset that is awaited. */
  readonly resetsAt: Instant | undefined;
}

/** Values of meters, each with the span in which it was seen unchanged. */
export class SampleTable {
  readonly #connection: Connection;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  /**
   * Adds a reading; `undefined` where it was no news, but one that came late. `place`: of the account. At another than
   * before, it tells of no change. Within a transaction.
   */
  add(
    meter: StoredMeter,
    values: MeterValues,
    readAtMs: number,
    gapMs: number,
    place: number,
  ): AddedSample | undefined {
    const last = this.#connection.get(
      "SELECT * FROM sample WHERE meter = ? AND from_ms <= ? ORDER BY from_ms DESC LIMIT 1",
      meter.key,
      readAtMs,
    );
    if (!last) {
      if (this.#isLate(meter, readAtMs)) return undefined;
      this.#insert(meter, values, readAtMs);
      return { resetsAt: values.resetsAt };
    }
    const lastMs = integer(last, "to_ms");
    if (readAtMs <= lastMs || this.#isLate(meter, readAtMs)) return undefined;
    if (meter.sourceVersion !== place) {
      this.#insert(meter, values, readAtMs, { isAfterGap: true, sinceMs: lastMs, told: undefined });
      return { resetsAt: values.resetsAt };
    }
    const before = valuesOf(last, meter);
    const isAfterGap = readAtMs - lastMs > gapMs;
    const added = { resetsAt: expectedReset(before, values, readAtMs) };
    if (isSameReading(before, values) && !isAfterGap) {
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
      sinceMs: lastMs,
      told: observe(before, values, { sinceMs: lastMs, nowMs: readAtMs }),
    });
    return added;
  }

  // Newer by more than that, a sample only shows that the clock was wrong once; it must not stop the record.
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
      readonly told: Observation | undefined;
    },
  ): void {
    this.#connection.run(
      `INSERT INTO sample (meter, from_ms, to_ms, change, is_after_gap, remaining, amount, since_ms, used, lim, held)
        VALUES (?1, ?2, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)`,
      meter.key,
      readAtMs,
      after?.told ? encodeChange(after.told) : null,
      after?.isAfterGap ? 1 : 0,
      remaining,
      after?.told?.amount ?? null,
      after?.told ? after.sinceMs : null,
      used ?? null,
      limit === null ? unlimited : (limit ?? null),
      held ?? null,
    );
  }
}

function valuesOf(row: Row, { resetsAt }: StoredMeter): MeterValues {
  const used = amountOrNull(row, "used");
  const held = amountOrNull(row, "held");
  const limit = textOrNull(row, "lim");
  return {
    remaining: amountOrNull(row, "remaining"),
    ...(used === null ? {} : { used }),
    ...(limit === null ? {} : { limit: limitOf(limit) }),
    ...(held === null ? {} : { held }),
    ...(resetsAt === undefined ? {} : { resetsAt }),
  };
}

function limitOf(limit: string): Exclude<MeterValues["limit"], undefined> {
  if (limit === unlimited) return null;
  return isAmount(limit) ? limit : throwDamaged();
}
