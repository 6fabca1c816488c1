import { balanceOf } from "../../../core/ledger/balanceOf.ts";
import type { UnexplainedChange } from "../../../core/ledger/reconcile.ts";
import type { KnownBalance } from "../../../core/ledger/statement.ts";
import { type Amount, amountOf, minus, plus } from "../../../core/money/amount.ts";
import type { Connection } from "../sqlite/connection.ts";
import { amountOrNull, integer, integerOrNull, type Row } from "../sqlite/row.ts";
import type { StoredMeter } from "../tables/meterTable.ts";
import type { SyncTable } from "../tables/syncTable.ts";
import type { WalkTable } from "../tables/walkTable.ts";
import { type EntryPlace, type EntrySums, lastRank } from "./entrySums.ts";
import type { UnexplainedChanges } from "./unexplainedChanges.ts";

/**
 * The balance of a meter at any place of its ledger. Where the provider books, it is the last balance that was read minus
 * the entries, and what they leave unexplained, since then; elsewhere it is the balance that was read.
 */
export class RunningBalances {
  readonly #connection: Connection;
  readonly #sums: EntrySums;
  readonly #unexplained: UnexplainedChanges;
  readonly #syncs: SyncTable;
  readonly #walks: WalkTable;

  constructor(
    connection: Connection,
    sums: EntrySums,
    unexplained: UnexplainedChanges,
    syncs: SyncTable,
    walks: WalkTable,
  ) {
    this.#connection = connection;
    this.#sums = sums;
    this.#unexplained = unexplained;
    this.#syncs = syncs;
    this.#walks = walks;
  }

  /**
   * The balances at places, the newest one first: that of all entries up to the place, and of what was observed up to its
   * instant. `undefined` where it cannot be known: before `sinceMs`, which is the time of each place when absent.
   */
  atEach(
    account: number,
    meter: StoredMeter,
    places: readonly EntryPlace[],
    sinceMs?: number,
  ): readonly (Amount | undefined)[] {
    const end = this.#unexplained.endBalance(account, meter);
    if (end === undefined) return places.map(() => undefined);
    const changes = this.#unexplained.find(account, meter) ?? [];
    const knownFromMs = this.#knownFromMs(account, meter);
    const sums = this.#sums.afterEach(account, meter, places);
    return places.map(({ atMs }, index) => {
      const open = (sinceMs ?? atMs) < knownFromMs ? undefined : this.#openAfter(changes, meter, atMs);
      return open && minus(minus(end, sums[index] ?? zero), open);
    });
  }

  /**
   * The balance before all entries since an instant, or before the first one that is known where that is later;
   * `undefined` where it cannot be known.
   */
  before(account: number, meter: StoredMeter, atMs: number): KnownBalance | undefined {
    const isBooked = this.#unexplained.find(account, meter) !== undefined;
    if (!isBooked) return this.#observedBefore(meter, atMs);
    const firstMs = this.#firstMs(account, meter);
    const fromMs = Math.max(atMs, firstMs ?? atMs);
    // The balance before an instant is that after all entries of the millisecond before.
    const [amount] = this.atEach(account, meter, [{ atMs: fromMs - 1, rank: lastRank }], fromMs);
    if (amount === undefined) return undefined;
    if (fromMs === firstMs) return { amount, asOfMs: firstMs };
    return { amount, asOfMs: this.#asOfMs(account, meter, atMs) };
  }

  /** Prepares a part of the sums down to an instant. Returns whether there is more to do. */
  advance(account: number, meter: StoredMeter, downToMs: number): boolean {
    return this.#sums.advance(account, meter, downToMs);
  }

  /** What is observed after an instant and not explained by entries. */
  #openAfter(changes: readonly UnexplainedChange[], meter: StoredMeter, atMs: number): Amount | undefined {
    const next = firstAfter(changes, atMs);
    const after = sumsAfter(changes)[next] ?? zero;
    const change = changes[next];
    const isWithin = change !== undefined && change.fromMs < atMs;
    // Without entries in the time, each observed change in it stands for itself.
    if (!isWithin || change.entries > 0 || change.explained !== "0") return after;
    const [start, now] = [change.fromMs, atMs].map((ms) => this.#observedAt(meter, ms));
    return start && now && minus(after, minus(now.amount, start.amount));
  }

  /** From when on the balances of a ledger are known: since the first reading, and before it as far as no entry is missing. */
  #knownFromMs(account: number, meter: StoredMeter): number {
    if (this.#syncs.completeAtMs(account) !== undefined) return Number.NEGATIVE_INFINITY;
    const row = this.#connection.get(
      "SELECT from_ms FROM sample WHERE meter = ? AND remaining IS NOT NULL ORDER BY from_ms LIMIT 1",
      meter.key,
    );
    const firstReadMs = row ? integer(row, "from_ms") : Number.POSITIVE_INFINITY;
    const walk = this.#walks.find(account)?.walk;
    const newest = walk?.segments[0];
    if (!newest || walk.reason !== undefined) return firstReadMs;
    const walkedMs = newest.next?.oldestMs;
    return newest.next === null
      ? Number.NEGATIVE_INFINITY
      : Math.min(firstReadMs, (walkedMs ?? firstReadMs) + 1);
  }

