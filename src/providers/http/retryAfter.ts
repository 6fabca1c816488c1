import { dayMs } from "../../core/time/durations.ts";

type RetryHeader = "retry-after" | "x-ratelimit-reset";

/**
 * The earliest time of the next request, in epoch milliseconds: from `Retry-After` (seconds or an HTTP date),
 * else from `X-RateLimit-Reset` (Unix seconds). At most 24 hours ahead. Past, negative and unreadable values
 * count as absent.
 */
export function parseRetryAtMs(
  headers: Headers,
  nowMs: number,
  names: readonly RetryHeader[] = ["retry-after", "x-ratelimit-reset"],
): number | undefined {
  for (const name of names) {
    const value = headers.get(name)?.trim();
    const atMs = value === undefined ? undefined : parsers[name](value, nowMs);
    if (atMs !== undefined && atMs > nowMs) return Math.min(atMs, nowMs + dayMs);
  }
  return undefined;
}

const parsers = {
  "retry-after": (value, nowMs) => {
    if (/^\d+(\.\d+)?$/.test(value)) return nowMs + Number(value) * 1000;
    // An HTTP date begins with a weekday; `Date.parse` alone would read "-5" as a year. The oldest form of an
    // HTTP date names no time zone and is in GMT.
    if (!/^[A-Za-z]{3,9},? .*\d{2}:\d{2}:\d{2}/.test(value)) return undefined;
    return finiteMs(Date.parse(value.endsWith("GMT") ? value : `${value} GMT`));
  },
  "x-ratelimit-reset": (value) => (/^\d+(\.\d+)?$/.test(value) ? Number(value) * 1000 : undefined),
} satisfies Record<RetryHeader, (value: string, nowMs: number) => number | undefined>;

function finiteMs(atMs: number): number | undefined {
  return Number.isNaN(atMs) ? undefined : atMs;
}
