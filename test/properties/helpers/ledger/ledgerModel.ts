import { dayMs } from "../../../../src/core/time/durations.ts";
import { instantOf } from "../../../../src/core/time/instant.ts";

/** `none`: all entries in one reply. `offsetQuery`: a built-in provider with limit, offset and total. */
export const pagings = ["none", "lastId", "cursor", "page", "offset", "offsetQuery", "date"] as const;

export type Paging = (typeof pagings)[number];

/**
 * `text`, `number`: an id of its own, the number beyond 2^53. `derived`: the ids are put together from time and amount,
 * which are often equal. `reused`: the id of another entry now and then.
 */
export const identities = ["text", "text", "number", "derived", "reused"] as const;

export interface LedgerModelOptions {
  readonly paging: Paging;
  readonly pageSize: number;
  readonly hasTotal: boolean;
  readonly identity: (typeof identities)[number];
  /** Entries are dated by this: equal instants are common. */
  readonly granularityMs: number;
  /** A late booking stands where its date belongs, or first. */
  readonly isByDate: boolean;
  /** How late pages show a change. */
  readonly lagMs: number;
  readonly random: () => number;
}

export interface ModelEntry {
  readonly id: string;
  readonly amount: number;
  readonly atMs: number;
}

/** What a page of the provider's API has. */
export interface ModelReply {
  readonly items: readonly ModelEntry[];
  readonly total?: number;
  readonly next?: string;
}

/** What an entry was from an instant on; no content: it was not at the provider. */
interface Version {
  readonly fromMs: number;
  readonly content: string | undefined;
}

/** How many days a provider that is paged by day shows before today. */
export const shownDays = 12;
export const spanMs = (shownDays - 2) * dayMs;
const firstNumericId = 2n ** 60n;

/** A provider's ledger that changes while it is read, and remembers what each entry was at each instant. */
export class LedgerModel {
  nowMs = Date.UTC(2026, 10, 20, 12);
  /** All changes of the ledger, without delay. */
  balance = 1e9;
  readonly #options: LedgerModelOptions;
  /** Newest first. */
  readonly #entries: ModelEntry[] = [];
  /** The entries from an instant on, for pages that lag. */
  readonly #past: { readonly fromMs: number; readonly entries: readonly ModelEntry[] }[] = [];
  readonly #versions = new Map<string, Version[]>();
  readonly #bookmarks = new Map<string, readonly string[]>();
  #nextId = 1;

  constructor(options: LedgerModelOptions) {
    this.#options = options;
  }

  get size(): number {
    return this.#entries.length;
  }

  /** Older entries are not shown by any page. */
  get shownFromMs(): number {
    return this.#options.paging === "date"
      ? Math.ceil((this.nowMs - shownDays * dayMs) / dayMs) * dayMs
      : Number.NEGATIVE_INFINITY;
  }

  /** The contents of all entries. */
  get contents(): readonly string[] {
    return this.#entries.map(contentOf);
  }

