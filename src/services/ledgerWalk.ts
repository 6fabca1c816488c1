import type { Account } from "../core/account.ts";
import type { ProviderLedgerEntry } from "../core/ledgerEntry.ts";
import { failed, type Outcome, success } from "../core/outcome.ts";
import type { MeterReading } from "../core/snapshot.ts";
import type { LedgerPage } from "../providers/provider.ts";
import type { History } from "./history.ts";
import { nextOffset } from "./nextOffset.ts";
import type { SideAccess } from "./sideAccess.ts";

export interface LedgerWalkOptions {
  readonly access: Pick<SideAccess, "callAnyway">;
  readonly history: Pick<History, "read" | "write">;
  /** Where the account is read. */
  readonly source: string;
  /** Whether this window may ask for another page, now that one is kept. */
  readonly mayGoOn: () => Promise<boolean>;
  /** A page was kept. */
  readonly onPage: () => void;
}

const pageSize = 100;
/** A ledger that cannot be followed is left for the next sync. */
const mostIdlePages = 20;
/** Half a million entries in one go: a ledger without end must not fill the disk unasked. */
const mostPages = 5_000;
/** A history that has grown beyond this takes in no more of a ledger, whatever its provider writes into it. */
const mostBytes = 2 ** 30;

/**
 * Walks from the newest entry of a ledger back to what is known, then on from hole to hole, and keeps each page with
 * the holes that are left. `meter`: what the ledger moves. Gives back whether no hole is left; the failure of the
 * page that ended the walk otherwise. Throws once `signal` is aborted.
 */
export async function ledgerWalk(
  account: Account,
  meter: MeterReading,
  signal: AbortSignal,
  { access, history, source, mayGoOn, onPage }: LedgerWalkOptions,
): Promise<Outcome<boolean>> {
  let offset = 0;
  let edge: string | undefined;
  let last: PageBefore | undefined;
  for (let idle = 0, count = 0; idle < mostIdlePages && count < mostPages; count += 1) {
    const page = await fetchPage(access, account, { offset, cursor: last?.next }, signal);
    if (!page.ok) return page;
    const { total = 0, next } = page.value;
    const entries = last ? joined(last, page.value.entries) : page.value.entries;
    const isLast =
      next === undefined ? entries.length < pageSize && offset + entries.length >= total : next === null;
    const isKept = await history.write(account.id, (store) =>
      store.addPage(account.id, entries, isLast, meter, source),
    );
    if (!isKept) return success(false);
    onPage();
    const found = await history.read((store) => ({
      hole: store.firstHole(account.id),
      isFull: store.bytes > mostBytes,
    }));
    if (!found) return success(false);
    const { hole, isFull } = found;
    if (!hole) return success(true);
    if (next === null || isFull || !(await mayGoOn())) return success(false);
    if (next !== undefined) {
      last = { next, entry: entries.at(-1) ?? last?.entry };
      continue;
    }
    const isNews = `${hole.id} ${hole.newer}` !== edge;
    edge = `${hole.id} ${hole.newer}`;
    idle = isNews ? 0 : idle + 1;
    offset = nextOffset(hole, { entries, offset, isNews });
  }
  return success(false);
}

function fetchPage(
  access: LedgerWalkOptions["access"],
  account: Account,
  { offset, cursor }: { readonly offset: number; readonly cursor: string | undefined },
  signal: AbortSignal,
): Promise<Outcome<LedgerPage>> {
  const query = { limit: pageSize, offset, ...(cursor === undefined ? {} : { cursor }) };
  return access.callAnyway(
    account,
    signal,
    async (adapter, its) =>
      (await adapter.readLedger?.(its, query)) ?? failed({ kind: "badResponse", reason: "empty" }),
  );
}

/** Of a ledger that is walked by cursors: where it goes on, and its oldest entry so far. */
interface PageBefore {
  readonly next: string;
  readonly entry: ProviderLedgerEntry | undefined;
}

/** A page that follows another by its cursor proves that nothing lies between them. */
function joined(
  { entry }: PageBefore,
  entries: readonly ProviderLedgerEntry[],
): readonly ProviderLedgerEntry[] {
  return entry && !entries.some(({ id }) => id === entry.id) ? [entry, ...entries] : entries;
}
