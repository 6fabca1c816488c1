import type { CursorLoop } from "../../core/ledger/ledgerWalk.ts";

/**
 * Follows the cursors of a walk, one after the other, and finds any circle within three times its length: the cursor that is
 * kept is as far back as the span, which doubles (Brent's algorithm). `"closed"`: the cursors run in a circle.
 */
export function followCursors(loop: CursorLoop | undefined, cursor: string): CursorLoop | "closed" {
  if (!loop) return { cursor, steps: 0, span: 1 };
  if (loop.cursor === cursor) return "closed";
  return loop.steps + 1 >= loop.span
    ? { cursor, steps: 0, span: 2 * loop.span }
    : { ...loop, steps: loop.steps + 1 };
}
