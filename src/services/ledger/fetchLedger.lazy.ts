import type { Account } from "../../core/accounts/account.ts";
import { defined } from "../../core/common/defined.ts";
import type { FinalSync, PartialReason } from "../../core/ledger/ledgerEntry.ts";
import { isCovered, type LedgerWalk } from "../../core/ledger/ledgerWalk.ts";
import type { Failure } from "../../core/readings/failure.ts";
import { requestedRetryMs } from "../../core/readings/failure.ts";
import type { MeterReading } from "../../core/readings/snapshot.ts";
import { hourMs } from "../../core/time/durations.ts";
import { checkPages, startCheck } from "./checkPages.ts";
import { closeGaps } from "./closeGaps.ts";
import { type FetchLedgerOptions, LedgerRun } from "./ledgerRun.ts";
import { readTop, type TopPage } from "./readTop.ts";

export interface LedgerResult extends FinalSync {
  /** Why the sync ended before it was done. */
  readonly failure?: Failure;
}

/** How often the newest page is read again because entries arrived meanwhile. */
const maxTopReads = 10;
/** How many times a sync goes over the whole ledger because something changed. */
const maxPasses = 3;
const maxUnorderedPages = 50;

/**
 * Fetches an account's ledger and stores each page. `meter`: the meter that the ledger changes. Rejects when `signal`
 * aborts.
 *
 * The newest pages are read until they meet what is known, then each gap is closed. When no gap is left, one older page
 * a sync is read again in turn, because a provider also adds, changes and removes older entries. What cannot be such a
 * single change, such as another total, leads to a pass over the whole ledger at once. The newest page is the last that
 * a sync reads.
 */
export async function fetchLedger(
  account: Account,
  meter: MeterReading,
  signal: AbortSignal,
  options: FetchLedgerOptions,
): Promise<LedgerResult> {
  const run = new LedgerRun(account, meter, signal, options);
  if (!(await run.load())) return { state: "partial", reason: "gap" };
  const { reason } = run.walk;
  // A page that fails here does not keep the newest entries away, except when the provider asked for a pause.
  const hasUrgentPass = run.walk.check?.isUrgent ?? false;
  let mustCheck = hasUrgentPass || (isCovered(run.walk) && (await checkPages(run, 1)));
  const { stopCause } = run;
  if (stopCause?.kind === "failure" && requestedRetryMs(stopCause.failure) === undefined) run.resume();
  let top = run.stopCause ? undefined : await readAll(run);
  for (
    let passes = 0;
    top && (mustCheck || needsCheck(run, top, reason)) && passes < maxPasses;
    passes += 1
  ) {
    // A pass that was interrupted goes on.
    const isFresh = !run.walk.check?.isUrgent;
    if (isFresh && !(await startCheck(run, top))) break;
    mustCheck = await checkPages(run, Number.POSITIVE_INFINITY, isFresh);
    if (run.stopCause) break;
    top = await readAll(run);
  }
  // A provider that no longer counts its entries contradicts nothing.
  const excess = top && (top.page.total === undefined ? 0 : top.excess);
  if (excess !== undefined && excess !== (run.walk.excess ?? 0)) await saveExcess(run, excess);
  return resultOf(run, top);
}

/** Reads the newest pages and closes all gaps, until the newest page alone meets what is known. */
async function readAll(run: LedgerRun): Promise<TopPage | undefined> {
  for (let reads = 0; reads < maxTopReads && !run.stopCause; reads += 1) {
    const top = await readTop(run);
    if (!top) return undefined;
    const { requests } = run;
    await closeGaps(run);
    if (run.requests === requests && isCovered(run.walk)) return top;
  }
  return run.stop({ kind: "reason", reason: "gap" });
}

/** `excess`: how many more entries the provider counts than it showed. It is compared again when it changes. */
async function saveExcess(run: LedgerRun, excess: number): Promise<void> {
  await run.save(() => ({ ...run.walk, excess }));
}

/** `reasonBefore`: why the ledger was not complete when the sync began. */
function needsCheck(run: LedgerRun, { excess }: TopPage, reasonBefore: PartialReason | undefined): boolean {
  const { walk, options } = run;
  const { coveredFromMs, reason, isUnconfirmed } = walk;
  const isUnsound = reason === "order" || reason === "ids";
  if (isUnconfirmed && !isUnsound) return true;
  // The history is to be kept for longer than before.
  if (coveredFromMs !== undefined && options.retainFromMs < coveredFromMs) return true;
  if (excess !== undefined && excess !== (walk.excess ?? 0)) return true;
  // Where new entries do not come first, the newest page does not show them.
  if (isUnordered(walk)) return isShortEnough(walk);
  // What contradicts itself is read again once an hour.
  const passedMs = options.now() - (walk.segments[0]?.startedMs ?? 0);
  return isUnsound && (reason !== reasonBefore || passedMs > hourMs);
}

function isUnordered({ order, segments, pageSize }: LedgerWalk): boolean {
  return order === "none" && (segments[0]?.count ?? 0) > pageSize;
}

/** Whether a ledger whose new entries may be anywhere can be read to its end with each sync. */
function isShortEnough({ segments, pageSize }: LedgerWalk): boolean {
  return (segments[0]?.count ?? 0) <= maxUnorderedPages * pageSize;
}

function resultOf({ walk, stopCause, options }: LedgerRun, top: TopPage | undefined): LedgerResult {
  const { asOfMs, coveredFromMs, excess = 0, isCut, isUnconfirmed } = walk;
  const stopReason = stopCause && (stopCause.kind === "reason" ? stopCause.reason : "gap");
  const isShort = coveredFromMs !== undefined && options.retainFromMs < coveredFromMs;
  const isUnsound = walk.reason === "order" || walk.reason === "ids";
  // What contradicts itself is never confirmed.
  const isOpen = isUnconfirmed && !isUnsound;
  const hasGap = !top || !isCovered(walk) || asOfMs === undefined || isShort || isOpen;
  const hasOtherTotal = excess !== 0 && !isCut;
  const otherReason = isUnordered(walk) && !isShortEnough(walk) ? "order" : walk.reason;
  const reason = stopReason ?? (hasGap ? "gap" : hasOtherTotal ? "total" : otherReason);
  return {
    state: reason === undefined ? "complete" : "partial",
    ...defined({ reason, asOfMs, failure: stopCause?.kind === "failure" ? stopCause.failure : undefined }),
  };
}
