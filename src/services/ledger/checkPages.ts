import type { LedgerWalk, WalkPass, WalkPosition } from "../../core/ledger/ledgerWalk.ts";
import { dayMs } from "../../core/time/durations.ts";
import type { LedgerWriter } from "../../store/historyStore.ts";
import { type FinishedPass, finishPass } from "./finishPass.ts";
import type { LedgerRun } from "./ledgerRun.ts";
import { isBeyondRetention, isEndless, retained, stepDown, stepTo, withAdded } from "./pageSteps.ts";
import type { TopPage } from "./readTop.ts";

/** Begins a pass with the newest page that was just read. */
export async function startCheck(
  run: LedgerRun,
  { page, readAtMs, next, isLast }: TopPage,
): Promise<boolean> {
  // The newest page is the whole ledger: it was a pass of its own.
  if (isLast) return false;
  return run.save((writer) => {
    const pass = run.walk.pass + 1;
    writer.addPage(retained(run, page.entries), { pass, isJoined: true, nowMs: readAtMs });
    return { ...run.walk, pass, check: { startedMs: readAtMs, pass, next, isUrgent: true } };
  });
}

/**
 * Continues the running pass by up to `maxPages` pages. Returns whether something was found that only a pass without a
 * break can tell: entries that are missing where they should be, or pages in another order. `isFresh`: the pass began in this sync.
 */
export async function checkPages(run: LedgerRun, maxPages: number, isFresh = false): Promise<boolean> {
  for (let pages = 0; run.walk.check && pages < maxPages && !run.stopCause; pages += 1) {
    const { check } = run.walk;
    const { pass, next: before } = check;
    // Each day is read again once a day.
    if (isReadToday(run, before) && maxPages === 1) return false;
    const following = await stepDown(run, check, before, isFresh || pages > 0);
    if (!following) return false;
    if (following === "lost" || following === "empty") {
      const isEnd = await endPass(run, check, following === "empty");
      // Only a pass without a break tells whether the ledger ends here, and what is gone.
      return !isEnd && (maxPages > 1 || following === "empty");
    }
    const { page, isLast } = following;
    const { walk } = run;
    const nowMs = run.options.now();
    const kept = retained(run, page.entries);
    let next = await stepTo(run, check, before, following);
    if (isEndless(next)) {
      await run.save(() => ({ ...withoutCheck(walk), reason: "order" }));
      return false;
    }
    const isCut = isBeyondRetention(run, page, next);
    let isMissing = false;
    const isSaved = await run.save((writer) => {
      const added = writer.addPage(kept, { pass, isJoined: true, nowMs });
      next = withAdded(next, added);
      const days = page.paging?.day === undefined ? {} : { days: { ...walk.days, [page.paging.day]: nowMs } };
      // Until a pass shows that no other id stands for two entries, the ledger may be wrong.
      const current: LedgerWalk = { ...walk, ...days, ...(next.hasEqualIds ? { reason: "ids" } : {}) };
      if (isLast || isCut) return finishPass(run, writer, current, passTo(walk, check, next, !isLast));
      isMissing =
        walk.order === "date" && next.ascents === 0 && countMissing(run, writer, pass, before, next) > 0;
      return { ...current, check: { ...check, next } };
    });
    if (!isSaved) return false;
    if (isMissing && maxPages === 1) return true;
    const { reason } = run.walk;
    if (!run.walk.check) return maxPages > 1 && (reason === "order" || reason === "ids");
  }
  return false;
}

/**
 * Ends a pass whose cursor leads no further. An empty page is the end of the ledger where the pass has shown all that is
 * stored. Returns whether it is.
 */
async function endPass(run: LedgerRun, check: WalkPass, isEmpty: boolean): Promise<boolean> {
  const { walk } = run;
  let isEnd = false;
  await run.save((writer) => {
    const all = { fromMs: run.options.retainFromMs, toMs: Number.MAX_SAFE_INTEGER };
    isEnd = isEmpty && writer.countUnseen(check.pass, all) === 0;
    return isEnd ? finishPass(run, writer, walk, passTo(walk, check, check.next, false)) : withoutCheck(walk);
  });
  return isEnd;
}

function passTo(
  { segments }: LedgerWalk,
  { startedMs, pass }: WalkPass,
  position: WalkPosition,
  isCut: boolean,
): FinishedPass {
  return { startedMs, pass, firstIds: segments[0]?.firstIds ?? [], position, isCut };
}

/** How many stored entries of the page's range of time, without its ends, the page does not show. */
function countMissing(
  run: LedgerRun,
  writer: LedgerWriter,
  pass: number,
  before: WalkPosition,
  after: WalkPosition,
): number {
  if (before.tailAtMs === undefined || after.tailAtMs === undefined) return 0;
  const fromMs = Math.max(after.tailAtMs + 1, run.options.retainFromMs);
  return writer.countUnseen(pass, { fromMs, toMs: before.tailAtMs });
}

function isReadToday({ walk, options }: LedgerRun, { cursor }: WalkPosition): boolean {
  const readAtMs = cursor === undefined ? undefined : walk.days?.[cursor];
  return walk.kind === "day" && readAtMs !== undefined && Math.abs(options.now() - readAtMs) < dayMs;
}

function withoutCheck({ check: _, ...walk }: LedgerWalk): LedgerWalk {
  return walk;
}
