import type { ProviderLedgerEntry } from "../../../src/core/ledger/ledgerEntry.ts";
import { type Amount, amountOf } from "../../../src/core/money/amount.ts";
import { failed, type Outcome, success } from "../../../src/core/readings/outcome.ts";
import { dayMs } from "../../../src/core/time/durations.ts";
import { instantOf } from "../../../src/core/time/instant.ts";
import type { LedgerPage, LedgerPageQuery } from "../../../src/providers/provider.ts";

export const pagings = ["single", "lastId", "cursor", "page", "offset", "offsetQuery", "date"] as const;

export interface LedgerModelOptions {
  readonly paging: (typeof pagings)[number];
  readonly pageSize: number;
  readonly hasTotal: boolean;
  /** Entries are dated by this: equal instants are common. */
  readonly granularityMs: number;
  /** A late booking stands where its date belongs, or first. */
  readonly isByDate: boolean;
  readonly firstCount: number;
  /** How late pages show a change. */
  readonly lagMs: number;
  readonly random: () => number;
}

interface ModelEntry {
  readonly id: string;
  readonly amount: Amount;
  readonly atMs: number;
}

/** What an entry was from an instant on; no content: it was not at the provider. */
interface Version {
  readonly fromMs: number;
  readonly content: string | undefined;
}

const days = 12;
const spanMs = (days - 2) * dayMs;

/** A provider's ledger that changes while it is read, and remembers what each entry was at each instant. */
export class LedgerModel {
  nowMs = Date.UTC(2026, 10, 20, 12);
  readonly #options: LedgerModelOptions;
  /** Newest first. */
  #entries: ModelEntry[] = [];
  /** The entries from an instant on, for pages that lag. */
  readonly #past: { readonly fromMs: number; readonly entries: readonly ModelEntry[] }[] = [];
  readonly #versions = new Map<string, Version[]>();
  #nextId = 1;

  constructor(options: LedgerModelOptions) {
    this.#options = options;
    const startMs = this.nowMs - spanMs;
    for (let index = 0; index < options.firstCount; index += 1) {
      this.nowMs = startMs + Math.floor((spanMs * index) / options.firstCount);
      this.arrive();
    }
    this.nowMs = startMs + spanMs;
  }

  get size(): number {
    return this.#entries.length;
  }

