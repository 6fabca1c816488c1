import type { LedgerPage } from "../../providers/provider.ts";
import type { LedgerStep } from "./ledgerCursor.ts";

/** Instants after `aboveMs` and up to `toMs`, in epoch milliseconds. */
export interface PassedHoles {
  readonly aboveMs: number;
  readonly toMs: number;
}

/**
 * Where a hole's entry is gone at the provider, deleted or too old for it: where the page that it belongs on did not
 * show it. `isLast`: the ledger ends with the page. A page by itself tells of the time that it spans; one that the
 * cursor before led to, of all that was passed on the way to it, as not every provider is strict in its order. An
 * empty first page tells of nothing: it may be a provider's slip.
 */
export function passedHoles(
  { offset, after, seenFromMs = Number.POSITIVE_INFINITY }: LedgerStep,
  { entries, next }: LedgerPage,
  isLast: boolean,
): PassedHoles | undefined {
  const [newest, oldest] = [entries[0], entries.at(-1)];
  const isWalked = next !== undefined;
  if (!newest || !oldest) {
    return isWalked && isLast && after ? { aboveMs: Number.NEGATIVE_INFINITY, toMs: seenFromMs } : undefined;
  }
  const [newestMs, oldestMs] = [Date.parse(newest.at), Date.parse(oldest.at)];
  // Others of an instant that the page begins with may be above it.
  const spannedToMs = offset === 0 ? seenFromMs : Math.max(newestMs - 1, oldestMs);
  return {
    aboveMs: isLast ? Number.NEGATIVE_INFINITY : isWalked ? newestMs : oldestMs,
    toMs: isWalked ? seenFromMs : spannedToMs,
  };
}
