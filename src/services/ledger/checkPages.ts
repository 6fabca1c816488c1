import type { LedgerWalk, WalkPosition } from "../../core/ledger/ledgerWalk.ts";
import { dayMs } from "../../core/time/durations.ts";
import type { LedgerWriter } from "../../store/historyStore.ts";
import { finishPass } from "./finishPass.ts";
import type { LedgerRun } from "./ledgerRun.ts";
import { positionAfter } from "./nextPage.ts";
import {
  countUnknown,
  isBeyondRetention,
  isRepetition,
  maxIdlePages,
  retained,
  stepDown,
  withContradictions,
} from "./pageSteps.ts";
import type { TopPage } from "./readTop.ts";

/** Begins a pass with the newest page that was just read. */
export async function startCheck(
  run: LedgerRun,
  { page, readAtMs, next, isLast }: TopPage,
): Promise<boolean> {
  // The newest page is the whole ledger: it was a pass of its own.
  if (isLast) return false;
  run.startPass();
  return run.save((writer) => {
    const pass = run.walk.pass + 1;
    writer.addPage(retained(run, page.entries), { pass, isJoined: true, nowMs: readAtMs });
    return { ...run.walk, pass, check: { startedMs: readAtMs, pass, next, isUrgent: true } };
  });
}

/**
 * Continues the running pass by up to `maxPages` pages. Returns whether something was found that only a pass without a
 * break can tell: entries that are missing where they should be, or pages in another order.
 */
export async function checkPages(run: LedgerRun, maxPages: number): Promise<boolean> {
  let idlePages = 0;
  for (let pages = 0; run.walk.check && pages < maxPages && !run.stopCause; pages += 1) {
    const { check } = run.walk;
    const { startedMs, pass, next: before } = check;
    // Each day is read again once a day.
    if (isReadToday(run, before) && maxPages === 1) return false;
    const following = await stepDown(run, check, before, pages > 0);
    if (!following) return false;
    if (following === "lost") {
      await run.save(() => withoutCheck(run.walk));
      return maxPages > 1;
    }
    const { page, isLast } = following;
    idlePages = (await isRepetition(run, check, page, before)) ? idlePages + 1 : 0;
    const { walk } = run;
    const nowMs = run.options.now();
    const fresh = page.entries.filter(({ id }) => !before.tail.includes(id));
    const kept = retained(run, fresh);
    const found = await countUnknown(run, kept);
    const after = positionAfter(following, run.options.retainFromMs, before, found);
    let next = withContradictions(run, page, after, before.tail);
    const isCut = isBeyondRetention(run, page, next);
    let isMissing = false;
    if (idlePages > maxIdlePages) {
      await run.save(() => ({ ...withoutCheck(walk), reason: "order" }));
      return false;
    }
    const isSaved = await run.save((writer) => {
      const changed = writer.addPage(kept, { pass, isJoined: true, nowMs });
      next = { ...next, found: next.found + changed };
      const days = page.paging?.day === undefined ? {} : { days: { ...walk.days, [page.paging.day]: nowMs } };
      // Until a pass shows that no other id stands for two entries, the ledger may be wrong.
      const current: LedgerWalk = { ...walk, ...days, ...(next.hasEqualIds ? { reason: "ids" } : {}) };
      if (isLast || isCut)
        return finishPass(run, writer, current, {
          startedMs,
          pass,
          firstIds: walk.segments[0]?.firstIds ?? [],
          position: next,
          isCut: !isLast,
        });
      isMissing =
        walk.order === "date" && next.ascents === 0 && countMissing(run, writer, pass, before, next) > 0;
      return { ...current, check: { ...check, next } };
    });
    if (!isSaved) return false;
    if (isMissing && maxPages === 1) return true;
    if (!run.walk.check) return run.walk.reason === "order" || run.walk.reason === "ids";
  }
  return false;
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
