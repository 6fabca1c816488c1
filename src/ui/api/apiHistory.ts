import * as z from "zod/mini";
import type { HistoryPoint, LedgerReply } from "../../api.ts";
import { defined } from "../../core/common/defined.ts";
import type { ChartPoint } from "../../core/history/chart.ts";
import { ledgerSourceFilters, ledgerTypes, type SyncState } from "../../core/ledger/ledgerEntry.ts";
import { compare } from "../../core/money/amount.ts";
import { instantOf } from "../../core/time/instant.ts";
import { readLedger } from "../../services/ledger/readLedger.ts";
import { isCursor } from "../../store/database/ledger/cursor.ts";
import type { HistoryStore } from "../../store/historyStore.ts";
import { accountIdField, instantField, parseRequiredArguments } from "../context/commandArguments.ts";
import { type CommandContext, requireAccount } from "../context/commandContext.ts";
import { historyOffText } from "../text/historyOffText.ts";
import { observedDescriptions } from "../text/ledgerDescription.ts";
import { toApiChange, toLedgerEntry } from "./toLedgerEntry.ts";

const rangeFields = { from: z.exactOptional(instantField), to: z.exactOptional(instantField) };

const ledgerRequestSchema = z.object({
  accountId: accountIdField,
  type: z.exactOptional(z.enum(ledgerTypes)),
  source: z.exactOptional(z.enum(ledgerSourceFilters)),
  text: z.exactOptional(z.string()),
  limit: z.exactOptional(z.number().check(z.gte(1), z.lte(500), z.multipleOf(1))),
  cursor: z.exactOptional(z.string().check(z.refine(isCursor))),
  ...rangeFields,
});

type HistoryContext = Pick<CommandContext, "accountViews" | "history">;

/** The API's `ledger`: one page, newest entry first. */
export async function readLedgerPage(
  context: HistoryContext & Pick<CommandContext, "ledgerSync">,
  value: unknown,
): Promise<LedgerReply> {
  const { from, to, limit = 100, ...filter } = parseRequiredArguments(ledgerRequestSchema, value);
  const { account } = requireAccount(context, filter.accountId);
  const textContext = context.accountViews.textContext();
  const { locale, timeZone } = textContext;
  const query = {
    ...filter,
    ...defined({ fromMs: from, toMs: to }),
    timeZone,
    order: "newest",
    limit,
  } as const;
  const page = await readLedger(context.history, query, observedDescriptions(locale));
  if (!page) throw historyOffError(context);
  const { rows, next, total } = page;
  return defined({
    entries: rows.map((row) => toLedgerEntry(row, textContext)),
    next,
    total,
    sync: apiSync(await context.ledgerSync.readState(account)),
  });
}

/** How far the provider's own ledger was fetched, in the API's shape. */
export function apiSync(sync: SyncState | undefined): LedgerReply["sync"] {
  return defined({
    state: sync?.state ?? "none",
    at: sync?.atMs === undefined ? undefined : instantOf(sync.atMs),
    asOf: sync?.asOfMs === undefined ? undefined : instantOf(sync.asOfMs),
    reason: sync?.reason,
    removed: sync?.removed?.map(({ id, ...change }) => ({ id, ...toApiChange(change) })),
  });
}

const historyRequestSchema = z.object({
  accountId: accountIdField,
  meterId: z.string().check(z.minLength(1)),
  maxPoints: z.exactOptional(z.number().check(z.gte(2), z.lte(10_000), z.multipleOf(1))),
  ...rangeFields,
});

/** The API's `history`: values in order of time, each at the instant at which it was first read. */
export async function readHistoryPoints(
  context: HistoryContext,
  value: unknown,
): Promise<readonly HistoryPoint[]> {
  const request = parseRequiredArguments(historyRequestSchema, value);
  const { from, to, maxPoints = 1000, accountId, meterId } = request;
  requireAccount(context, accountId);
  // A bucket gives up to two points, its lowest and its highest; the first and the last point come on top.
  const buckets = Math.max(1, Math.floor(maxPoints / 2) - 1);
  const query = { accountId, meterId, buckets, ...defined({ fromMs: from, toMs: to }) };
  const { points } = await queryHistory(context, (store) => store.chart(query));
  const shown = points.length > maxPoints ? extremes(points) : points;
  return shown.map(({ fromMs, remaining }) => ({ at: instantOf(fromMs), remaining }));
}

/** The points with the lowest and the highest value, in order of time. */
function extremes(points: readonly ChartPoint[]): readonly ChartPoint[] {
  const sorted = points.toSorted((a, b) => compare(a.remaining, b.remaining));
  const chosen = [sorted[0], sorted.at(-1)];
  return points.filter((point) => chosen.includes(point));
}

/** Throws an Error with the reason while the history is off. */
async function queryHistory<T>(
  { history }: Pick<CommandContext, "history">,
  query: (store: HistoryStore) => T,
): Promise<T> {
  const result = await history.read(query);
  if (result === undefined) throw historyOffError({ history });
  return result;
}

export function historyOffError({ history }: Pick<CommandContext, "history">): Error {
  return new Error(historyOffText(history.offReason() ?? "failed"));
}
