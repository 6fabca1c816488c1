import { balanceOf } from "../../../core/ledger/balanceOf.ts";
import type {
  LedgerFilter,
  LedgerRow,
  ObservedDescriptions,
  TimeOrder,
} from "../../../core/ledger/ledgerEntry.ts";
import { withoutTimes } from "../../../core/ledger/observedText.ts";
import type { OpenRange } from "../../../core/ledger/openRange.ts";
import type { Amount } from "../../../core/money/amount.ts";
import { systemTimeZone } from "../../../core/time/timeZone.ts";
import type { Connection } from "../sqlite/connection.ts";
import { amountOrNull } from "../sqlite/row.ts";
import { foldCase } from "../tables/caseFold.ts";
import type { StoredMeter } from "../tables/meterTable.ts";
import type { EntrySource, LedgerPosition, PositionedRow, PositionQuery } from "./cursor.ts";

type Remainder = OpenRange & { readonly remainder: Amount };

/** For each time in which the provider's entries explain only a part of what was observed, an entry for the rest. */
export class RemainderEntries implements EntrySource {
  readonly #connection: Connection;
  readonly #meter: StoredMeter;
  /** In order of time. */
  readonly #remainders: readonly Remainder[];

  constructor(
    connection: Connection,
    meter: StoredMeter,
    ranges: readonly OpenRange[],
    filter: LedgerFilter,
    descriptions: ObservedDescriptions,
  ) {
    this.#connection = connection;
    this.#meter = meter;
    const { fromMs = Number.NEGATIVE_INFINITY, toMs = Number.POSITIVE_INFINITY, type, text } = filter;
    const matchesText = text ? this.#textMatcher(text, filter, descriptions) : () => true;
    this.#remainders = ranges.filter(
      (range): range is Remainder =>
        range.remainder !== undefined &&
        range.toMs >= fromMs &&
        range.toMs < toMs &&
        (type === undefined || type === typeOf(range.remainder)) &&
        matchesText(range),
    );
  }

  page(order: TimeOrder, after: LedgerPosition | undefined, limit: number): PositionedRow[] {
    return this.#after(order, after)
      .slice(0, limit)
      .map((range) => ({ position: this.#position(range), row: this.#toLedgerRow(range) }));
  }

  positionQuery(order: TimeOrder, after: LedgerPosition | undefined): PositionQuery {
    const rank = this.#meter.key;
    return {
      sql: "SELECT value AS at_ms, 'o' AS source, ? AS rank, CAST(? AS TEXT) AS full_rank FROM json_each(?)",
      values: [rank, String(rank), JSON.stringify(this.#after(order, after).map(({ toMs }) => toMs))],
    };
  }

  at({ atMs, source, rank }: LedgerPosition): PositionedRow | undefined {
    if (source !== "observed" || rank !== String(this.#meter.key)) return undefined;
    const range = this.#remainders.find(({ toMs }) => toMs === atMs);
    return range && { position: this.#position(range), row: this.#toLedgerRow(range) };
  }

  count(): number {
    return this.#remainders.length;
  }

  #after(order: TimeOrder, after: LedgerPosition | undefined): readonly Remainder[] {
    const direction = order === "newest" ? -1 : 1;
    const ordered = order === "newest" ? this.#remainders.toReversed() : this.#remainders;
    if (!after) return ordered;
    return ordered.filter((range) => this.#compare(range, after) * direction > 0);
  }

  #compare({ toMs }: Remainder, { atMs, source, rank }: LedgerPosition): number {
    if (toMs !== atMs) return toMs - atMs;
    return source === "provider" ? -1 : this.#meter.key - Number(rank);
  }

  #position({ toMs }: Remainder): LedgerPosition {
    return { atMs: toMs, source: "observed", rank: String(this.#meter.key) };
  }

  #toLedgerRow({ fromMs, toMs, remainder, booking }: Remainder): LedgerRow {
    const { id, key, unit } = this.#meter;
    const sample = this.#connection.get(
      "SELECT remaining, held FROM sample WHERE meter = ? AND from_ms <= ? ORDER BY from_ms DESC LIMIT 1",
      key,
      toMs,
    );
    const balanceAfter =
      sample &&
      balanceOf({
        remaining: amountOrNull(sample, "remaining"),
        held: amountOrNull(sample, "held") ?? undefined,
      });
    return {
      id: idOf(this.#meter, toMs),
      source: "observed",
      type: typeOf(remainder),
      meterId: id,
      unit,
      amount: remainder,
      ...(balanceAfter === undefined ? {} : { balanceAfter }),
      description: "",
      atMs: toMs,
      sinceMs: fromMs,
      booking,
    };
  }

  #textMatcher(
    text: string,
    filter: LedgerFilter,
    descriptions: ObservedDescriptions,
  ): (range: OpenRange) => boolean {
    const searchText = foldCase(text);
    const { localTimes, observedTexts } = this.#connection;
    const timeZone = filter.timeZone ?? systemTimeZone();
    const isTime = localTimes.setSearchText(searchText, timeZone);
    const acrossTimes = observedTexts.setSearchText(searchText, timeZone, descriptions);
    return ({ fromMs, toMs, booking }) =>
      foldCase(withoutTimes(descriptions[booking])).includes(searchText) ||
      (acrossTimes.includes(booking) && observedTexts.matches(booking, fromMs, toMs)) ||
      foldCase(idOf(this.#meter, toMs)).includes(searchText) ||
      (isTime && (localTimes.matches(fromMs) || localTimes.matches(toMs)));
  }
}

function idOf({ id }: StoredMeter, toMs: number): string {
  return `${id}-${toMs}`;
}

function typeOf(amount: Amount): "debit" | "credit" {
  return amount.startsWith("-") ? "debit" : "credit";
}
