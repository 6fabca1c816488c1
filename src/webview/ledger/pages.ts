import type { PanelEntry, PanelResponse } from "../../protocol/messages.ts";
import { type LedgerBase, ledgerPageSize as pageSize } from "../../protocol/requests.ts";
import type { Ask } from "../app/requestClient.ts";
import { PageCache } from "./pageCache.ts";

const mostPages = 30;
const mostAsked = 2;

/**
 * A ledger under one filter and order, of which only the pages that were lately looked at are held.
 * What lies behind a page that is known is reached by its cursor, the rest by skipping from there.
 */
export class LedgerPages {
  /** All entries; not known before the first page. */
  total: number | undefined;
  /** Why a page could not be had. */
  failure: string | undefined;
  /** A page told of another total: the ledger changed since the first. */
  isOutdated = false;
  readonly #base: LedgerBase;
  readonly #ask: Ask;
  readonly #onChange: () => void;
  readonly #shelf = new PageCache(mostPages);
  readonly #cursors = new Map<number, string>();
  readonly #asked = new Set<number>();
  #wanted: readonly number[] = [];

  constructor(base: LedgerBase, ask: Ask, onChange: () => void = () => {}) {
    this.#base = base;
    this.#ask = ask;
    this.#onChange = onChange;
  }

  entry(index: number): PanelEntry | undefined {
    return this.#shelf.get(Math.floor(index / pageSize))?.[index % pageSize];
  }

  /** Where an entry is, among those that are held. */
  indexOf(entry: PanelEntry): number | undefined {
    const [page, at] = this.#shelf.find(entry) ?? [];
    return page === undefined || at === undefined ? undefined : page * pageSize + at;
  }

  has(first: number, last: number): boolean {
    return pagesOf(first, last).every((page) => this.#shelf.has(page) || !this.#isWithin(page));
  }

  /** These rows are to be seen, and one more is needed: fetches what is missing, and forgets earlier wants. */
  want(first: number, last: number, also = first): void {
    this.#wanted = [...pagesOf(first, last), ...pagesOf(also, also)];
    for (const page of this.#wanted) this.#shelf.use(page);
    this.#fetchWanted();
  }

  /** Fetches these rows and waits for them. */
  async load(first: number, last: number): Promise<void> {
    for (const page of pagesOf(first, last)) {
      if (!this.#shelf.has(page) && this.#isWithin(page)) await this.#fetch(page);
    }
  }

  retry(): void {
    this.failure = undefined;
    this.#fetchWanted();
  }

  #fetchWanted(): void {
    if (this.failure !== undefined) return;
    for (const page of this.#wanted) {
      if (this.#asked.size >= mostAsked) return;
      if (this.#shelf.has(page) || this.#asked.has(page) || !this.#isWithin(page)) continue;
      void this.#fetch(page).then(() => this.#fetchWanted());
    }
  }

  async #fetch(page: number): Promise<void> {
    this.#asked.add(page);
    const from = this.#nearestCursor(page);
    const cursor = this.#cursors.get(from);
    const skip = (page - from) * pageSize;
    const asked = this.#ask({
      kind: "ledger",
      query: {
        ...this.#base,
        limit: pageSize,
        ...(cursor === undefined ? {} : { cursor }),
        ...(skip === 0 ? {} : { skip }),
      },
    });
    // Not awaited when it is there: it is in the first thing that is drawn.
    const answer = asked instanceof Promise ? await asked : asked;
    this.#asked.delete(page);
    this.#take(page, answer);
    this.#onChange();
  }

  #take(page: number, answer: PanelResponse): void {
    this.failure = answer.kind === "failed" ? answer.message : undefined;
    if (answer.kind !== "ledger") return;
    this.#shelf.put(page, answer.entries);
    if (answer.next !== undefined) this.#cursors.set(page + 1, answer.next);
    this.isOutdated ||= this.total !== undefined && this.total !== answer.total;
    this.total ??= answer.total;
  }

  #nearestCursor(page: number): number {
    let from = page;
    while (from > 0 && !this.#cursors.has(from)) from -= 1;
    return from;
  }

  #isWithin(page: number): boolean {
    return page === 0 || (this.total !== undefined && page * pageSize < this.total);
  }
}

function pagesOf(first: number, last: number): readonly number[] {
  const from = Math.floor(Math.max(0, first) / pageSize);
  const to = Math.floor(Math.max(0, last) / pageSize);
  return Array.from({ length: to - from + 1 }, (_, index) => from + index);
}

/** How many rows later the entries from `first` to `last` stand in newer pages; `undefined` if none is held there. */
export function entryShift(
  before: LedgerPages,
  fresh: LedgerPages,
  { first, last }: { readonly first: number; readonly last: number },
): number | undefined {
  for (let index = first; index <= last; index++) {
    const entry = before.entry(index);
    const at = entry && fresh.indexOf(entry);
    if (at !== undefined) return at - index;
  }
  return undefined;
}
