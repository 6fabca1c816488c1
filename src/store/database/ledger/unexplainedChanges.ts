import { defined } from "../../../core/common/defined.ts";
import type { BookingDates } from "../../../core/ledger/bookingDates.ts";
import { maxSettlingMs } from "../../../core/ledger/differenceShifts.ts";
import { reconcile, type UnexplainedChange } from "../../../core/ledger/reconcile.ts";
import type { Amount } from "../../../core/money/amount.ts";
import { dayMs, hourMs } from "../../../core/time/durations.ts";
import type { Connection } from "../sqlite/connection.ts";
import type { StoredMeter } from "../tables/meterTable.ts";
import { ComparedRows, type ReadingSpan } from "./comparedRows.ts";
import { type EntryState, type EntryVersions, isSameSource } from "./entryVersions.ts";

/** What was compared, to tell whether it is still true. */
interface Compared {
  readonly entries: EntryState;
  readonly newestReading: ReadingSpan;
  readonly changes: readonly UnexplainedChange[];
  /** The balance after all entries and changes; absent without a reading. */
  readonly endBalance?: Amount;
  readonly dates: BookingDates;
  /** The day on which `dates` was found; absent while there were few entries, which say little about the next ones. */
  readonly day?: number;
  /** Up to here, later readings and entries change nothing. */
  readonly finalAtMs?: number;
  /** Newer readings are still to be compared, in steps of so many days. */
  readonly nextDays?: number;
}

/** Later readings can change what is found in most of this time, so a step has to be longer. */
const minStepDays = 7;
const minStepDaysByDay = 9;
/** So many entries show for a day how the next ones are dated. */
const minDatedEntries = 100;
/** So many readings are compared in about ten milliseconds. */
const readingsAStep = 700;

/**
 * What the provider's entries leave unexplained, by meter. It is kept, and only readings and entries since the last
 * time that can still change it are compared again. All of them, of a year, take most of a second: `advance` compares
 * them in steps, between which the extension host does other work.
 */
export class UnexplainedChanges {
  readonly #connection: Connection;
  readonly #versions: EntryVersions;
  readonly #compared = new Map<number, Compared>();

  constructor(connection: Connection, versions: EntryVersions) {
    this.#connection = connection;
    this.#versions = versions;
  }

  /** `undefined` where the provider has not booked anything on this meter. */
  find(account: number, { key }: StoredMeter): readonly UnexplainedChange[] | undefined {
    return this.#find(account, key)?.changes;
  }

  /** The balance that all entries and what they leave unexplained lead to; `undefined` where there is none. */
  endBalance(account: number, { key }: StoredMeter): Amount | undefined {
    return this.#find(account, key)?.endBalance;
  }

