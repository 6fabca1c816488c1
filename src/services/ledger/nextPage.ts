import { defined } from "../../core/common/defined.ts";
import type { LedgerWalk, WalkPosition } from "../../core/ledger/ledgerWalk.ts";
import type { LedgerPage } from "../../providers/provider.ts";
import { addressAfter, addressOf, isLastPage, type PageAddress } from "./ledgerRequests.ts";
import type { SoundPage } from "./soundPage.ts";

/** A page that follows a position without a break. */
export interface FollowingPage {
  readonly page: SoundPage;
  /** The number of entries above the page. */
  readonly start: number;
  readonly isLast: boolean;
  /** The entries that the page before showed too are in another order now. */
  readonly isUnstable: boolean;
}

export interface NextPageOptions {
  /** `undefined` when the sync has to stop. */
  readonly fetch: (address: PageAddress) => Promise<SoundPage | undefined>;
  /** The position is from this sync, so that nothing has shifted the next page since. */
  readonly isFresh: boolean;
  /** How many of these entries the running pass has shown already. */
  readonly countSeen: (ids: readonly string[]) => Promise<number>;
}

/** How often a page is searched that follows the one before. */
const maxTries = 8;

/**
 * Fetches the page that follows a position. Where pages are addressed by offset, entries that were added or removed
 * meanwhile shift them: each page begins with the last entry of the page before, and counts only if it shows an entry of
 * that page again. Pages by number cannot overlap: see `provesOrder`. `lost`
 * when no such page is found, `undefined` when the sync has to stop.
 */
export async function fetchNextPage(
  walk: LedgerWalk,
  position: WalkPosition,
  options: NextPageOptions,
): Promise<FollowingPage | "lost" | undefined> {
  if (walk.kind === "offset") return searchNextPage(walk, position, options);
  const isByIndex = walk.kind === "page" && !options.isFresh;
  const address = isByIndex ? addressOf(walk, position.index) : addressAfter(position);
  const page = await options.fetch(address);
  if (!page) return undefined;
  const repeated = page.entries.filter(({ id }) => position.tail.includes(id)).length;
  return follow(position, page, address.start ?? position.index - repeated);
}

async function searchNextPage(
  walk: LedgerWalk,
  position: WalkPosition,
  { fetch, countSeen }: NextPageOptions,
): Promise<FollowingPage | "lost" | undefined> {
  const visited = new Map<number, number>();
  let index = Math.max(0, position.index - 1);
  for (let tries = 0; tries < maxTries; tries += 1) {
    const page = await fetch(addressOf(walk, index));
    if (!page) return undefined;
    if (showsTail(position, page)) {
      const following = follow(position, page, index);
      // It ends with the last entry that is known, and has room for more: nothing follows, whatever the total says.
      const hasRoom = page.next === undefined && page.entries.length < walk.pageSize;
      const isEnd = hasRoom && page.entries.at(-1)?.id === position.tail.at(-1);
      return isEnd ? { ...following, isLast: true } : following;
    }
    const visits = (visited.get(index) ?? 0) + 1;
    visited.set(index, visits);
    if (visits > 2) return "lost";
    const ids = page.entries.map(({ id }) => id);
    const isAbove = ids.length > 0 && 2 * (await countSeen(ids)) >= ids.length;
    if (!isAbove && index === 0) return "lost";
    const end = page.total === undefined ? index : Math.min(index, page.total);
    const step = Math.max(1, Math.max(ids.length, walk.pageSize) - 1);
    index = isAbove ? index + Math.max(1, ids.length - 1) : Math.max(0, end - step);
  }
  return "lost";
}

function showsTail({ tail }: WalkPosition, { entries }: LedgerPage): boolean {
  return entries.some(({ id }) => tail.includes(id));
}

function follow({ tail }: WalkPosition, page: SoundPage, start: number): FollowingPage {
  const places = page.entries.map(({ id }) => tail.indexOf(id)).filter((place) => place >= 0);
  const isUnstable = places.some((place, index) => place < (places[index - 1] ?? 0));
  return { page, start, isLast: isLastPage(page, start), isUnstable };
}

/**
 * The position after a page. Entries that are older than `retainFromMs` are not stored. `found`: how many entries of the
 * page were not known, or had other contents.
 */
export function positionAfter(
  { page, start, isUnstable }: Omit<FollowingPage, "isLast">,
  retainFromMs: number,
  before?: WalkPosition,
  found = 0,
): WalkPosition {
  const tail = new Set(before?.tail);
  const times = page.entries.filter(({ id }) => !tail.has(id)).map(({ at }) => Date.parse(at));
  const previousMs = before?.tailAtMs;
  const steps = times.map((atMs, index) => atMs - (times[index - 1] ?? previousMs ?? atMs));
  const leftOut = times.filter((atMs) => atMs < retainFromMs).length;
  const lastKept = times.findLastIndex((atMs) => atMs >= retainFromMs);
  const leftOutRun = lastKept < 0 ? (before?.leftOutRun ?? 0) + leftOut : times.length - 1 - lastKept;
  const { day } = page.paging ?? {};
  const dayStarts = day === undefined ? [] : [Date.parse(day)];
  const oldestMs = Math.min(before?.oldestMs ?? Number.POSITIVE_INFINITY, ...times, ...dayStarts);
  return {
    // The provider may count an id that it shows twice once: a page that begins too far up is recognized, a gap is not.
    index: start + page.entries.length - page.contradictions,
    tail: page.entries.length > 0 ? page.entries.map(({ id }) => id) : (before?.tail ?? []),
    ascents: (before?.ascents ?? 0) + steps.filter((step) => step > 0).length,
    descents: (before?.descents ?? 0) + steps.filter((step) => step < 0).length,
    leftOut: (before?.leftOut ?? 0) + leftOut,
    leftOutRun,
    found: (before?.found ?? 0) + found,
    ...defined({
      cursor: page.next ?? undefined,
      tailAtMs: times.at(-1) ?? previousMs,
      oldestMs: Number.isFinite(oldestMs) ? oldestMs : undefined,
      isUnstable: isUnstable || before?.isUnstable ? (true as const) : undefined,
      hasEqualIds: before?.hasEqualIds,
    }),
  };
}
