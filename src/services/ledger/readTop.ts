import {
  isCovered,
  type LedgerWalk,
  meetsSegment,
  shifted,
  shiftOf,
  type WalkPosition,
  type WalkSegment,
  withEqualIds,
} from "../../core/ledger/ledgerWalk.ts";
import { dayMs } from "../../core/time/durations.ts";
import type { LedgerPage } from "../../providers/provider.ts";
import { finishPass } from "./finishPass.ts";
import { isOnlyPage, pagingOf, topAddress } from "./ledgerRequests.ts";
import type { LedgerRun } from "./ledgerRun.ts";
import { positionAfter } from "./nextPage.ts";
import { retained } from "./pageSteps.ts";
import type { SoundPage } from "./soundPage.ts";

/** The newest page of a ledger. */
export interface TopPage {
  readonly page: SoundPage;
  readonly readAtMs: number;
  /** Where a pass over the ledger continues after the page. */
  readonly next: WalkPosition;
  readonly isLast: boolean;
  /** How many more entries the provider counts than are known; `undefined` where it does not count them. */
  readonly excess?: number;
}

/** Reads the newest page and joins it with what is known below. `undefined` when the sync has to stop. */
export async function readTop(run: LedgerRun): Promise<TopPage | undefined> {
  const readAtMs = run.options.now();
  const page = await run.fetch(topAddress);
  if (!page) return undefined;
  const { walk } = run;
  const paged = withPaging(walk, page);
  const isLast = isOnlyPage(page, walk);
  if (
    page.entries.length === 0 &&
    paged.kind !== "day" &&
    walk.segments.some(({ firstIds }) => firstIds.length > 0)
  ) {
    // An empty newest page proves nothing: it may be an error of the provider.
    return run.stop({ kind: "reason", reason: "gap" });
  }
  const position = positionAfter({ page, start: 0, isUnstable: false }, run.options.retainFromMs);
  const next: WalkPosition = page.contradictions > 0 ? { ...position, hasEqualIds: true } : position;
  const top: TopPage = { page, readAtMs, next, isLast };
  if (paged.kind === "day") return (await readDays(run, paged, top)) ? top : undefined;
  if (isLast) {
    const isSaved = await run.save((writer) => {
      const pass = walk.pass + 1;
      writer.addPage(retained(run, page.entries), { pass, isJoined: true, nowMs: readAtMs });
      writer.joinAll();
      return finishPass(
        run,
        writer,
        { ...paged, pass },
        { startedMs: readAtMs, pass, firstIds: next.tail, position: next, isCut: false, isSinglePage: true },
      );
    });
    return isSaved ? withExcess(run, top) : undefined;
  }
  const joined = joinTop(paged, page, next, readAtMs);
  const missing = isCovered(joined) ? missingIds(walk, next) : [];
  // A pass begins with each sync that finds none under way.
  const begins = isCovered(joined) && joined.check === undefined;
  const pass = begins ? joined.pass + 1 : joined.pass;
  const isSaved = await run.save((writer) => {
    const isJoined = joined.segments.length === 1;
    writer.addPage(retained(run, page.entries), { pass, isJoined, nowMs: readAtMs });
    if (isJoined) writer.joinAll();
    writer.removeEntries(missing, readAtMs);
    const walk = next.hasEqualIds ? withEqualIds(joined) : joined;
    return begins ? { ...walk, pass, check: { startedMs: readAtMs, pass, next } } : walk;
  });
  return isSaved ? withExcess(run, top) : undefined;
}

/**
 * The entries that stood above one that the page still shows, and are not on the page: they are gone, because the page
 * shows all that is above. None where the provider changes the order of entries.
 */
function missingIds(
  { order, reason, segments: [first] }: LedgerWalk,
  { tail: ids, ascents, descents }: WalkPosition,
): readonly string[] {
  const before = first?.firstIds ?? [];
  const places = ids.map((id) => before.indexOf(id)).filter((place) => place >= 0);
  const isReordered = places.some((place, index) => place < (places[index - 1] ?? 0));
  // Entries of one instant say nothing about the order of the page.
  if (ascents >= descents || isReordered || order === undefined || order === "none" || reason === "order")
    return [];
  return before.slice(0, places.at(-1) ?? 0).filter((id) => !ids.includes(id));
}

