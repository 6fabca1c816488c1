/** What is known about a provider's ledger between two syncs. Everything here is stored as JSON. */

import type { PartialReason } from "./ledgerEntry.ts";

/**
 * How the pages of a ledger are addressed. `offset`, `page`: by number, so that each page shifts when an entry is added
 * or removed above it. `cursor`: by a text of the provider. `day`: a page is a day. `single`: all entries in one reply.
 */
export type WalkKind = "offset" | "page" | "cursor" | "day" | "single";

/** A page that was seen, to notice when it comes again. */
export interface PageLoop {
  /** What tells it from other pages. */
  readonly page: string;
  /** The provider's cursor to the page after it. */
  readonly cursor: string;
  /** How many pages came since. */
  readonly steps: number;
  /** After so many, another page takes its place. */
  readonly span: number;
}

/** Where a walk from the newest entry down continues. */
export interface WalkPosition {
  /** How many entries of the provider are above. */
  readonly index: number;
  /** The ids of the page that was read last, in the provider's order: the next page has to follow them. */
  readonly tail: readonly string[];
  /** The instant of the entry that was read last. */
  readonly tailAtMs?: number;
  /** The provider's cursor to the next page. */
  readonly cursor?: string;
  /** How many neighbours stand with the older entry first, and with the newer one first. */
  readonly ascents: number;
  readonly descents: number;
  /** The oldest entry so far. */
  readonly oldestMs?: number;
  /** How many entries were left out because they are older than the history keeps. */
  readonly leftOut: number;
  /** How many of them come last, without another entry in between. */
  readonly leftOutRun: number;
  /** How many entries were not known before, or had other contents. */
  readonly found: number;
  /** How many pages came last that showed nothing new to the pass. */
  readonly idlePages?: number;
  /** A page that was seen, to notice a circle. */
  readonly loop?: PageLoop;
  /** The pages run in a circle. */
  readonly isCircle?: true;
  /** The provider changed the order of entries between two pages. */
  readonly isUnstable?: true;
  /** The provider sent an id twice with different contents. */
  readonly hasEqualIds?: true;
}

/** A part of the ledger that was read without a break. */
export interface WalkSegment {
  /** The newest ids of the part, in the provider's order. */
  readonly firstIds: readonly string[];
  readonly startedMs: number;
  /** The number of the pass that reads the part. */
  readonly pass: number;
  /** Where the part ends; `null` when it reaches the end of the ledger. */
  readonly next: WalkPosition | null;
  /** The number of entries of a part that reaches the end, as far as it is known. */
  readonly count?: number;
}

/** A pass over a ledger that was read completely before: it finds what changed since. */
export interface WalkPass {
  readonly startedMs: number;
  readonly pass: number;
  readonly next: WalkPosition;
  /** It does not wait for the next syncs, because something changed that it has to find. */
  readonly isUrgent?: true;
}

export interface LedgerWalk {
  readonly kind?: WalkKind;
  /** The largest number of entries on a page. */
  readonly pageSize: number;
  /** The number of the first page, where pages are counted. */
  readonly firstPage?: number;
  /** Whether an offset is sent as the cursor. */
  readonly isOffsetCursor?: true;
  /** The number of the latest pass. Each entry has the number of the latest pass that showed it. */
  readonly pass: number;
  /** Newest first; between two segments is a gap. One segment that reaches the end is the whole ledger. */
  readonly segments: readonly WalkSegment[];
  readonly check?: WalkPass;
  /** The number of the last pass that reached the end. */
  readonly lastPass?: number;
  /** The last pass found changes, and pages that cannot overlap do not prove that it found all: another one has to. */
  readonly isUnconfirmed?: true;
  /** All stored entries were at the provider at this time or later, and all of the provider's at this time are stored. */
  readonly asOfMs?: number;
  /** Older entries were left out in the last complete pass. */
  readonly coveredFromMs?: number;
  /** The order of the entries in the last complete pass. */
  readonly order?: "date" | "booking" | "none";
  /** Why the last complete pass does not prove that the ledger is complete. */
  readonly reason?: PartialReason;
  /** How many entries the provider counts beyond those that it showed in the last complete pass. */
  readonly excess?: number;
  /** The last complete pass ended at the first page whose entries are all older than the history keeps. */
  readonly isCut?: true;
  /** When each day of a ledger that is paged by day was read last. */
  readonly days?: Readonly<Record<string, number>>;
}

/**
 * Whether a single pass without a break proves what the ledger is. Pages by number cannot overlap, so an entry that is
 * removed between two requests hides another one: there, a pass proves it that finds no change at all.
 */
export function provesOrder({ kind }: LedgerWalk): boolean {
  return kind !== "page";
}

export const emptyWalk: LedgerWalk = { pageSize: 0, pass: 0, segments: [] };

/** Whether every entry down to the end was read, so that only changes remain to be found. */
export function isCovered({ segments: [first, ...rest] }: LedgerWalk): boolean {
  return first !== undefined && first.next === null && rest.length === 0;
}

/** How many known ids have to appear again before two parts of a ledger count as joined: an entry may have moved. */
const minCommonIds = 3;

/** Whether a page shows the beginning of a segment. */
export function meetsSegment(ids: readonly string[], { firstIds }: WalkSegment): boolean {
  const known = new Set(firstIds);
  const commonCount = ids.filter((id) => known.has(id)).length;
  return commonCount > 0 && commonCount >= Math.min(minCommonIds, firstIds.length);
}

/** How much lower the entries of a segment are now, by the last entry that a page starting at `index` shows of it. */
export function shiftOf(ids: readonly string[], index: number, { firstIds }: WalkSegment): number {
  const places = new Map(firstIds.map((id, place) => [id, place]));
  const at = ids.findLastIndex((id) => places.has(id));
  return at < 0 ? 0 : index + at - (places.get(ids[at] ?? "") ?? 0);
}

export function shifted<T extends WalkPosition | null>(position: T, by: number): T {
  return position && { ...position, index: Math.max(0, position.index + by) };
}

/**
 * A page has shown an id with different contents: the ledger is not complete until a pass that began later shows that no
 * id stands for two entries.
 */
export function withEqualIds(walk: LedgerWalk): LedgerWalk {
  const { segments, check } = walk;
  return {
    ...walk,
    reason: "ids",
    segments: segments.map((segment) => ({ ...segment, next: marked(segment.next) })),
    ...(check ? { check: { ...check, next: marked(check.next) } } : {}),
  };
}

function marked<T extends WalkPosition | null>(position: T): T {
  return position && { ...position, hasEqualIds: true };
}
