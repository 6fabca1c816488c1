import type { ProviderLedgerEntry } from "../../core/ledger/ledgerEntry.ts";
import { provesOrder, type WalkPass, type WalkPosition } from "../../core/ledger/ledgerWalk.ts";
import type { LedgerPage } from "../../providers/provider.ts";
import type { AddedPage } from "../../store/historyStore.ts";
import { isByNumber, type PageAddress } from "./ledgerRequests.ts";
import { type LedgerRun, rejectsCursor } from "./ledgerRun.ts";
import { type FollowingPage, fetchNextPage, positionAfter } from "./nextPage.ts";
import { withLoop } from "./pageLoop.ts";

/** After so many pages without an entry that is new to the pass, the ledger is taken for endless. */
const maxIdlePages = 20;

/** The entries that the history keeps. */
export function retained(
  run: LedgerRun,
  entries: readonly ProviderLedgerEntry[],
): readonly ProviderLedgerEntry[] {
  return entries.filter(({ at }) => Date.parse(at) >= run.options.retainFromMs);
}

/**
 * The page after a position. `isFresh`: the position is from this sync. A cursor from an earlier one may no longer be
 * accepted: the provider refuses it (`lost`), or replies with an empty last page (`empty`).
 */
export async function stepDown(
  run: LedgerRun,
  { pass }: Pick<WalkPass, "pass">,
  position: WalkPosition,
  isFresh: boolean,
): Promise<FollowingPage | "lost" | "empty" | undefined> {
  const options = {
    isFresh,
    fetch: (address: PageAddress) => run.fetch(address),
    countSeen: (ids: readonly string[]) => run.countSeen(ids, pass),
  };
  const following = await fetchNextPage(run.walk, position, options);
  if (isFresh || isByNumber(run.walk) || run.walk.kind === "day") return following;
  if (!following && rejectsCursor(run.stopCause)) {
    run.resume();
    return "lost";
  }
  return following && following !== "lost" && following.isLast && following.page.entries.length === 0
    ? "empty"
    : following;
}

/** The position after a page, with what contradicts other pages. */
export async function stepTo(
  run: LedgerRun,
  { pass }: Pick<WalkPass, "pass">,
  before: WalkPosition,
  following: FollowingPage,
): Promise<WalkPosition> {
  const { page, start } = following;
  const { kind } = run.walk;
  const ids = page.entries.map(({ id }) => id).filter((id) => !before.tail.includes(id));
  const overlap = page.entries.length - ids.length;
  const seen = await run.countSeen(ids, pass);
  const found = await countUnknown(run, retained(run, page.entries));
  const next = positionAfter(following, run.options.retainFromMs, before, found);
  const isRepeated = seen === ids.length && kind !== "day";
  const counted = isRepeated ? { ...next, idlePages: (before.idlePages ?? 0) + 1 } : next;
  const followed = kind === "cursor" ? withLoop(counted, before, page) : counted;
  // Where no entry has an id of its own, one with the id of an earlier page may be the same entry or another one.
  const repeated = kind === "day" ? overlap : overlap + seen;
  const isAmbiguous = page.hasDerivedIds && repeated > (kind === "offset" ? before.index - start : 0);
  return isAmbiguous || page.contradictions > 0 ? { ...followed, hasEqualIds: true } : followed;
}

/** Whether the ledger has no end: its pages run in a circle, or its pages show nothing new. */
export function isEndless({ idlePages = 0, isCircle }: WalkPosition): boolean {
  return isCircle === true || idlePages > maxIdlePages;
}

/** The position with what storing the page found. */
export function withAdded(position: WalkPosition, { changed, contradicted }: AddedPage): WalkPosition {
  const found = { ...position, found: position.found + changed };
  return contradicted > 0 ? { ...found, hasEqualIds: true } : found;
}

/** Whether the entries of a page and all further ones are older than the history keeps. */
export function isBeyondRetention(run: LedgerRun, page: LedgerPage, position: WalkPosition): boolean {
  const { order = "date" } = run.walk;
  const isOrdered = order === "date" && position.ascents === 0;
  return isOrdered && position.leftOutRun >= Math.max(minLeftOut, page.entries.length);
}

/** So many entries in a row have to be too old: an entry may be booked long after its date. */
const minLeftOut = 20;

/** How many entries are not stored yet; not counted where a pass proves the order by itself. */
async function countUnknown(run: LedgerRun, entries: readonly ProviderLedgerEntry[]): Promise<number> {
  if (provesOrder(run.walk)) return 0;
  const marks = await run.marks(entries.map(({ id }) => id));
  return entries.filter(({ id }) => !marks.has(id)).length;
}
