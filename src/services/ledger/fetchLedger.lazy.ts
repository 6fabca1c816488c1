import type { Account } from "../../core/accounts/account.ts";
import { defined } from "../../core/common/defined.ts";
import { failed, type Outcome, success } from "../../core/readings/outcome.ts";
import type { MeterReading } from "../../core/readings/snapshot.ts";
import type { LedgerPage } from "../../providers/provider.ts";
import type { LedgerGap } from "../../store/historyStore.ts";
import type { History } from "../history/history.ts";
import type { OnDemandClient } from "../onDemand/onDemandClient.ts";
import {
  coveredGaps,
  type LedgerPageRequest,
  nextCursorRequest,
  nextOffset,
  precedingEntry,
} from "./ledgerCursor.ts";

export interface FetchLedgerOptions {
  readonly onDemandClient: Pick<OnDemandClient, "callIgnoringPause">;
  readonly history: Pick<History, "write">;
  /** Where the account is read; see `accountSource`. */
  readonly source: string;
  /** Older entries are not stored, in epoch milliseconds. */
  readonly retainFromMs: number;
  /** Whether this window may fetch another page, asked after each page. */
  readonly mayContinue: () => Promise<boolean>;
  /** A page was stored. */
  readonly onPage: () => void;
}

/** How many entries a request asks for. */
const pageSize = 100;
/** After so many pages in a row without progress, the rest is left for the next sync. */
const maxIdlePages = 20;
/** Empty pages at the start, such as the days without entries of a ledger that is paged by day. */
const maxEmptyPages = 100;
/** Half a million entries in one sync: a ledger without an end must not fill the disk. */
const maxPages = 5_000;
/** When the history is larger, no more ledger entries are stored. */
const maxHistoryBytes = 2 ** 30;

/**
 * Fetches an account's ledger from the newest entry back to the stored ones, then closes one gap after the other, and
 * stores each page. `meter`: the meter that the ledger changes. Resolves to whether no gap is left, or to the failure
 * of the page that ended the sync. Rejects when `signal` aborts.
 */
export async function fetchLedger(
  account: Account,
  meter: MeterReading,
  signal: AbortSignal,
  options: FetchLedgerOptions,
): Promise<Outcome<boolean>> {
  const { onDemandClient, history, mayContinue, onPage } = options;
  let request: LedgerPageRequest = { offset: 0 };
  let lastGap: string | undefined;
  let emptyPages = 0;
  for (let idlePages = 0, count = 0; idlePages < maxIdlePages && count < maxPages; count += 1) {
    const page = await fetchPage(onDemandClient, account, request, signal);
    const { after, fallback } = request;
    if (after && fallback && isCursorRejected(page)) {
      await history.write(account.id, (store) => store.saveGapCursor(account.id, after.id, undefined));
      request = fallback;
      continue;
    }
    if (!page.ok) return page;
    const saved = await savePage(account.id, request, page.value, meter, options);
    if (!saved) return success(false);
    onPage();
    const { gap, isFull, nextRequest } = saved;
    const { entries, next, total } = page.value;
    if (!gap) {
      const mayBeEnd = entries.length > 0 || emptyPages >= maxEmptyPages;
      if (mayBeEnd || typeof next !== "string") return success(true);
      if (!(await mayContinue())) return success(false);
      emptyPages += 1;
      request = { offset: 0, cursor: next };
      continue;
    }
    if (isFull || !(await mayContinue())) return success(false);
    if (nextRequest) {
      request = nextRequest;
      continue;
    }
    const isEmptyLedger = entries.length === 0 && request.offset === 0;
    if (next !== undefined || isEmptyLedger) return success(false);
    const gapKey = `${gap.id} ${gap.newerCount}`;
    const isNewGap = gapKey !== lastGap;
    lastGap = gapKey;
    idlePages = isNewGap ? 0 : idlePages + 1;
    request = { offset: nextOffset(gap, { entries, offset: request.offset, total, isNewGap }) };
  }
  return success(false);
}

function fetchPage(
  onDemandClient: FetchLedgerOptions["onDemandClient"],
  account: Account,
  { offset, cursor }: LedgerPageRequest,
  signal: AbortSignal,
): Promise<Outcome<LedgerPage>> {
  const query = { limit: pageSize, offset, ...defined({ cursor }) };
  return onDemandClient.callIgnoringPause(
    account,
    signal,
    async (adapter, access) =>
      (await adapter.readLedger?.(access, query)) ?? failed({ kind: "badResponse", reason: "empty" }),
  );
}

/** Whether the provider no longer accepts the cursor of an earlier sync: it fails, or returns an empty last page. */
function isCursorRejected(page: Outcome<LedgerPage>): boolean {
  if (page.ok) return page.value.entries.length === 0 && page.value.next === null;
  return page.failure.kind === "providerError" && page.failure.status < 500;
}

interface SavedPage {
  /** The newest gap that is left. */
  readonly gap: LedgerGap | undefined;
  /** The history is too large to store more. */
  readonly isFull: boolean;
  /** In a ledger that is paged by cursors: the request that continues at the gap. */
  readonly nextRequest: LedgerPageRequest | undefined;
}

/** Stores a page with the gaps that it closes and the cursor for the next page. `undefined` when it was not saved. */
async function savePage(
  accountId: string,
  request: LedgerPageRequest,
  page: LedgerPage,
  meter: MeterReading,
  { history, source, retainFromMs }: FetchLedgerOptions,
): Promise<SavedPage | undefined> {
  const { entries, total = 0, next } = page;
  const retained = entries.filter(({ at }) => Date.parse(at) >= retainFromMs);
  const isShortPage = entries.length < pageSize && request.offset + entries.length >= total;
  const isEnd = next === undefined ? isShortPage : next === null;
  // Entries that are too old to store end the ledger for this sync.
  const isLast = isEnd || retained.length < entries.length;
  const precedingId = precedingEntry(request, entries, isLast);
  const covered = coveredGaps(request, page, isLast);
  const saved: SavedPage[] = [];
  const isSaved = await history.write(accountId, (store) => {
    store.addLedgerPage(accountId, retained, isLast, meter, source);
    if (precedingId !== undefined) store.closeGap(accountId, precedingId);
    if (covered) store.closeGaps(accountId, covered.aboveMs, covered.toMs);
    const gap = store.firstGap(accountId);
    const hasNext = gap && typeof next === "string" && !isLast;
    const nextRequest = hasNext ? nextCursorRequest(gap, { request, entries, next }) : undefined;
    if (gap && nextRequest?.cursor === next) store.saveGapCursor(accountId, gap.id, next);
    saved.push({ gap, isFull: store.bytes > maxHistoryBytes, nextRequest });
  });
  return isSaved ? saved.at(-1) : undefined;
}
