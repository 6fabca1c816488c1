import { parseInstant } from "../../../core/time/instant.ts";

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
