import type { ProviderLedgerEntry } from "../../core/ledger/ledgerEntry.ts";
import type { Hole } from "../../store/hole.ts";

/** The page of a ledger that is fetched next. */
export interface LedgerStep {
  readonly offset: number;
  /** In a ledger that is walked by cursors; the newest page where it is absent. */
  readonly cursor?: string;
  /** The entry that the cursor leads on from. */
  readonly after?: Pick<Hole, "id" | "atMs">;
  /** From this instant on back, or from the newest entry, pages were seen one after the other. */
  readonly seenFromMs?: number;
  /** The hole that the step is taken for. */
  readonly towards?: string;
  /** Where to go on should the cursor, which an earlier walk left, lead nowhere any more. */
  readonly instead?: LedgerStep;
}

/** A page that was fetched by a step, and where its reply leads on to. */
export interface SteppedPage {
  readonly step: LedgerStep;
  readonly entries: readonly ProviderLedgerEntry[];
  readonly next: string;
}

/**
 * Where a walk by cursors goes on for a hole: where an earlier walk was interrupted, if one left a cursor there, else
 * to the next page.
 */
export function cursorStep(hole: Hole, { step, entries, next }: SteppedPage): LedgerStep {
  const after = oldestOf(entries) ?? step.after;
  const { seenFromMs = Number.POSITIVE_INFINITY } = step;
  const on = { offset: 0, cursor: next, seenFromMs, ...(after ? { after } : {}), towards: hole.id };
  const isAtHand = hole.id === after?.id || hole.id === step.towards;
  return isAtHand || hole.cursor === undefined
    ? on
    : { ...on, cursor: hole.cursor, after: hole, instead: on };
}

/**
 * The id of the entry that a page, or the end of the ledger, is known to follow. Of pages that are counted, arrivals
 * may have pushed newer ones to where the cursor leads; that none above it were deleted is taken for granted.
 */
export function followedBy(
  { after }: LedgerStep,
  entries: readonly ProviderLedgerEntry[],
  isLast: boolean,
): string | undefined {
  const oldest = oldestOf(entries);
  if (!oldest) return isLast ? after?.id : undefined;
  return after && oldest.atMs <= after.atMs && !entries.some(({ id }) => id === after.id)
    ? after.id
    : undefined;
}

function oldestOf(entries: readonly ProviderLedgerEntry[]): LedgerStep["after"] {
  const last = entries.at(-1);
  return last && { id: last.id, atMs: Date.parse(last.at) };
}
