import { type Amount, amountOf, plus } from "../../../core/money/amount.ts";
import { Total } from "../../../core/money/total.ts";
import type { Connection } from "../sqlite/connection.ts";
import { amount, integer, type Row } from "../sqlite/row.ts";
import type { StoredMeter } from "../tables/meterTable.ts";
import { type EntryState, type EntryVersions, firstChangeMs } from "./entryVersions.ts";

/** A place in the order of a meter's entries. With the rank "", all entries of the instant come after it. */
export interface EntryPlace {
  readonly atMs: number;
  readonly rank: string;
}

/** The sum of the entries that are later than an instant, and not later than the newest entry of the index. */
interface Checkpoint {
  readonly atMs: number;
  readonly sum: Amount;
}

interface Index {
  readonly state: EntryState;
  /** The newest instant that the checkpoints know. */
  readonly originMs: number;
  /** Newest first; the first one is at `originMs`. */
  readonly checkpoints: Checkpoint[];
}

/** An entry is at most so many entries away from a checkpoint, but for entries of one instant. */
const checkpointDistance = 64;
/** So many entries are read in a few milliseconds. */
const entriesAStep = 2048;

/**
 * Exact sums of the entries of a meter after any place. The sums are kept from the newest entry down, as far as they were
 * needed, so that the newest page of a long ledger needs only the newest entries.
 */
export class EntrySums {
  readonly #connection: Connection;
  readonly #versions: EntryVersions;
  readonly #indexes = new Map<number, Index>();

  constructor(connection: Connection, versions: EntryVersions) {
    this.#connection = connection;
    this.#versions = versions;
  }

  /** The sum of all entries after a place. */
  after(account: number, meter: StoredMeter, place: EntryPlace): Amount {
    return this.afterEach(account, meter, [place])[0] ?? zero;
  }

  /** The same for several places, the newest one first. */
  afterEach(account: number, { key }: StoredMeter, places: readonly EntryPlace[]): readonly Amount[] {
    const index = this.#current(account, key);
    const oldestMs = places.at(-1)?.atMs ?? index.originMs;
    while (this.#extend(account, key, index, oldestMs));
    const newest = this.#sum(account, key, endOf(index.originMs));
    let last: { readonly place: EntryPlace; readonly sum: Amount } | undefined;
    return places.map((place) => {
      const base = index.checkpoints[indexOfCheckpoint(index.checkpoints, place.atMs)];
      const isNearer = last && isBefore(place, last.place) && (!base || last.place.atMs <= base.atMs);
      const [from, until] =
        isNearer && last
          ? [last.sum, last.place]
          : base
            ? [plus(newest, base.sum), endOf(base.atMs)]
            : [zero, endOf(Number.MAX_SAFE_INTEGER)];
      last = { place, sum: plus(from, this.#sum(account, key, place, until)) };
      return last.sum;
    });
  }

  /** Prepares the sums down to an instant, in steps. Returns whether there is more to do. */
  advance(account: number, { key }: StoredMeter, downToMs: number): boolean {
    return this.#extend(account, key, this.#current(account, key), downToMs);
  }

  #current(account: number, meter: number): Index {
    const before = this.#indexes.get(meter);
    const state = this.#versions.read(account);
    if (before?.state.version === state.version && before.state.lastKey === state.lastKey) return before;
    const index = (before && this.#kept(account, meter, before, state)) ?? this.#start(account, meter, state);
    this.#indexes.set(meter, index);
    return index;
  }

  /** What still holds after the entries have changed. */
  #kept(account: number, meter: number, before: Index, state: EntryState): Index | undefined {
    const firstMs = firstChangeMs(this.#connection, account, meter, before.state, state);
    if (firstMs === undefined) return undefined;
    const checkpoints = before.checkpoints.filter(({ atMs }) => atMs > firstMs);
    if (firstMs <= before.originMs)
      return checkpoints.length > 0 ? { ...before, state, checkpoints } : undefined;
    const added = this.#connection.get(
      "SELECT count(*) AS count FROM entry INDEXED BY entry_order WHERE account = ? AND at_ms > ?",
      account,
      before.originMs,
    );
    return added && integer(added, "count") <= entriesAStep ? { ...before, state } : undefined;
  }

  #start(account: number, meter: number, state: EntryState): Index {
    const newest = this.#connection.get(
      "SELECT at_ms FROM entry INDEXED BY entry_order WHERE account = ? AND meter = ? ORDER BY at_ms DESC LIMIT 1",
      account,
      meter,
    );
    const originMs = newest ? integer(newest, "at_ms") : Number.MIN_SAFE_INTEGER;
    return { state, originMs, checkpoints: newest ? [{ atMs: originMs, sum: zero }] : [] };
  }

  /** Adds the checkpoints of some older entries, down to an instant. Returns whether there are more. */
  #extend(account: number, meter: number, { checkpoints }: Index, downToMs: number): boolean {
    const last = checkpoints.at(-1);
    if (!last || last.atMs <= downToMs) return false;
    const rows = this.#connection.all(
      `SELECT at_ms, amount FROM entry INDEXED BY entry_order
        WHERE account = ? AND at_ms <= ? AND meter = ? ORDER BY at_ms DESC, id_rank DESC LIMIT ?`,
      account,
      last.atMs,
      meter,
      entriesAStep,
    );
    const total = new Total();
    total.add(last.sum);
    let count = 0;
    for (const [place, row] of rows.entries()) {
      total.add(amount(row, "amount"));
      count += 1;
      const next = rows[place + 1];
      if (count < checkpointDistance || !next || next.at_ms === row.at_ms) continue;
      checkpoints.push({ atMs: integer(next, "at_ms"), sum: total.amount });
      count = 0;
    }
    return rows.length === entriesAStep && checkpoints.at(-1) !== last;
  }

  /** The sum of the entries after a place, up to another one. */
  #sum(account: number, meter: number, after: EntryPlace, until = endOf(Number.MAX_SAFE_INTEGER)): Amount {
    const rows = this.#connection.all(
      `SELECT amount FROM entry INDEXED BY entry_order
        WHERE account = ? AND (at_ms, id_rank) > (?, ?) AND (at_ms, id_rank) <= (?, ?) AND meter = ?`,
      account,
      after.atMs,
      after.rank,
      until.atMs,
      until.rank,
      meter,
    );
    return sumOf(rows);
  }
}

const zero = amountOf("0");

/** Whether a place is known to come before another one: SQLite orders ranks with other characters differently. */
function isBefore(a: EntryPlace, b: EntryPlace): boolean {
  if (a.atMs !== b.atMs) return a.atMs < b.atMs;
  const isAscii = [a, b].every(({ rank }) => /^[\x20-\x7e]*$/.test(rank));
  return isAscii && a.rank <= b.rank;
}

function sumOf(rows: readonly Row[]): Amount {
  const total = new Total();
  for (const row of rows) total.add(amount(row, "amount"));
  return total.amount;
}

/** After the rank of every entry: none begins with a character beyond "~". */
export const lastRank = "\u007f";

/** The place after all entries of an instant. */
function endOf(atMs: number): EntryPlace {
  return { atMs, rank: lastRank };
}

/** The oldest checkpoint that is not older than an instant; -1 without one. */
function indexOfCheckpoint(checkpoints: readonly Checkpoint[], atMs: number): number {
  let [low, high] = [0, checkpoints.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((checkpoints[middle]?.atMs ?? 0) >= atMs) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
