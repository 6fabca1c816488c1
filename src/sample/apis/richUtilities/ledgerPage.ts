import { errorReply } from "../../http/errorReply.ts";
import { type Json, literal } from "../../http/exactJson.ts";
import type { SampleReply } from "../../http/sampleApi.ts";
import { type WireFormat, wrapObject } from "../../http/wireFormat.ts";
import type { SampleEntry } from "../../ledger/ledgerEntry.ts";
import { fromFixedPoint } from "../../simulation/fixedPoint.ts";
import { readRange } from "./usageStats.ts";

const maxLimit = 100;

/** `GET /auth/account/ledger`: newest first, by type and range, in pages. `entries` come oldest first. */
export function ledgerPage(
  entries: readonly SampleEntry[],
  query: URLSearchParams,
  format: WireFormat,
): SampleReply {
  const refuse = (message: string) => errorReply("richUtilities", 422, { message });
  const range = readRange(query);
  if (range.kind === "invalid") return refuse(range.message);
  const type = query.get("type");
  if (type !== null && !["credit", "debit", "adjustment"].includes(type)) {
    return refuse("type must be credit, debit or adjustment.");
  }
  const limit = readCount(query.get("limit") ?? "50");
  if (limit === undefined || limit < 1 || limit > maxLimit) {
    return refuse(`limit must be between 1 and ${maxLimit}.`);
  }
  const offset = readCount(query.get("offset") ?? "0");
  if (offset === undefined) return refuse("offset must not be negative.");
  const { fromMs = Number.NEGATIVE_INFINITY, toMs = Number.POSITIVE_INFINITY } = range;
  const found = entries.filter(
    (entry) => (type === null || entry.type === type) && entry.atMs >= fromMs && entry.atMs < toMs,
  );
  const page = found.reverse().slice(offset, offset + limit);
  const rows = page.map((entry) => rowOf(entry, format));
  if (format.page === "array") return { status: 200, body: wrapObject(format, rows) };
  return {
    status: 200,
    body: wrapObject(format, { [format.page]: rows, total: found.length, limit, offset }),
  };
}

function readCount(text: string): number | undefined {
  return /^\d{1,9}$/.test(text) ? Number(text) : undefined;
}

function rowOf(entry: SampleEntry, format: WireFormat): Json {
  const isUnsigned = entry.type === "debit" && format.debits === "positive";
  return {
    id: entry.id,
    user_id: 4711,
    type: entry.type,
    amount: literal(fromFixedPoint(isUnsigned ? -entry.amount : entry.amount)),
    balance_after: literal(fromFixedPoint(entry.balanceAfter)),
    description: entry.description,
    reference: entry.reference,
    metadata: entry.metadata,
    created_at: new Date(entry.atMs).toISOString(),
  };
}
