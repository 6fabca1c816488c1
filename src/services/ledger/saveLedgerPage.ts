import type { MeterReading } from "../../core/readings/snapshot.ts";
import type { LedgerPage } from "../../providers/provider.ts";
import type { LedgerGap } from "../../store/historyStore.ts";
import type { History } from "../history/history.ts";
import { coveredGaps, type LedgerPageRequest, nextCursorRequest, precedingEntry } from "./ledgerCursor.ts";

/** Entries that are asked for at once. */
export const pageSize = 100;
/** A history that has grown beyond this takes in no more of a ledger, whatever its provider writes into it. */
const maxHistoryBytes = 2 ** 30;

interface FetchedPage {
  readonly request: LedgerPageRequest;
  readonly page: LedgerPage;
  readonly meter: MeterReading;
  /** Where the account is read. */
  readonly source: string;
  /** Epoch milliseconds. What is older is let go of, so it is not taken in; the ledger ends for us before it. */
  readonly retainFromMs: number;
}

interface SavedPage {
  readonly gap: LedgerGap | undefined;
  /** The history has grown too large to take in more. */
  readonly isFull: boolean;
  /** Where a walk by cursors goes on. */
  readonly nextRequest: LedgerPageRequest | undefined;
}

/** Keeps a page of an account's ledger, and where to go on after it. `undefined` when that could not be. */
export async function saveLedgerPage(
  history: Pick<History, "write">,
  accountId: string,
  { request, page, meter, source, retainFromMs }: FetchedPage,
): Promise<SavedPage | undefined> {
  const { entries, total = 0, next } = page;
  const wanted = entries.filter(({ at }) => Date.parse(at) >= retainFromMs);
  const isEnd =
    next === undefined
      ? entries.length < pageSize && request.offset + entries.length >= total
      : next === null;
  const isLast = isEnd || wanted.length < entries.length;
  const followed = precedingEntry(request, entries, isLast);
  const passed = coveredGaps(request, page, isLast);
  const kept: SavedPage[] = [];
  const isKept = await history.write(accountId, (store) => {
    store.addLedgerPage(accountId, wanted, isLast, meter, source);
    if (followed !== undefined) store.closeGap(accountId, followed);
    if (passed) store.closeGaps(accountId, passed.aboveMs, passed.toMs);
    const gap = store.firstGap(accountId);
    const isOn = gap && typeof next === "string" && !isLast;
    const nextRequest = isOn ? nextCursorRequest(gap, { request, entries, next }) : undefined;
    if (gap && nextRequest?.cursor === next) store.saveGapCursor(accountId, gap.id, next);
    kept.push({ gap, isFull: store.bytes > maxHistoryBytes, nextRequest });
  });
  return isKept ? kept.at(-1) : undefined;
}
