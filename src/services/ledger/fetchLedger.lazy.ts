import type { Account } from "../../core/accounts/account.ts";
import { failed, type Outcome, success } from "../../core/readings/outcome.ts";
import type { MeterReading } from "../../core/readings/snapshot.ts";
import type { LedgerPage } from "../../providers/provider.ts";
import type { History } from "../history/history.ts";
import type { OnDemandClient } from "../onDemand/onDemandClient.ts";
import type { LedgerPageRequest } from "./ledgerCursor.ts";
import { nextOffset } from "./ledgerCursor.ts";
import { pageSize, saveLedgerPage } from "./saveLedgerPage.ts";

export interface FetchLedgerOptions {
  readonly onDemandClient: Pick<OnDemandClient, "callIgnoringPause">;
  readonly history: Pick<History, "write">;
  /** Where the account is read. */
  readonly source: string;
  /** Nothing older than this is kept, in epoch milliseconds. */
  readonly retainFromMs: number;
  /** Whether this window may ask for another page, now that one is kept. */
  readonly mayContinue: () => Promise<boolean>;
  /** A page was kept. */
  readonly onPage: () => void;
}

/** A ledger that cannot be followed is left for the next sync. */
const maxIdlePages = 20;
/** Days without an entry, say, of a ledger that comes by the day. */
const maxEmptyPages = 100;
/** Half a million entries in one go: a ledger without end must not fill the disk unasked. */
const maxPages = 5_000;

/**
 * Walks from the newest entry of a ledger back to what is known, then on from hole to hole, and keeps each page with
 * the holes that are left. `meter`: what the ledger moves. Gives back whether no hole is left; the failure of the
 * page that ended the walk otherwise. Throws once `signal` is aborted.
 */
export async function fetchLedger(
  account: Account,
  meter: MeterReading,
  signal: AbortSignal,
  { onDemandClient, history, source, retainFromMs, mayContinue, onPage }: FetchLedgerOptions,
): Promise<Outcome<boolean>> {
  let step: LedgerPageRequest = { offset: 0 };
  let edge: string | undefined;
  let empty = 0;
  for (let idle = 0, count = 0; idle < maxIdlePages && count < maxPages; count += 1) {
    const page = await fetchPage(onDemandClient, account, step, signal);
    const { after, fallback } = step;
    if (after && fallback && isCursorRejected(page)) {
      await history.write(account.id, (store) => store.saveGapCursor(account.id, after.id, undefined));
      step = fallback;
      continue;
    }
    if (!page.ok) return page;
    const kept = await saveLedgerPage(history, account.id, {
      request: step,
      page: page.value,
      meter,
      source,
      retainFromMs,
    });
    if (!kept) return success(false);
    onPage();
    const { gap, isFull, nextRequest } = kept;
    const { entries, next, total } = page.value;
    if (!gap) {
      const isGap = entries.length === 0 && empty < maxEmptyPages;
      if (!isGap || typeof next !== "string") return success(true);
      if (!(await mayContinue())) return success(false);
      empty += 1;
      step = { offset: 0, cursor: next };
      continue;
    }
    if (isFull || !(await mayContinue())) return success(false);
    if (nextRequest) {
      step = nextRequest;
      continue;
    }
    const isEmpty = entries.length === 0 && step.offset === 0;
    if (next !== undefined || isEmpty) return success(false);
    const isNews = `${gap.id} ${gap.newerCount}` !== edge;
    edge = `${gap.id} ${gap.newerCount}`;
    idle = isNews ? 0 : idle + 1;
    step = { offset: nextOffset(gap, { entries, offset: step.offset, total, isNews }) };
  }
  return success(false);
}

function fetchPage(
  onDemandClient: FetchLedgerOptions["onDemandClient"],
  account: Account,
  { offset, cursor }: LedgerPageRequest,
  signal: AbortSignal,
): Promise<Outcome<LedgerPage>> {
  const query = { limit: pageSize, offset, ...(cursor === undefined ? {} : { cursor }) };
  return onDemandClient.callIgnoringPause(
    account,
    signal,
    async (adapter, access) =>
      (await adapter.readLedger?.(access, query)) ?? failed({ kind: "badResponse", reason: "empty" }),
  );
}

/** Whether a provider has nothing more at a cursor of an earlier walk: it says so, or gives an empty end. */
function isCursorRejected(page: Outcome<LedgerPage>): boolean {
  if (page.ok) return page.value.entries.length === 0 && page.value.next === null;
  return page.failure.kind === "providerError" && page.failure.status < 500;
}
