import type { Account } from "../../core/accounts/account.ts";
import { failed, type Outcome, success } from "../../core/readings/outcome.ts";
import type { MeterReading } from "../../core/readings/snapshot.ts";
import type { LedgerPage } from "../../providers/provider.ts";
import type { History } from "../history/history.ts";
import type { OnDemandClient } from "../onDemand/onDemandClient.ts";
import type { LedgerPageRequest } from "./ledgerCursor.ts";
import { nextOffset } from "./ledgerCursor.ts";
import { pageSize, saveLedgerPage } from "./saveLedgerPage.ts";

export interface LedgerWalkOptions {
  readonly onDemandClient: Pick<OnDemandClient, "callAnyway">;
  readonly history: Pick<History, "write">;
  /** Where the account is read. */
  readonly source: string;
  /** Nothing older than this is kept, in epoch milliseconds. */
  readonly keptFromMs: number;
  /** Whether this window may ask for another page, now that one is kept. */
  readonly mayGoOn: () => Promise<boolean>;
  /** A page was kept. */
  readonly onPage: () => void;
}

/** A ledger that cannot be followed is left for the next sync. */
const mostIdlePages = 20;
/** Days without an entry, say, of a ledger that comes by the day. */
const mostEmptyPages = 100;
/** Half a million entries in one go: a ledger without end must not fill the disk unasked. */
const mostPages = 5_000;

/**
 * Walks from the newest entry of a ledger back to what is known, then on from hole to hole, and keeps each page with
 * the holes that are left. `meter`: what the ledger moves. Gives back whether no hole is left; the failure of the
 * page that ended the walk otherwise. Throws once `signal` is aborted.
 */
export async function fetchLedger(
  account: Account,
  meter: MeterReading,
  signal: AbortSignal,
  { onDemandClient, history, source, keptFromMs, mayGoOn, onPage }: LedgerWalkOptions,
): Promise<Outcome<boolean>> {
  let step: LedgerPageRequest = { offset: 0 };
  let edge: string | undefined;
  let empty = 0;
  for (let idle = 0, count = 0; idle < mostIdlePages && count < mostPages; count += 1) {
    const page = await fetchPage(onDemandClient, account, step, signal);
    const { after, instead } = step;
    if (after && instead && isRefused(page)) {
      await history.write(account.id, (store) => store.keepCursor(account.id, after.id, undefined));
      step = instead;
      continue;
    }
    if (!page.ok) return page;
    const kept = await saveLedgerPage(history, account.id, {
      step,
      page: page.value,
      meter,
      source,
      keptFromMs,
    });
    if (!kept) return success(false);
    onPage();
    const { hole, isFull, onward } = kept;
    const { entries, next, total } = page.value;
    if (!hole) {
      const isGap = entries.length === 0 && empty < mostEmptyPages;
      if (!isGap || typeof next !== "string") return success(true);
      if (!(await mayGoOn())) return success(false);
      empty += 1;
      step = { offset: 0, cursor: next };
      continue;
    }
    if (isFull || !(await mayGoOn())) return success(false);
    if (onward) {
      step = onward;
      continue;
    }
    const isEmpty = entries.length === 0 && step.offset === 0;
    if (next !== undefined || isEmpty) return success(false);
    const isNews = `${hole.id} ${hole.newer}` !== edge;
    edge = `${hole.id} ${hole.newer}`;
    idle = isNews ? 0 : idle + 1;
    step = { offset: nextOffset(hole, { entries, offset: step.offset, total, isNews }) };
  }
  return success(false);
}

function fetchPage(
  onDemandClient: LedgerWalkOptions["onDemandClient"],
  account: Account,
  { offset, cursor }: LedgerPageRequest,
  signal: AbortSignal,
): Promise<Outcome<LedgerPage>> {
  const query = { limit: pageSize, offset, ...(cursor === undefined ? {} : { cursor }) };
  return onDemandClient.callAnyway(
    account,
    signal,
    async (adapter, its) =>
      (await adapter.readLedger?.(its, query)) ?? failed({ kind: "badResponse", reason: "empty" }),
  );
}

/** Whether a provider has nothing more at a cursor of an earlier walk: it says so, or gives an empty end. */
function isRefused(page: Outcome<LedgerPage>): boolean {
  if (page.ok) return page.value.entries.length === 0 && page.value.next === null;
  return page.failure.kind === "providerError" && page.failure.status < 500;
}
