import { type Json, literal } from "../../http/exactJson.ts";
import type { SampleEntry } from "../../ledger/ledgerEntry.ts";
import { fromFixedPoint } from "../../simulation/fixedPoint.ts";

export interface UsageRange {
  readonly period: string;
  readonly fromMs: number;
  /** Exclusive; now, and including it, when absent. */
  readonly toMs?: number;
  readonly nowMs: number;
}

/** The UsageStats object, counted from the debits of the ledger. */
export function usageStats(entries: readonly SampleEntry[], range: UsageRange) {
  const { period, fromMs, toMs = range.nowMs + 1 } = range;
  const debits = entries.filter(({ type, atMs }) => type === "debit" && atMs >= fromMs && atMs < toMs);
  let consumed = 0n;
  let total = 0;
  let failed = 0;
  const byEndpoint = new Map<string, number>();
  for (const { amount, metadata } of debits) {
    // An entry put in by hand may name no requests: it counts as one.
    const requests = count(metadata.requests, 1);
    const endpoint = `${metadata.endpoint ?? "/v2/other"}`;
    consumed -= amount;
    total += requests;
    failed += count(metadata.failed, 0);
    byEndpoint.set(endpoint, (byEndpoint.get(endpoint) ?? 0) + requests);
  }
  return {
    user_id: 4711,
    period,
    total_requests: literal(`${total}`),
    successful_requests: literal(`${total - failed}`),
    failed_requests: literal(`${failed}`),
    credits_consumed: literal(fromFixedPoint(consumed)),
    requests_by_endpoint: Object.fromEntries(
      [...byEndpoint].map(([endpoint, requests]) => [endpoint, literal(`${requests}`)]),
    ),
    period_start: new Date(fromMs).toISOString(),
    period_end: new Date(range.toMs ?? range.nowMs).toISOString(),
  } satisfies Json;
}

function count(value: Json | undefined, otherwise: number): number {
  return typeof value === "number" ? value : otherwise;
}
