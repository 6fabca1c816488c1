const dayMs = 86_400_000;

type RetryHeader = "retry-after" | "x-ratelimit-reset";

/**
 * When a provider wants to be asked again, in epoch milliseconds: `Retry-After` (seconds or an HTTP
 * date), else `X-RateLimit-Reset` (unix seconds). Cut to 24 hours; past, negative and unreadable values
 * count as absent.
 */
export function readRetryAtMs(
  headers: Headers,
  nowMs: number,
  names: readonly RetryHeader[] = ["retry-after", "x-ratelimit-reset"],
): number | undefined {
  for (const name of names) {
    const value = headers.get(name)?.trim();
    const atMs = value === undefined ? undefined : readers[name](value, nowMs);
    if (atMs !== undefined && atMs > nowMs) return Math.min(atMs, nowMs + dayMs);
  }
  return undefined;
}

const readers = {
  "retry-after": (value, nowMs) => {
    if (/^\d+(\.\d+)?$/.test(value)) return nowMs + Number(value) * 1000;
    // An HTTP date begins with a day; `Date.parse` alone would take "-5" for a year. Its oldest form
    // names no zone, and is GMT all the same.
    if (!/^[A-Za-z]{3,9},? .*\d{2}:\d{2}:\d{2}/.test(value)) return undefined;
    return validMs(Date.parse(value.endsWith("GMT") ? value : `${value} GMT`));
  },
  "x-ratelimit-reset": (value) => (/^\d+(\.\d+)?$/.test(value) ? Number(value) * 1000 : undefined),
} satisfies Record<RetryHeader, (value: string, nowMs: number) => number | undefined>;

function validMs(atMs: number): number | undefined {
  return Number.isNaN(atMs) ? undefined : atMs;
}
