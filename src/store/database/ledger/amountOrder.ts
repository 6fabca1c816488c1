import type { LedgerFilter, ObservedDescriptions } from "../../../core/ledger/ledgerEntry.ts";
import type { Connection } from "../sqlite/connection.ts";
import type { LedgerPosition, PositionedRow } from "./cursor.ts";
import type { LedgerSearch } from "./ledgerSearch.ts";
import type { LedgerSources } from "./ledgerSources.ts";

/** The amount as a number, for sorting only. */
interface SortedEntry {
  readonly value: number;
  readonly position: LedgerPosition;
}

interface Sorting {
  readonly key: string;
  /** Where the next step begins. */
  after: LedgerPosition | undefined;
  /** The entries of each step, the lowest amount first. */
  readonly runs: (readonly SortedEntry[])[];
  /** All values in order, once all entries are there. */
  values: Float64Array | undefined;
}

/** So many entries are read and sorted in a few milliseconds. */
const entriesAStep = 500;

/** The entries that match a filter in the order of their amounts, sorted in steps and kept for further pages. */
export class AmountOrder {
  readonly #connection: Connection;
  readonly #sources: LedgerSources;
  readonly #search: LedgerSearch;
  #sorting: Sorting | undefined;

  constructor(connection: Connection, sources: LedgerSources, search: LedgerSearch) {
    this.#connection = connection;
    this.#sources = sources;
    this.#search = search;
  }

  /** Does a part of the sorting. Returns whether there is more to do. */
  advance(account: number, filter: LedgerFilter, descriptions: ObservedDescriptions): boolean {
    const sorting = this.#current(account, filter);
    if (sorting.values) return false;
    const step = { after: sorting.after, limit: entriesAStep };
    const { rows, next } = this.#search.step(account, filter, descriptions, step);
    sorting.after = next;
    sorting.runs.push(rows.map(toSortedEntry).sort((a, b) => a.value - b.value));
    if (next) return true;
    sorting.values = Float64Array.from(sorting.runs.flatMap((run) => run.map(({ value }) => value))).sort();
    return false;
  }

  /** Entries by their place in the order, the lowest amount first; `undefined` while they are not sorted. */
  page(
    account: number,
    filter: LedgerFilter,
    descriptions: ObservedDescriptions,
    {
      from,
      to,
      isDescending,
    }: { readonly from: number; readonly to: number; readonly isDescending: boolean },
  ): { readonly page: readonly PositionedRow[]; readonly total: number } | undefined {
    const { runs, values } = this.#current(account, filter);
    if (!values) return undefined;
    const total = values.length;
    const ascending = isDescending
      ? { from: Math.max(0, total - to), to: Math.max(0, total - from) }
      : { from: Math.min(from, total), to: Math.min(to, total) };
    const chosen = entriesBetween(runs, values, ascending.from, ascending.to);
    const sources = this.#sources.of(account, filter, descriptions);
    const page = (isDescending ? chosen.toReversed() : chosen).flatMap(({ position }) => {
      for (const source of sources) {
        const row = source.at(position);
        if (row) return [row];
      }
      return [];
    });
    return { page, total };
  }

  #current(account: number, filter: LedgerFilter): Sorting {
    const key = JSON.stringify([account, filter, this.#connection.version()]);
    if (this.#sorting?.key !== key) this.#sorting = { key, after: undefined, runs: [], values: undefined };
    return this.#sorting;
  }
}

function toSortedEntry({ position, row }: PositionedRow): SortedEntry {
  return { value: Number(row.amount), position };
}

/** The entries from one place in the order to another. Of equal amounts, the older entries come first. */
function entriesBetween(
  runs: readonly (readonly SortedEntry[])[],
  values: Float64Array,
  from: number,
  to: number,
): readonly SortedEntry[] {
  const first = values[from];
  if (first === undefined || to <= from) return [];
  const next = runs.map((run) => lowerBound(run, first));
  // Entries with the same amount that come before the first one: all of the first runs, and some of the next.
  let skipped = from - next.reduce((sum, index) => sum + index, 0);
  for (const [index, run] of runs.entries()) {
    const equals = upperBound(run, first) - (next[index] ?? 0);
    const count = Math.min(equals, skipped);
    next[index] = (next[index] ?? 0) + count;
    skipped -= count;
  }
  const chosen: SortedEntry[] = [];
  while (chosen.length < to - from) {
    let best = -1;
    for (const [index, run] of runs.entries()) {
      const value = run[next[index] ?? 0]?.value;
      const bestValue = best < 0 ? undefined : runs[best]?.[next[best] ?? 0]?.value;
      if (value !== undefined && (bestValue === undefined || value < bestValue)) best = index;
    }
    const entry = runs[best]?.[next[best] ?? 0];
    if (!entry) break;
    next[best] = (next[best] ?? 0) + 1;
    chosen.push(entry);
  }
  return chosen;
}

/** How many entries of a run have a lower value. */
function lowerBound(run: readonly SortedEntry[], value: number): number {
  return countWhile(run, (each) => each < value);
}

/** How many entries of a run have this value or a lower one. */
function upperBound(run: readonly SortedEntry[], value: number): number {
  return countWhile(run, (each) => each <= value);
}

function countWhile(run: readonly SortedEntry[], isCounted: (value: number) => boolean): number {
  let [low, high] = [0, run.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (isCounted(run[middle]?.value ?? 0)) low = middle + 1;
    else high = middle;
  }
  return low;
}