  get oldestMs(): number {
    return Math.min(...this.#entries.map(({ atMs }) => atMs));
  }

  /** Older entries are not shown by any page. */
  get shownFromMs(): number {
    return this.#options.paging === "date"
      ? Math.ceil((this.nowMs - days * dayMs) / dayMs) * dayMs
      : Number.NEGATIVE_INFINITY;
  }

  /** What an entry was at any time. */
  contentsOf(id: string): readonly string[] {
    return (this.#versions.get(id) ?? []).flatMap(({ content }) => content ?? []);
  }

  /** The contents of all entries by id. */
  contents(): ReadonlyMap<string, string> {
    return new Map(this.#entries.map((entry) => [entry.id, contentOf(entry)]));
  }

  /** The ids of all entries that ever were. */
  get ids(): readonly string[] {
    return [...this.#versions.keys()];
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
    if (index === undefined) return;
    const [entry] = this.#entries.splice(index, 1);
    if (entry) this.#note(entry.id, undefined);
  }

  correct(): void {
    this.#replace((entry) => ({ ...entry, amount: this.#amount() }));
  }

  /** A pending entry is booked under another id. */
  settle(): void {
    this.#replace((entry) => ({ ...entry, id: `${entry.id}-settled` }));
  }

  page(query: LedgerPageQuery): Outcome<LedgerPage> {
    const now = this.#entries;
    const shown =
      this.#past.findLast(({ fromMs }) => fromMs <= this.nowMs - this.#options.lagMs)?.entries ?? [];
    this.#entries = [...shown];
    const page = this.#pageOf(query);
    this.#entries = now;
    return page;
  }

  #pageOf({ limit, offset, cursor }: LedgerPageQuery): Outcome<LedgerPage> {
    const { paging, hasTotal, pageSize } = this.#options;
    const total = hasTotal || paging === "offsetQuery" ? { total: this.#entries.length } : {};
    const slice = (from: number, size = pageSize) => this.#entries.slice(from, from + size).map(toEntry);
    const by = (kind: "page" | "offset" | "cursor") => ({ ...total, paging: { kind } });
    switch (paging) {
      case "single":
        return success({ ...total, entries: slice(0, Number.POSITIVE_INFINITY), next: null });
      case "offsetQuery":
        return success({ ...total, entries: slice(offset, Math.min(limit, pageSize)) });
      case "offset": {
        const from = Number(cursor ?? 0);
        const entries = slice(from);
        const next = entries.length < pageSize ? null : String(from + entries.length);
        return success({ ...by("offset"), entries, next });
      }
      case "page": {
        const number = Number(cursor ?? 1);
        const entries = slice((number - 1) * pageSize);
        return success({
          ...by("page"),
          entries,
          next: entries.length < pageSize ? null : String(number + 1),
        });
      }
      case "lastId":
      case "cursor": {
        const from = cursor === undefined ? 0 : this.#after(cursor);
        if (from === undefined) return failed({ kind: "providerError", status: 404 });
        const entries = slice(from);
        return success({ ...by("cursor"), entries, next: this.#cursorAfter(from, entries) });
      }
      case "date": {
        const day = cursor ?? instantOf(this.nowMs).slice(0, 10);
        const entries = this.#entries.map(toEntry).filter(({ at }) => at.startsWith(day));
        const previousMs = Date.parse(day) - dayMs;
        const next =
          previousMs >= this.nowMs - (days + 1) * dayMs ? instantOf(previousMs).slice(0, 10) : null;
        return success({ entries, next, paging: { kind: "day", day } });
      }
    }
  }

  #newEntry(atMs: number): ModelEntry {
    const { granularityMs } = this.#options;
    const id = `e${this.#nextId}`;
    this.#nextId += 1;
    return { id, amount: this.#amount(), atMs: Math.floor(atMs / granularityMs) * granularityMs };
  }

  #amount(): Amount {
    return amountOf(`-${1 + Math.floor(this.#options.random() * 1e6)}`);
  }

  #insert(entry: ModelEntry, index: number): void {
    this.#entries.splice(index, 0, entry);
    if (!this.#versions.has(entry.id))
      this.#versions.set(entry.id, [{ fromMs: Number.NEGATIVE_INFINITY, content: undefined }]);
    this.#note(entry.id, contentOf(entry));
  }

  #note(id: string, content: string | undefined): void {
    this.#versions.get(id)?.push({ fromMs: this.nowMs, content });
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
    if (changed.id !== entry.id) {
      this.#versions.set(changed.id, [{ fromMs: Number.NEGATIVE_INFINITY, content: undefined }]);
      this.#note(entry.id, undefined);
    }
    this.#note(changed.id, contentOf(changed));
  }

  /** The index of the first entry after a cursor; `undefined` where the cursor is the id of an entry that is gone. */
  #after(cursor: string): number | undefined {
    if (this.#options.paging === "lastId") {
      const index = this.#entries.findIndex(({ id }) => id === cursor);
      return index < 0 ? undefined : index + 1;
    }
    return this.#bookmarks.get(cursor)?.reduce<number | undefined>((found, id) => {
      const index = this.#entries.findIndex((entry) => entry.id === id);
      return found ?? (index < 0 ? undefined : index + 1);
    }, undefined);
  }

  readonly #bookmarks = new Map<string, readonly string[]>();

  #cursorAfter(from: number, entries: readonly ProviderLedgerEntry[]): string | null {
    const last = entries.at(-1);
    if (!last || from + entries.length >= this.#entries.length) return null;
    if (this.#options.paging === "lastId") return last.id;
    const cursor = `c${this.#bookmarks.size}`;
    this.#bookmarks.set(
      cursor,
      this.#entries
        .slice(0, from + entries.length)
        .map(({ id }) => id)
        .toReversed(),
    );
    return cursor;
  }
}

function toEntry({ id, amount, atMs }: ModelEntry): ProviderLedgerEntry {
  return { id, type: "debit", meterId: "balance", amount, description: "", at: instantOf(atMs) };
}

export function contentOf({ amount, atMs }: { readonly amount: string; readonly atMs: number }): string {
  return `${amount} ${atMs}`;
}
