import { parseWaitValues } from "./waitValue.ts";

/**
 * The instants of an IETF `RateLimit` header, in epoch milliseconds: of `"default";r=50;t=30` the time `t`, of the
 * older form `limit=100, remaining=50, reset=30` the `reset`. Of several policies those of which nothing remains
 * (`r=0`); where none says so, the one that resets first. Empty when nothing can be read.
 */
export function parseRateLimitField(text: string, nowMs: number): readonly number[] {
  const policies = parsePolicies(text);
  const ofOldForm = policies.find(({ reset }) => reset !== undefined);
  const timed = (ofOldForm ? [ofOldForm] : policies).flatMap(({ r, t, reset }) => {
    const [atMs] = parseWaitValues(reset ?? t ?? "", "second", nowMs);
    return atMs === undefined ? [] : [{ atMs, isUsedUp: r === "0" }];
  });
  const usedUp = timed.filter(({ isUsedUp }) => isUsedUp);
  if (usedUp.length > 0) return usedUp.map(({ atMs }) => atMs);
  return timed.length === 0 ? [] : [Math.min(...timed.map(({ atMs }) => atMs))];
}

/** Whether an IETF `RateLimit` header says that nothing remains of a policy. */
export function isRateLimitUsedUp(text: string): boolean {
  return parsePolicies(text).some(({ r, remaining }) => (r ?? remaining) === "0");
}

type Parameters = Partial<Record<"r" | "t" | "reset" | "remaining", string>>;

function parsePolicies(text: string): readonly Parameters[] {
  return splitOutsideQuotes(text, ",").map((item) => parseParameters(item));
}

function parseParameters(item: string): Parameters {
  const parameters = splitOutsideQuotes(item, ";").map((part) => part.trim().split("="));
  return Object.fromEntries(
    parameters.flatMap(([name = "", value]) => (value === undefined ? [] : [[name, value]])),
  );
}

/** In a quoted string, a backslash before a quote makes it part of the text (RFC 9651). */
function splitOutsideQuotes(text: string, separator: string): string[] {
  const parts = [""];
  let [isQuoted, isEscaped] = [false, false];
  for (const character of text) {
    if (isEscaped) isEscaped = false;
    else if (character === "\\") isEscaped = isQuoted;
    else if (character === '"') isQuoted = !isQuoted;
    if (character === separator && !isQuoted) parts.push("");
    else parts[parts.length - 1] += character;
  }
  return parts;
}
