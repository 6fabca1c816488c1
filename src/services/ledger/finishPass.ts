import { defined } from "../../core/common/defined.ts";
import { type LedgerWalk, provesOrder, type WalkPosition } from "../../core/ledger/ledgerWalk.ts";
import type { LedgerWriter } from "../../store/historyStore.ts";
import type { LedgerRun } from "./ledgerRun.ts";

export interface FinishedPass {
  readonly startedMs: number;
  readonly pass: number;
  /** The newest ids. */
  readonly firstIds: readonly string[];
  /** Where the pass ended. */
  readonly position: WalkPosition;
  /** A single page showed all. */
  readonly isSinglePage?: boolean;
  /** It ended at the retention, not at the end of the ledger. */
  readonly isCut: boolean;
}

/**
 * A pass over the whole ledger has ended: what it did not show is no longer at the provider. Entries that are older
 * than the oldest one that the provider shows stay, because many providers show only the last weeks.
 */
export function finishPass(
  run: LedgerRun,
  writer: LedgerWriter,
  walk: LedgerWalk,
  { startedMs, pass, firstIds, position, isCut, isSinglePage = false }: FinishedPass,
): LedgerWalk {
  const { retainFromMs, now } = run.options;
  const nowMs = now();
  const { isUnstable, hasEqualIds, ascents, descents, leftOut, oldestMs } = position;
  const shownFromMs = isCut ? retainFromMs : Math.max(retainFromMs, oldestMs ?? retainFromMs);
  const agedOut = writer.countUnseen(pass, { fromMs: retainFromMs, toMs: shownFromMs });
  const unseen = { fromMs: shownFromMs, toMs: Number.MAX_SAFE_INTEGER };
  const isQuiet =
    walk.lastPass !== undefined && position.found === 0 && writer.countUnseen(pass, unseen) === 0;
  const isConfirmed = isSinglePage || isQuiet || provesOrder(walk);
  // What one unconfirmed pass did not show may be hidden; what two did not show is gone.
  const unseenSince = isConfirmed ? pass : Math.min(pass, walk.lastPass ?? 0);
  if (!isUnstable) writer.removeUnseen({ pass: unseenSince, fromMs: shownFromMs, nowMs });
  const {
    check: _,
    coveredFromMs: _from,
    reason: _reason,
    excess: _excess,
    isCut: _cut,
    isUnconfirmed: _un,
    ...rest
  } = walk;
  const isByDay = walk.kind === "day";
  return {
    ...rest,
    lastPass: pass,
    asOfMs: isConfirmed ? startedMs : (walk.asOfMs ?? startedMs),
    order: isByDay ? "booking" : ascents === 0 ? "date" : ascents <= descents ? "booking" : "none",
    segments: [
      {
        firstIds,
        startedMs,
        pass,
        next: null,
        count: writer.countSeen(pass) + leftOut,
      },
    ],
    ...defined({
      coveredFromMs: isCut || leftOut > 0 ? retainFromMs : undefined,
      isCut: isCut ? (true as const) : undefined,
      isUnconfirmed: isConfirmed ? undefined : (true as const),
      excess: isCut ? undefined : walk.excess,
      reason: isUnstable
        ? ("order" as const)
        : hasEqualIds
          ? ("ids" as const)
          : agedOut > 0 && !isByDay
            ? ("limit" as const)
            : undefined,
    }),
  };
}
