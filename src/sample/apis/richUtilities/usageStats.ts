import { parseInstant } from "../../../core/time/instant.ts";
import { type Json, literal } from "../../http/exactJson.ts";
import type { SampleEntry } from "../../ledger/ledgerEntry.ts";
import { fromFixedPoint } from "../../simulation/fixedPoint.ts";

export interface UsageRange {
  readonly period: string;
  readonly fromMs: number;
  /** Exclusive; when absent, until now and including it. */
  readonly toMs?: number;
  readonly nowMs: number;
}

/** The UsageStats object, computed from the debits of the ledger. */
export function usageStats(entries: readonly SampleEntry[], range: UsageRange) {
  const { period, fromMs, toMs = range.nowMs + 1 } = range;
  const debits = entries.filter(({ type, atMs }) => type === "debit" && atMs >= fromMs && atMs < toMs);
  let consumed = 0n;
  let total = 0;
  let failed = 0;
  const byEndpoint = new Map<string, number>();
  for (const { amount, metadata } of debits) {
    // An entry that a test added may have no requests: it counts as one.
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

function count(value: Json | undefined, fallback: number): number {
  return typeof value === "number" ? value : fallback;
}

export type Range =
  | { readonly kind: "range"; readonly fromMs?: number; readonly toMs?: number }
  | { readonly kind: "invalid"; readonly message: string };

/** `from` (inclusive) and `to` (exclusive) of a query: ISO 8601 dates or date-times. */
export function readRange(query: URLSearchParams): Range {
  const from = readTime(query, "from");
  const to = readTime(query, "to");
  if (from === "invalid") return { kind: "invalid", message: "from must be an ISO 8601 date." };
  if (to === "invalid") return { kind: "invalid", message: "to must be an ISO 8601 date." };
  if (from !== undefined && to !== undefined && from > to) {
    return { kind: "invalid", message: "from must not be later than to." };
  }
  return {
    kind: "range",
    ...(from !== undefined && { fromMs: from }),
    ...(to !== undefined && { toMs: to }),
  };
}

function readTime(query: URLSearchParams, name: string): number | "invalid" | undefined {
  const text = query.get(name);
  if (text === null) return undefined;
  const instant = parseInstant(/^\d{4}-\d{2}-\d{2}$/.test(text) ? `${text}T00:00:00Z` : text);
  return instant === undefined ? "invalid" : Date.parse(instant);
}
