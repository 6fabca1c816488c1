import type { PageLoop, WalkPosition } from "../../core/ledger/ledgerWalk.ts";
import type { LedgerPage } from "../../providers/provider.ts";

/**
 * The position with the loop of its walk. A page that comes again is a circle, whether its cursor is the same or a new one:
 * some providers send one cursor with every page.
 */
export function withLoop(
  position: WalkPosition,
  { loop }: WalkPosition,
  { entries, next, hasDerivedIds }: LedgerPage,
): WalkPosition {
  const [first, last] = [entries[0], entries.at(-1)];
  if (!first || !last || typeof next !== "string") return loop ? { ...position, loop } : position;
  // Ids that are put together may be the same on many pages.
  const mark = hasDerivedIds ? next : JSON.stringify([first.id, last.id, entries.length]);
  const followed = followPages(loop, mark, next);
  return followed === "closed" ? { ...position, isCircle: true } : { ...position, loop: followed };
}

/**
 * Follows the pages of a walk, one after the other, and finds any circle within three times its length: the page that is
 * remembered is as far back as the span, which doubles (Brent's algorithm). `"closed"`: the pages run in a circle. A page
 * that leads to itself and then to another one does not.
 */
function followPages(loop: PageLoop | undefined, page: string, cursor: string): PageLoop | "closed" {
  if (!loop) return { page, cursor, steps: 0, span: 1 };
  if (loop.page === page) return loop.steps > 0 || loop.cursor === cursor ? "closed" : { ...loop, cursor };
  return loop.steps + 1 >= loop.span
    ? { page, cursor, steps: 0, span: 2 * loop.span }
    : { ...loop, steps: loop.steps + 1 };
}
