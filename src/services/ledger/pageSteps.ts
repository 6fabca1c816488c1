import type { ProviderLedgerEntry } from "../../core/ledger/ledgerEntry.ts";
import { provesOrder, type WalkPass, type WalkPosition } from "../../core/ledger/ledgerWalk.ts";
import type { LedgerPage } from "../../providers/provider.ts";
import { isByNumber, type PageAddress } from "./ledgerRequests.ts";
import { type LedgerRun, rejectsCursor } from "./ledgerRun.ts";
import { type FollowingPage, fetchNextPage } from "./nextPage.ts";

/** After so many pages without an entry that is new to the pass, the ledger is taken for endless. */
export const maxIdlePages = 20;

/** The entries that the history keeps. */
export function retained(
  run: LedgerRun,
  entries: readonly ProviderLedgerEntry[],
): readonly ProviderLedgerEntry[] {
  return entries.filter(({ at }) => Date.parse(at) >= run.options.retainFromMs);
}

export function withContradictions(
  run: LedgerRun,
  page: LedgerPage,
  position: WalkPosition,
  tail: readonly string[] = [],
): WalkPosition {
  // Where no entry has an id of its own, an equal one on the next page may be the same entry or another one.
  const isAmbiguous =
    page.hasDerivedIds && run.walk.kind !== "offset" && page.entries.some(({ id }) => tail.includes(id));
  return isAmbiguous || run.contradicts(page, tail) ? { ...position, hasEqualIds: true } : position;
}

/**
 * The page after a position. `isFresh`: the position is from this sync. A cursor from an earlier one may no longer be
 * accepted: the provider refuses it, or replies with an empty last page.
 */
export async function stepDown(
  run: LedgerRun,
  { pass }: Pick<WalkPass, "pass">,
  position: WalkPosition,
  isFresh: boolean,
): Promise<FollowingPage | "lost" | undefined> {
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
    ? "lost"
    : following;
}

/** Whether a page shows nothing that the pass has not shown: a provider whose cursors run in a circle. */
export async function isRepetition(
  run: LedgerRun,
  { pass }: Pick<WalkPass, "pass">,
  page: LedgerPage,
  { tail }: WalkPosition,
): Promise<boolean> {
  if (run.walk.kind === "day") return false;
  const ids = page.entries.map(({ id }) => id).filter((id) => !tail.includes(id));
  return ids.length === 0 || (await run.countSeen(ids, pass)) === ids.length;
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
export async function countUnknown(run: LedgerRun, entries: readonly ProviderLedgerEntry[]): Promise<number> {
  if (provesOrder(run.walk)) return 0;
  const marks = await run.marks(entries.map(({ id }) => id));
  return entries.filter(({ id }) => !marks.has(id)).length;
}