  /** The ids of all entries that ever were. */
  get ids(): readonly string[] {
    return [...this.#versions.keys()];
  }

  hasEntrySince(fromMs: number): boolean {
    return this.#entries.some(({ atMs }) => atMs >= fromMs);
  }

  /** What an entry was at any time. */
  contentsOf(id: string): readonly string[] {
    return (this.#versions.get(id) ?? []).flatMap(({ content }) => content ?? []);
  }

  /** Whether the provider had this content of an entry (`undefined`: no such entry) at an instant since `fromMs`. */
  hadSince(id: string, content: string | undefined, fromMs: number): boolean {
    const versions = this.#versions.get(id) ?? [];
    return versions.some((version, index) => {
      const endMs = versions[index + 1]?.fromMs ?? Number.POSITIVE_INFINITY;
      return version.content === content && endMs >= fromMs;
    });
  }

  arrive(): void {
    this.#insert(this.#newEntry(this.nowMs), 0);
  }

  bookLate(): void {
    const entry = this.#newEntry(this.nowMs - Math.floor(this.#options.random() * spanMs));
    const place = this.#entries.findIndex(({ atMs }) => atMs <= entry.atMs);
    this.#insert(entry, this.#options.isByDate ? (place < 0 ? this.#entries.length : place) : 0);
  }

  /** Never the oldest entry: that cannot be told from a provider that shows the last weeks only. */
  remove(): void {
    const index = this.#anyIndex();
    const [entry] = index === undefined ? [] : this.#entries.splice(index, 1);
    if (!entry) return;
    this.balance -= entry.amount;
    this.#note(entry.id, undefined);
  }

  correct(): void {
    this.#replace((entry) => ({ ...entry, amount: this.#amount() }));
  }

  /** A pending entry is booked under another id. */
  settle(): void {
    if (this.#options.identity === "text")
      this.#replace((entry) => ({ ...entry, id: `${entry.id}-settled` }));
    else this.#replace((entry) => ({ ...entry, id: this.#newId() }));
  }

  /** The page at a cursor, or at an offset. `undefined`: the provider does not know the cursor. */
  reply(query: { readonly cursor?: string | undefined; readonly offset?: number }): ModelReply | undefined {
    const shownAtMs = this.nowMs - this.#options.lagMs;
    const shown = this.#past.findLast(({ fromMs }) => fromMs <= shownAtMs)?.entries ?? [];
    return this.#pageOf(shown, query);
  }

  #pageOf(
    shown: readonly ModelEntry[],
    { cursor, offset = 0 }: { readonly cursor?: string | undefined; readonly offset?: number },
  ): ModelReply | undefined {
    const { paging, hasTotal, pageSize } = this.#options;
    const total = hasTotal || paging === "offsetQuery" ? { total: shown.length } : {};
    const from = (start: number) => ({ ...total, items: shown.slice(start, start + pageSize) });
    switch (paging) {
      case "none":
        return { ...total, items: shown };
      case "offset":
      case "offsetQuery":
        return from(offset);
      case "page":
        return from((Number(cursor ?? 1) - 1) * pageSize);
      case "date": {
        const day = cursor ?? instantOf(this.nowMs).slice(0, 10);
        return { items: shown.filter(({ atMs }) => instantOf(atMs).startsWith(day)) };
      }
      case "lastId": {
        const index = cursor === undefined ? -1 : shown.findIndex(({ id }) => id === cursor);
        return cursor !== undefined && index < 0 ? undefined : from(index + 1);
      }
      case "cursor": {
        const start = cursor === undefined ? 0 : this.#startAfter(shown, cursor);
        if (start === undefined) return undefined;
        const page = from(start);
        const end = start + page.items.length;
        return end < shown.length ? { ...page, next: this.#bookmark(shown.slice(0, end)) } : page;
      }
    }
  }

  /** A cursor stands behind the last entry above it that is still there. */
  #startAfter(shown: readonly ModelEntry[], cursor: string): number | undefined {
    const above = this.#bookmarks.get(cursor);
    const last = above?.findLast((id) => shown.some((entry) => entry.id === id));
    return above && shown.findIndex(({ id }) => id === last) + 1;
  }

  #bookmark(above: readonly ModelEntry[]): string {
    const cursor = `c${this.#bookmarks.size}`;
    this.#bookmarks.set(
      cursor,
      above.map(({ id }) => id),
    );
    return cursor;
  }

  #newEntry(atMs: number): ModelEntry {
    const { granularityMs } = this.#options;
    const datedMs = Math.floor(atMs / granularityMs) * granularityMs;
    return { id: this.#newId(), amount: this.#amount(), atMs: datedMs };
  }

  #newId(): string {
    const { identity, random } = this.#options;
    const number = this.#nextId;
    this.#nextId += 1;
    if (identity === "reused" && random() < 0.1) return `e${1 + Math.floor(random() * number)}`;
    return identity === "number" ? String(firstNumericId + BigInt(number)) : `e${number}`;
  }

  #amount(): number {
    const { identity, random } = this.#options;
    return -1 - Math.floor(random() * (identity === "derived" ? 3 : 1e6));
  }

  #insert(entry: ModelEntry, index: number): void {
    this.#entries.splice(index, 0, entry);
    this.balance += entry.amount;
    this.#note(entry.id, contentOf(entry));
  }

  #note(id: string, content: string | undefined): void {
    const versions = this.#versions.get(id) ?? [{ fromMs: Number.NEGATIVE_INFINITY, content: undefined }];
    versions.push({ fromMs: this.nowMs, content });
    this.#versions.set(id, versions);
    this.#past.push({ fromMs: this.nowMs, entries: [...this.#entries] });
  }

  #anyIndex(): number | undefined {
    const { length } = this.#entries;
    return length < 2 ? undefined : Math.floor(this.#options.random() * (length - 1));
  }

  #replace(change: (entry: ModelEntry) => ModelEntry): void {
    const index = this.#anyIndex();
    const entry = index === undefined ? undefined : this.#entries[index];
    if (index === undefined || !entry) return;
    const changed = change(entry);
    this.#entries.splice(index, 1, changed);
    this.balance += changed.amount - entry.amount;
    if (changed.id !== entry.id) this.#note(entry.id, undefined);
    this.#note(changed.id, contentOf(changed));
  }
}

export function contentOf({
  amount,
  atMs,
}: {
  readonly amount: number | string;
  readonly atMs: number;
}): string {
  return `${amount} ${atMs}`;
}
