import assert from "node:assert/strict";
import type { OutgoingHttpHeaders } from "node:http";
import { parseEndpoint } from "../../src/core/credentials/endpoint.ts";
import { createJsonClient } from "../../src/providers/http/jsonClient.ts";
import type { AccountContext, RequestContext } from "../../src/providers/provider.ts";
import { type LoopbackServer, type ReceivedRequest, serve } from "./loopbackServer.ts";

export const userAgent = "credit-monitor/1.2.3";
export const nowMs = Date.UTC(2026, 10, 14, 10, 5);

export interface Reply {
  readonly status?: number;
  readonly headers?: OutgoingHttpHeaders;
  readonly body: string;
}

/** An exchange with a server whose API is below `/base`. */
export function exchangeWith(server: LoopbackServer): RequestContext {
  const endpoint = parseEndpoint(`${server.origin}/base`);
  assert.ok(endpoint);
  const request = createJsonClient({ userAgent, now: () => nowMs });
  return { request, endpoint, nowMs, signal: new AbortController().signal };
}

/** The result of `read` from one reply over real HTTP, and the only request that it sent. */
export async function readOnce<T>(
  { status = 200, headers = {}, body }: Reply,
  read: (exchange: RequestContext) => Promise<T>,
): Promise<{ outcome: T; request: ReceivedRequest }> {
  await using server = await serve((_request, response) => {
    response.writeHead(status, { "content-type": "application/json", ...headers });
    response.end(body);
  });
  const outcome = await read(exchangeWith(server));
  const [request] = server.requests;
  assert.ok(request);
  assert.equal(server.requests.length, 1);
  return { outcome, request };
}

/** Like `readOnce`, for an account with `secret`. */
export function readWith<T>(secret: string, read: (access: AccountContext) => Promise<T>) {
  return (reply: Reply) => readOnce(reply, (exchange) => read({ ...exchange, secret }));
}

/** The number of times that `text` occurs anywhere in a request. */
export function occurrences(request: ReceivedRequest, text: string): number {
  return JSON.stringify(request).split(text).length - 1;
}
