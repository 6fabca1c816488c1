import assert from "node:assert/strict";
import { createJsonClient, type JsonRequest } from "../../../../../../src/providers/http/jsonClient.ts";
import type { RequestHandler } from "../../../../../helpers/loopbackServer.ts";
import { nowMs, userAgent } from "../../../../../helpers/providerReply.ts";

export const key = "pk_live_abcdefgh12345678";

/** One exchange with a server, with a short time limit. */
export function sendRequest(
  origin: string,
  more: Partial<JsonRequest> & { readonly timeoutMs?: number } = {},
) {
  const { timeoutMs = 5000, ...request } = more;
  return createJsonClient({ userAgent, now: () => nowMs, timeoutMs })({
    url: `${origin}/v1/me?secretly=${key}`,
    origin,
    headers: { "x-api-key": key },
    signal: new AbortController().signal,
    secrets: [key],
    parseError: () => ({}),
    ...request,
  });
}

export async function failureFrom(pending: ReturnType<typeof sendRequest>) {
  const outcome = await pending;
  assert.equal(outcome.ok, false);
  return outcome.ok ? undefined : outcome.failure;
}

export const good: RequestHandler = (_request, response) => response.end('{"left":12.50}');