  /** Compares some of what is left. Returns whether there is more. */
  advance(account: number, { key }: StoredMeter): boolean {
    const rows = new ComparedRows(this.#connection, account, key);
    if (!rows.hasEntries() || this.#current(account, key, rows)) return false;
    return this.#compare(account, key, rows, true).nextDays !== undefined;
  }

  #find(account: number, meter: number): Compared | undefined {
    const rows = new ComparedRows(this.#connection, account, meter);
    if (!rows.hasEntries()) return undefined;
    return this.#current(account, meter, rows) ?? this.#compare(account, meter, rows, false);
  }

  #current(account: number, meter: number, rows: ComparedRows): Compared | undefined {
    const before = this.#compared.get(meter);
    if (!before || before.nextDays !== undefined || isAddedAgain(before, rows)) return undefined;
    if (!isCurrentAt(before, newestReadingOf(rows))) return undefined;
    return before.entries.version === this.#versions.version(account) ? before : undefined;
  }

  /** `isStep`: only until a step's end. */
  #compare(account: number, meter: number, rows: ComparedRows, isStep: boolean): Compared {
    const entries = this.#versions.read(account);
    const before = this.#comparedBefore(meter, entries, rows);
    const newestReading = newestReadingOf(rows);
    const day = Math.floor(newestReading.toMs / dayMs);
    // Looked at again each day.
    const dates = before?.day === day ? before.dates : rows.dates();
    const restartMs = before && restartOf(before, entries, dates, rows);
    const minDays = dates.areDays ? minStepDaysByDay : minStepDays;
    // A step that found nothing final is made again, and longer.
    const isLonger = restartMs !== undefined || before?.finalAtMs === undefined;
    const days = (isLonger ? before?.nextDays : undefined) ?? minDays;
    const toMs = isStep ? stepEndMs(rows, restartMs, days) : undefined;
    const range = { fromMs: restartMs, toMs };
    const found = reconcile(rows.balances(range), rows.entriesAround(range), {
      dates,
      isContinued: restartMs !== undefined,
    });
    const finalAtMs = found.finalAtMs ?? restartMs;
    const earlier =
      restartMs === undefined ? [] : (before?.changes ?? []).filter((change) => change.toMs <= restartMs);
    // A step may end where later readings still change what it found.
    const changes =
      toMs === undefined
        ? found.changes
        : found.changes.filter((change) => finalAtMs !== undefined && change.toMs <= finalAtMs);
    const compared: Compared = {
      entries,
      newestReading,
      changes: [...earlier, ...changes],
      dates,
      ...defined({
        day: rows.hasEntries(minDatedEntries) ? day : undefined,
        finalAtMs,
        endBalance: found.endBalance,
      }),
      ...(toMs === undefined ? {} : { nextDays: finalAtMs === restartMs ? 2 * days : minDays }),
    };
    this.#compared.set(meter, compared);
    return compared;
  }

  /** What was compared of the same account: the key of a removed account's meter is used again. */
  #comparedBefore(meter: number, now: EntryState, rows: ComparedRows): Compared | undefined {
    const before = this.#compared.get(meter);
    const isSame = before && isSameSource(before.entries, now) && !isAddedAgain(before, rows);
    return isSame ? before : undefined;
  }
}

/** From which time to compare again; `undefined` for all. */
function restartOf(
  before: Compared,
  now: EntryState,
  { areDays, clockOffsetMs }: BookingDates,
  rows: ComparedRows,
): number | undefined {
  const { finalAtMs, entries, dates } = before;
  const isDatedSo = dates.areDays === areDays && dates.clockOffsetMs === clockOffsetMs;
  if (finalAtMs === undefined || !isDatedSo) return undefined;
  const firstMs = rows.firstChangeMs(entries, now);
  return firstMs !== undefined && firstMs > finalAtMs + maxSettlingMs ? finalAtMs : undefined;
}

/** Whether the account was removed and added again: keys of rows are used again. */
function isAddedAgain({ newestReading }: Compared, rows: ComparedRows): boolean {
  return (rows.readingAfter(undefined, 0) ?? 0) > newestReading.toMs;
}

/** The end of a step; `undefined` when it reaches the newest reading. */
function stepEndMs(rows: ComparedRows, restartMs: number | undefined, days: number): number | undefined {
  const firstMs = rows.readingAfter(restartMs, 0);
  const lastMs = rows.readingAfter(restartMs, readingsAStep);
  if (firstMs === undefined || lastMs === undefined) return undefined;
  const endMs = Math.max(lastMs, firstMs + days * dayMs);
  return rows.readingAfter(endMs, 0) === undefined ? undefined : endMs;
}

/**
 * Whether readings since the comparison change nothing. While something is not explained, the next reading may show that it
 * is; a balance that rests otherwise needs a look once an hour.
 */
function isCurrentAt({ newestReading: before, changes }: Compared, now: ReadingSpan): boolean {
  if (before.fromMs !== now.fromMs) return false;
  if (before.toMs === now.toMs) return true;
  const isOpen = changes.some(({ settlesAtMs }) => settlesAtMs > before.toMs);
  return !isOpen && Math.floor(before.toMs / hourMs) === Math.floor(now.toMs / hourMs);
}

function newestReadingOf(rows: ComparedRows): ReadingSpan {
  return rows.newestReading() ?? { fromMs: 0, toMs: 0 };
}
