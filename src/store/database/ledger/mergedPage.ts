import type { TimeOrder } from "../../../core/ledger/ledgerEntry.ts";
import { comparePositions, type EntrySource, type LedgerPosition, type PositionedRow } from "./cursor.ts";

/** The entries of several sources after a position, in one order. */
export function mergedPage(
  sources: readonly EntrySource[],
  order: TimeOrder,
  after: LedgerPosition | undefined,
  limit: number,
): readonly PositionedRow[] {
  return merge(
    sources.map((source) => source.page(order, after, limit)),
    order === "newest" ? -1 : 1,
  ).slice(0, limit);
}

/** `direction`: 1 for lists in order of time, -1 for the newest first. */
function merge(lists: readonly PositionedRow[][], direction: 1 | -1): PositionedRow[] {
  return lists.reduce((merged, list) => mergeTwo(merged, list, direction), []);
}

function mergeTwo(a: PositionedRow[], b: PositionedRow[], direction: 1 | -1): PositionedRow[] {
  const merged: PositionedRow[] = [];
  let [i, j] = [0, 0];
  for (let [x, y] = [a[i], b[j]]; x || y; [x, y] = [a[i], b[j]]) {
    const isFirst = x && (!y || comparePositions(x.position, y.position) * direction < 0);
    const next = isFirst ? x : y;
    if (next) merged.push(next);
    if (isFirst) i += 1;
    else j += 1;
  }
  return merged;
}
