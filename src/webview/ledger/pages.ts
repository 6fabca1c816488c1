import type { PanelResponse } from "../../protocol/messages.ts";
import type { PanelEntry } from "../../protocol/panelState.ts";
import { type LedgerCriteria, ledgerPageSize as pageSize } from "../../protocol/requestParams.ts";
import type { RequestClient } from "../app/requestClient.ts";

const maxPages = 30;
const maxParallelRequests = 2;

/**
 * The rows of a ledger under one filter and order. Only the pages that were used last are held. A page is
 * requested by the cursor of the nearest known page before it, skipping the entries between.
 */
export class LedgerPages {
  /** How many entries there are; `undefined` before the first page has come. */
  total: number | undefined;
  /** Why the last request failed. */
  failure: string | undefined;
  /** A later page had another total: the ledger has changed since the first one. */
  isOutdated = false;
  readonly #criteria: LedgerCriteria;
  readonly #client: RequestClient;
  readonly #onChange: () => void;
  readonly #cache = new PageCache(maxPages);
  readonly #cursors = new Map<number, string>();
  readonly #loading = new Set<number>();
  #neededPages: readonly number[] = [];

  constructor(criteria: LedgerCriteria, client: RequestClient, onChange: () => void = () => {}) {
    this.#criteria = criteria;
    this.#client = client;
    this.#onChange = onChange;
  }

  /** The entry of a row; `undefined` while it is not loaded. */
  entry(row: number): PanelEntry | undefined {
    return this.#cache.get(Math.floor(row / pageSize))?.[row % pageSize];
  }

  /** The row of an entry that is loaded. */
  findRow(entry: PanelEntry): number | undefined {
    const [page, index] = this.#cache.findEntry(entry) ?? [];
    return page === undefined || index === undefined ? undefined : page * pageSize + index;
  }

  /** Whether all of these rows that exist are loaded. */
  has(first: number, last: number): boolean {
    return pagesOf(first, last).every((page) => this.#cache.has(page) || !this.#exists(page));
  }

  /** Sets the rows that are needed now, the last one besides the range; loads them and none that was needed before. */
  setNeeded(first: number, last: number, extra = first): void {
    this.#neededPages = [...pagesOf(first, last), ...pagesOf(extra, extra)];
    for (const page of this.#neededPages) this.#cache.touch(page);
    this.#loadNeeded();
  }

  /** Resolves when these rows are loaded, or failed. */
  async load(first: number, last: number): Promise<void> {
    for (const page of pagesOf(first, last)) {
      if (!this.#cache.has(page) && this.#exists(page)) await this.#load(page);
    }
  }

  retry(): void {
    this.failure = undefined;
    this.#loadNeeded();
  }

  #loadNeeded(): void {
    if (this.failure !== undefined) return;
    for (const page of this.#neededPages) {
      if (this.#loading.size >= maxParallelRequests) return;
      if (this.#cache.has(page) || this.#loading.has(page) || !this.#exists(page)) continue;
      void this.#load(page).then(() => this.#loadNeeded());
    }
  }

  async #load(page: number): Promise<void> {
    this.#loading.add(page);
    const from = this.#nearestCursor(page);
    const cursor = this.#cursors.get(from);
    const skip = (page - from) * pageSize;
    const params = {
      ...this.#criteria,
      limit: pageSize,
      ...(cursor === undefined ? {} : { cursor }),
      ...(skip === 0 ? {} : { skip }),
    };
    const response =
      this.#client.takeInitial("ledger", params) ?? (await this.#client.request("ledger", params));
    this.#loading.delete(page);
    this.#store(page, response);
    this.#onChange();
  }

  #store(page: number, response: PanelResponse<"ledger">): void {
    this.failure = response.ok ? undefined : response.message;
    if (!response.ok) return;
    const { entries, next, total } = response.value;
    this.#cache.set(page, entries);
    if (next !== undefined) this.#cursors.set(page + 1, next);
    this.isOutdated ||= this.total !== undefined && this.total !== total;
    this.total ??= total;
  }

  #nearestCursor(page: number): number {
    let from = page;
    while (from > 0 && !this.#cursors.has(from)) from -= 1;
    return from;
  }

  #exists(page: number): boolean {
    return page === 0 || (this.total !== undefined && page * pageSize < this.total);
  }
}

/** The pages that were used last, by number. */
class PageCache {
  readonly #capacity: number;
  /** Least recently used first. */
  readonly #pages = new Map<number, readonly PanelEntry[]>();

  constructor(capacity: number) {
    this.#capacity = capacity;
  }

  has(number: number): boolean {
    return this.#pages.has(number);
  }

  get(number: number): readonly PanelEntry[] | undefined {
    return this.#pages.get(number);
  }

  set(number: number, page: readonly PanelEntry[]): void {
    this.#pages.delete(number);
    this.#pages.set(number, page);
    for (const oldest of this.#pages.keys()) {
      if (this.#pages.size <= this.#capacity) return;
      this.#pages.delete(oldest);
    }
  }

  /** Marks a page as the most recently used one. */
  touch(number: number): void {
    const page = this.#pages.get(number);
    if (page) this.set(number, page);
  }

  /** The page of an entry, and its index there. */
  findEntry({ id, source }: PanelEntry): readonly [page: number, index: number] | undefined {
    for (const [number, page] of this.#pages) {
      const index = page.findIndex((entry) => entry.id === id && entry.source === source);
      if (index >= 0) return [number, index];
    }
    return undefined;
  }
}

function pagesOf(first: number, last: number): readonly number[] {
  const from = Math.floor(Math.max(0, first) / pageSize);
  const to = Math.floor(Math.max(0, last) / pageSize);
  return Array.from({ length: to - from + 1 }, (_, index) => from + index);
}

export interface RowRange {
  readonly first: number;
  readonly last: number;
}

/** By how many rows the entries of a range have moved down in newer pages; `undefined` where none is loaded there. */
export function findRowShift(
  previous: LedgerPages,
  current: LedgerPages,
  { first, last }: RowRange,
): number | undefined {
  for (let row = first; row <= last; row++) {
    const entry = previous.entry(row);
    const newRow = entry && current.findRow(entry);
    if (newRow !== undefined) return newRow - row;
  }
  return undefined;
}
