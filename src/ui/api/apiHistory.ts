import * as z from "zod/mini";
import type { HistoryPoint, LedgerReply } from "../../api.ts";
import type { ChartPoint } from "../../core/history/chart.ts";
import { ledgerSources, ledgerTypes } from "../../core/ledger/ledgerEntry.ts";
import { compare } from "../../core/money/amount.ts";
import { instantOf } from "../../core/time/instant.ts";
import { isCursor } from "../../store/database/ledger/cursor.ts";
import type { HistoryStore } from "../../store/historyStore.ts";
import { accountIdField, instantField, parseRequiredArguments } from "../context/commandArguments.ts";
import { type CommandContext, requireAccount } from "../context/commandContext.ts";
import { historyOffText } from "../text/historyOffText.ts";
import { observedWords } from "../text/observedText.ts";
import { toLedgerEntry } from "./toLedgerEntry.ts";

const range = { from: z.exactOptional(instantField), to: z.exactOptional(instantField) };

const ledgerFields = z.object({
  accountId: accountIdField,
  type: z.exactOptional(z.enum(ledgerTypes)),
  source: z.exactOptional(z.enum(ledgerSources)),
  text: z.exactOptional(z.string()),
  limit: z.exactOptional(z.number().check(z.gte(1), z.lte(500), z.multipleOf(1))),
  cursor: z.exactOptional(z.string().check(z.refine(isCursor))),
  ...range,
});

/** The API's `ledger`: a page, newest first. */
export async function readLedgerPage(context: CommandContext, value: unknown): Promise<LedgerReply> {
  const { from, to, limit = 100, ...filter } = parseRequiredArguments(ledgerFields, value);
  const { account } = requireAccount(context, filter.accountId);
  const query = { ...filter, ...toTimeRange(from, to), order: "newest", limit } as const;
  const { rows, next, total } = await queryHistory(context, (store) => store.ledger(query, observedWords()));
  const sync = await context.ledgerSync.readState(account);
  return {
    entries: rows.map(toLedgerEntry),
    ...(next === undefined ? {} : { next }),
    total,
    sync: {
      state: sync?.state ?? "none",
      ...(sync?.atMs === undefined ? {} : { at: instantOf(sync.atMs) }),
    },
  };
}

const historyFields = z.object({
  accountId: accountIdField,
  meterId: z.string().check(z.minLength(1)),
  maxPoints: z.exactOptional(z.number().check(z.gte(2), z.lte(10_000), z.multipleOf(1))),
  ...range,
});

/** The API's `history`: values in order of time, at the instants they were first seen. */
export async function readHistoryPoints(
  context: CommandContext,
  value: unknown,
): Promise<readonly HistoryPoint[]> {
  const { from, to, maxPoints = 1000, accountId, meterId } = parseRequiredArguments(historyFields, value);
  requireAccount(context, accountId);
  // Each bucket may give a least and a greatest value, besides the first and the last.
  const buckets = Math.max(1, Math.floor(maxPoints / 2) - 1);
  const query = { accountId, meterId, buckets, ...toTimeRange(from, to) };
  const { points } = await queryHistory(context, (store) => store.chart(query));
  const few = points.length > maxPoints ? extremes(points) : points;
  return few.map(({ fromMs, remaining }) => ({ at: instantOf(fromMs), remaining }));
}

/** The least and the greatest value, in order of time. */
function extremes(points: readonly ChartPoint[]): readonly ChartPoint[] {
  const sorted = points.toSorted((a, b) => compare(a.remaining, b.remaining));
  const kept = [sorted[0], sorted.at(-1)];
  return points.filter((point) => kept.includes(point));
}

function toTimeRange(
  fromMs: number | undefined,
  toMs: number | undefined,
): { fromMs?: number; toMs?: number } {
  return {
    ...(fromMs === undefined ? {} : { fromMs }),
    ...(toMs === undefined ? {} : { toMs }),
  };
}

async function queryHistory<T>(context: CommandContext, question: (store: HistoryStore) => T): Promise<T> {
  const answer = await context.history.read(question);
  if (answer === undefined) throw new Error(historyOffText(context.history.offReason() ?? "failed"));
  return answer;
}
