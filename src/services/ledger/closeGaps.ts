import { defined } from "../../core/common/defined.ts";
import {
  isCovered,
  type LedgerWalk,
  meetsSegment,
  shiftOf,
  type WalkPosition,
  type WalkSegment,
  withEqualIds,
} from "../../core/ledger/ledgerWalk.ts";
import { hourMs } from "../../core/time/durations.ts";
import { finishPass } from "./finishPass.ts";
import type { LedgerRun } from "./ledgerRun.ts";
import type { FollowingPage } from "./nextPage.ts";
import { isBeyondRetention, isEndless, retained, stepDown, stepTo, withAdded } from "./pageSteps.ts";
import { joinSegments, readTop } from "./readTop.ts";

/** When a ledger without an end is read again from its newest page. */
const endlessRetryMs = hourMs;

/** Closes one gap after the other, newest first, as far as the provider and the machine allow. */
export async function closeGaps(run: LedgerRun): Promise<void> {
  let isFresh = false;
  let hasRestarted = false;
  while (!isCovered(run.walk) && !run.stopCause) {
    const [upper] = run.walk.segments;
    if (!upper?.next) return;
    const wasEndless = isEndless(upper.next);
    if (wasEndless && run.options.now() - upper.startedMs < endlessRetryMs)
      return run.stop({ kind: "reason", reason: "order" });
    const following: FollowingPage | "lost" | "empty" | undefined = wasEndless
      ? "lost"
      : await stepDown(run, upper, upper.next, isFresh);
    if (!following) return;
    if (following === "lost" || following === "empty") {
      // Without the place where it stopped, the walk begins again; what is known above is met and passed.
      if (hasRestarted) return run.stop({ kind: "reason", reason: "order" });
      hasRestarted = true;
      if (!(await restart(run))) return;
      isFresh = true;
      continue;
    }
    if (!(await savePage(run, upper, upper.next, following))) return;
    // Further down lies another gap, where an earlier sync stopped.
    isFresh = run.walk.segments[0]?.next?.tail.includes(following.page.entries.at(-1)?.id ?? "") ?? false;
  }
}

/** A new pass from the newest page, which passes over all that is known. */
async function restart(run: LedgerRun): Promise<boolean> {
  const isReset = await run.save(() => ({ ...run.walk, segments: [] }));
  return isReset && (await readTop(run)) !== undefined;
}

async function savePage(
  run: LedgerRun,
  upper: WalkSegment,
  before: WalkPosition,
  following: FollowingPage,
): Promise<boolean> {
  const { page, start, isLast } = following;
  let next = await stepTo(run, upper, before, following);
  const { walk } = run;
  if (isEndless(next)) {
    const { idlePages, isCircle } = next;
    const end: WalkPosition = { ...before, ...defined({ idlePages, isCircle }) };
    await run.save(() => ({ ...walk, segments: [{ ...upper, next: end }, ...walk.segments.slice(1)] }));
    run.stop({ kind: "reason", reason: "order" });
    return false;
  }
  const nowMs = run.options.now();
  const ids = page.entries.map(({ id }) => id);
  const kept = retained(run, page.entries);
  const marks = walk.segments.length === 2 ? await run.marks(ids) : new Map();
  const isKnown = ids.length > 0 && ids.every((id) => marks.get(id)?.isJoined);
  const isCut = isBeyondRetention(run, page, next);
  return run.save((writer) => {
    next = withAdded(
      next,
      writer.addPage(kept, { pass: upper.pass, isJoined: walk.segments.length === 1, nowMs }),
    );
    const days = page.paging?.day === undefined ? {} : { days: { ...walk.days, [page.paging.day]: nowMs } };
    const isSize = walk.kind !== "page" && page.contradictions === 0;
    const pageSize = isSize ? Math.max(walk.pageSize, page.entries.length) : walk.pageSize;
    const paged: LedgerWalk = { ...walk, ...days, pageSize };
    const current = next.hasEqualIds ? withEqualIds(paged) : paged;
    const [, lower, ...rest] = current.segments;
    if (lower && (isKnown || meetsSegment(ids, lower))) {
      const joined = joinSegments(current, upper, [lower, ...rest], shiftOf(ids, start, lower));
      if (joined.segments.length === 1) writer.joinAll();
      return joined;
    }
    if (!isLast && !isCut)
      return { ...current, segments: [{ ...upper, next }, ...current.segments.slice(1)] };
    writer.joinAll();
    return finishPass(
      run,
      writer,
      { ...current, segments: [upper] },
      {
        startedMs: upper.startedMs,
        pass: upper.pass,
        firstIds: upper.firstIds,
        position: next,
        isCut: !isLast,
      },
    );
  });
}