function withPaging(walk: LedgerWalk, page: SoundPage): LedgerWalk {
  const isContradictory = page.contradictions > 0;
  const paging = pagingOf(page);
  // Pages by number have one size; of others, the largest is known. A page with an id twice is longer than it should be.
  const isSize = paging.kind === "page" && page.next !== null && !isContradictory;
  const known =
    isContradictory && walk.pageSize > 0 ? walk.pageSize : Math.max(walk.pageSize, paging.pageSize);
  const pageSize = isSize ? paging.pageSize : known;
  // A page without a next one does not show how the ledger is paged.
  return page.next === null && walk.kind !== undefined
    ? { ...walk, pageSize }
    : { ...walk, ...paging, pageSize };
}

/** The newest page joins the newest segment if it shows its beginning; otherwise a new segment begins. */
function joinTop(walk: LedgerWalk, page: LedgerPage, next: WalkPosition, readAtMs: number): LedgerWalk {
  const ids = page.entries.map(({ id }) => id);
  const [first, ...rest] = walk.segments;
  const pass = walk.pass + 1;
  const top: WalkSegment = { firstIds: ids, startedMs: readAtMs, pass, next };
  if (!first || !meetsSegment(ids, first))
    return { ...walk, pass, segments: [top, ...walk.segments].slice(0, maxSegments) };
  return joinSegments(walk, { ...top, firstIds: ids }, [first, ...rest], shiftOf(ids, 0, first));
}

/** More gaps are not kept apart: what lies below is fetched again. */
const maxSegments = 4;

/** The upper segment takes the place of the first one below, whose entries moved down by `shift`. */
export function joinSegments(
  walk: LedgerWalk,
  upper: WalkSegment,
  [lower, ...rest]: readonly [WalkSegment, ...WalkSegment[]],
  shift: number,
): LedgerWalk {
  const segment: WalkSegment = {
    firstIds: upper.firstIds,
    startedMs: Math.min(upper.startedMs, lower.startedMs),
    pass: Math.min(upper.pass, lower.pass),
    next: shifted(lower.next, shift),
    ...(lower.count === undefined ? {} : { count: lower.count + shift }),
  };
  const check = walk.check && { ...walk.check, next: shifted(walk.check.next, shift) };
  return { ...walk, segments: [segment, ...rest], ...(check ? { check } : {}) };
}

/** Where the last pass ended at the retention, the provider counts older entries too: their number is learned once. */
async function withExcess(run: LedgerRun, top: TopPage): Promise<TopPage> {
  const { walk } = run;
  const count = isCovered(walk) ? walk.segments[0]?.count : undefined;
  if (top.page.total === undefined || count === undefined) return top;
  const excess = top.page.total - count;
  if (walk.isCut && walk.excess === undefined) await run.save(() => ({ ...run.walk, excess }));
  return { ...top, excess };
}

/** Reads the days that had not ended when they were read last. False when the sync has to stop. */
async function readDays(run: LedgerRun, paged: LedgerWalk, top: TopPage): Promise<boolean> {
  const isFirstWalk = paged.segments.length === 0;
  const begins = paged.check === undefined && isCovered(paged);
  const pass = begins || isFirstWalk ? paged.pass + 1 : paged.pass;
  const segments =
    paged.segments.length > 0
      ? paged.segments
      : [{ firstIds: [], startedMs: top.readAtMs, pass, next: top.next }];
  let { page, readAtMs } = top;
  for (let isFirst = true; ; isFirst = false) {
    const { walk } = run;
    const { paging, entries, next } = page;
    const isSaved = await run.save((writer) => {
      writer.addPage(retained(run, entries), { pass, isJoined: true, nowMs: readAtMs });
      const days = { ...walk.days, ...(paging?.day === undefined ? {} : { [paging.day]: readAtMs }) };
      const sound = (current: LedgerWalk) => (page.contradictions > 0 ? withEqualIds(current) : current);
      if (!isFirst) return sound({ ...walk, days });
      const check = begins ? { startedMs: readAtMs, pass, next: top.next } : paged.check;
      return sound({ ...paged, pass, segments, days, ...(check ? { check } : {}) });
    });
    if (!isSaved) return false;
    // The first walk reads all days.
    if (isFirstWalk || typeof next !== "string") return true;
    const lastReadMs = run.walk.days?.[next];
    if (lastReadMs !== undefined && lastReadMs >= Date.parse(next) + dayMs) return true;
    // From here down, the walk goes on where it stopped.
    if (next <= (run.walk.segments[0]?.next?.cursor ?? "")) return true;
    readAtMs = run.options.now();
    const older = await run.fetch({ offset: 0, cursor: next });
    if (!older) return false;
    page = older;
  }
}
