import type { MeterReading } from "../../core/readings/snapshot.ts";
import type { LedgerPage } from "../../providers/provider.ts";
import type { LedgerGap } from "../../store/historyStore.ts";
import type { History } from "../history/history.ts";
import { coveredGaps, cursorStep, type LedgerPageRequest, precedingEntry } from "./ledgerCursor.ts";

/** Entries that are asked for at once. */
export const pageSize = 100;
/** A history that has grown beyond this takes in no more of a ledger, whatever its provider writes into it. */
const mostBytes = 2 ** 30;

interface FetchedPage {
  readonly step: LedgerPageRequest;
  readonly page: LedgerPage;
  readonly meter: MeterReading;
  /** Where the account is read. */
  readonly source: string;
  /** Epoch milliseconds. What is older is let go of, so it is not taken in; the ledger ends for us before it. */
  readonly keptFromMs: number;
}

interface KeptPage {
  readonly hole: LedgerGap | undefined;
  /** The history has grown too large to take in more. */
  readonly isFull: boolean;
  /** Where a walk by cursors goes on. */
  readonly onward: LedgerPageRequest | undefined;
}

/** Keeps a page of an account's ledger, and where to go on after it. `undefined` when that could not be. */
export async function saveLedgerPage(
  history: Pick<History, "write">,
  accountId: string,
  { step, page, meter, source, keptFromMs }: FetchedPage,
): Promise<KeptPage | undefined> {
  const { entries, total = 0, next } = page;
  const wanted = entries.filter(({ at }) => Date.parse(at) >= keptFromMs);
  const isEnd =
    next === undefined ? entries.length < pageSize && step.offset + entries.length >= total : next === null;
  const isLast = isEnd || wanted.length < entries.length;
  const followed = precedingEntry(step, entries, isLast);
  const passed = coveredGaps(step, page, isLast);
  const kept: KeptPage[] = [];
  const isKept = await history.write(accountId, (store) => {
    store.addPage(accountId, wanted, isLast, meter, source);
    if (followed !== undefined) store.closeHole(accountId, followed);
    if (passed) store.closeHoles(accountId, passed.aboveMs, passed.toMs);
    const hole = store.firstHole(accountId);
    const isOn = hole && typeof next === "string" && !isLast;
    const onward = isOn ? cursorStep(hole, { step, entries, next }) : undefined;
    if (hole && onward?.cursor === next) store.keepCursor(accountId, hole.id, next);
    kept.push({ hole, isFull: store.bytes > mostBytes, onward });
  });
  return isKept ? kept.at(-1) : undefined;
}
