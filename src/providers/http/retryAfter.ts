import { dayMs, hourMs } from "../../core/time/durations.ts";
import { isRateLimitUsedUp, parseRateLimitField } from "./rateLimitField.ts";
import { parseWaitValues, type WaitUnit } from "./waitValue.ts";

/** When a reply says that its provider may be asked again. */
export interface RequestedWait {
  /** Epoch milliseconds, in the future; absent where no header says it. */
  readonly retryAtMs?: number;
  /** The headers that name a wait in a form that cannot be read. They count as absent. */
  readonly unreadable: readonly string[];
}

/** Headers that ask for a wait, whatever the status. `docs/polling.md` says which provider sends what. */
const explicitHeaders: readonly WaitHeader[] = [
  { name: "retry-after", unit: "second" },
  { name: "retry-after-ms", unit: "millisecond" },
  { name: "x-ms-retry-after-ms", unit: "millisecond" },
];

/** Headers that say when a window of requests begins anew. They ask for a wait only where the limit is reached. */
const resetHeaders: readonly WaitHeader[] = [
  { name: "x-ratelimit-reset-after", unit: "second" },
  { name: "x-ratelimit-reset-ms", unit: "millisecond" },
  { name: "ratelimit", unit: "second" },
  { name: "ratelimit-reset", unit: "second" },
  { name: "x-ratelimit-reset", unit: "second" },
  { name: "x-rate-limit-reset", unit: "second" },
];

/** The headers of providers that count several things, each with its own window, and what remains of one. */
const windowPatterns = [
  { reset: /^x-ratelimit-reset-(?!after$|ms$)(.+)$/, remaining: "x-ratelimit-remaining-$1" },
  { reset: /^(anthropic-ratelimit-.+)-reset$/, remaining: "$1-remaining" },
] as const;

interface WaitHeader {
  readonly name: string;
  readonly unit: WaitUnit;
}

/** A longer wait is more likely a misread header than a request, so it is tried after `doubtedWaitMs`. */
const maxWaitMs = dayMs;
const doubtedWaitMs = hourMs;

/**
 * The time before which a provider asks not to be called. `Retry-After` wins over everything else. Reset headers count
 * under status 429, and under 403 when they say that nothing remains. Past times count as absent.
 */
export function readRequestedWait(headers: Headers, status: number, nowMs: number): RequestedWait {
  const unreadable: string[] = [];
  const read = (header: WaitHeader): number | undefined => {
    const text = headers.get(header.name)?.trim();
    if (text === undefined) return undefined;
    const instants = parseHeader(header, text, nowMs);
    if (instants.length === 0) unreadable.push(header.name);
    // A gateway and the server behind it may each send one; neither is undercut.
    return plausible(
      instants.filter((atMs) => atMs > nowMs),
      nowMs,
    );
  };
  const candidates = [
    () => first(explicitHeaders, read),
    () => (isLimitReached(headers, status) ? first(resetHeaders, read) : undefined),
    () => (isLimitReached(headers, status) ? readWindows(headers, read) : undefined),
  ];
  const retryAtMs = first(candidates, (candidate) => candidate());
  return { ...(retryAtMs === undefined ? {} : { retryAtMs }), unreadable };
}

function parseHeader({ name, unit }: WaitHeader, text: string, nowMs: number): readonly number[] {
  return name === "ratelimit" ? parseRateLimitField(text, nowMs) : parseWaitValues(text, unit, nowMs);
}

/** The latest of several instants, or in an hour where that is beyond any plausible wait. */
function plausible(instants: readonly number[], nowMs: number): number | undefined {
  if (instants.length === 0) return undefined;
  const atMs = Math.max(...instants);
  return atMs > nowMs + maxWaitMs ? nowMs + doubtedWaitMs : atMs;
}

function isLimitReached(headers: Headers, status: number): boolean {
  if (status === 429) return true;
  if (status !== 403) return false;
  const remaining = headers.get("x-ratelimit-remaining") ?? headers.get("ratelimit-remaining");
  return remaining === null ? isRateLimitUsedUp(headers.get("ratelimit") ?? "") : remaining.trim() === "0";
}

/** The latest reset of the windows that are used up; where none says so, the earliest reset. */
function readWindows(headers: Headers, read: (header: WaitHeader) => number | undefined): number | undefined {
  const windows = [...headers.keys()].flatMap((name) => {
    const pattern = windowPatterns.find(({ reset }) => reset.test(name));
    const atMs = pattern && read({ name, unit: "second" });
    if (!pattern || atMs === undefined) return [];
    const remaining = headers.get(name.replace(pattern.reset, pattern.remaining));
    return [{ atMs, isUsedUp: remaining?.trim() === "0" }];
  });
  const usedUp = windows.filter(({ isUsedUp }) => isUsedUp);
  if (usedUp.length > 0) return Math.max(...usedUp.map(({ atMs }) => atMs));
  return windows.length === 0 ? undefined : Math.min(...windows.map(({ atMs }) => atMs));
}

function first<T, R>(values: readonly T[], find: (value: T) => R | undefined): R | undefined {
  for (const value of values) {
    const found = find(value);
    if (found !== undefined) return found;
  }
  return undefined;
}