  /** The first thing that is known of a meter. */
  #firstMs(account: number, { key }: StoredMeter): number | undefined {
    const row = this.#connection.get(
      `SELECT (SELECT from_ms FROM sample WHERE meter = :meter ORDER BY from_ms LIMIT 1) AS read_ms,
        (SELECT at_ms FROM entry INDEXED BY entry_order WHERE account = :account AND meter = :meter
          ORDER BY at_ms LIMIT 1) AS booked_ms`,
      { account, meter: key },
    );
    const [readMs, bookedMs] = row ? [integerOrNull(row, "read_ms"), integerOrNull(row, "booked_ms")] : [];
    return readMs == null || bookedMs == null
      ? (readMs ?? bookedMs ?? undefined)
      : Math.min(readMs, bookedMs);
  }

  /** The last instant before `atMs` at which the balance was read, or at which the whole ledger was known. */
  #asOfMs(account: number, { key }: StoredMeter, atMs: number): number {
    const row = this.#connection.get(
      "SELECT to_ms FROM sample WHERE meter = ? AND from_ms < ? ORDER BY from_ms DESC LIMIT 1",
      key,
      atMs,
    );
    const readMs = row ? integer(row, "to_ms") : Number.MIN_SAFE_INTEGER;
    return Math.min(atMs - 1, Math.max(readMs, this.#syncs.completeAtMs(account) ?? readMs));
  }

  #observedBefore(meter: StoredMeter, atMs: number): KnownBalance | undefined {
    const before = this.#observedAt(meter, atMs - 1);
    if (before) return before;
    const first = this.#connection.get(
      `SELECT from_ms, since_ms, remaining, held, amount FROM sample WHERE meter = ? AND from_ms >= ?
        ORDER BY from_ms LIMIT 1`,
      meter.key,
      atMs,
    );
    const balance = first && balanceOfRow(first);
    if (!first || balance === undefined) return undefined;
    // Where older readings were deleted, the first one that is kept still tells the balance before it.
    const change = amountOrNull(first, "amount") ?? zero;
    return {
      amount: minus(balance, change),
      asOfMs: integerOrNull(first, "since_ms") ?? integer(first, "from_ms"),
    };
  }

  /** The balance that was read last at an instant; `undefined` while it was unlimited, and before the first reading. */
  #observedAt({ key }: StoredMeter, atMs: number): KnownBalance | undefined {
    const row = this.#connection.get(
      "SELECT from_ms, to_ms, remaining, held FROM sample WHERE meter = ? AND from_ms <= ? ORDER BY from_ms DESC LIMIT 1",
      key,
      atMs,
    );
    const amount = row && balanceOfRow(row);
    return row && amount !== undefined
      ? { amount, asOfMs: Math.min(integer(row, "to_ms"), atMs) }
      : undefined;
  }
}

const zero = amountOf("0");

function balanceOfRow(row: Row): Amount | undefined {
  return balanceOf({
    remaining: amountOrNull(row, "remaining"),
    held: amountOrNull(row, "held") ?? undefined,
  });
}

/** The index of the first change that ends after an instant. */
function firstAfter(changes: readonly UnexplainedChange[], atMs: number): number {
  let [low, high] = [0, changes.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((changes[middle]?.toMs ?? 0) <= atMs) low = middle + 1;
    else high = middle;
  }
  return low;
}

const knownSums = new WeakMap<readonly UnexplainedChange[], readonly Amount[]>();

/** The sum of each change and all later ones. */
function sumsAfter(changes: readonly UnexplainedChange[]): readonly Amount[] {
  let sums = knownSums.get(changes);
  if (!sums) {
    let sum = zero;
    sums = changes
      .toReversed()
      .map(({ amount }) => {
        sum = plus(sum, amount);
        return sum;
      })
      .reverse();
    knownSums.set(changes, sums);
  }
  return sums;
}
