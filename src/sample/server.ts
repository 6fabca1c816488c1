import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { applyFault } from "./http/applyFault.ts";
import { writeJson } from "./http/exactJson.ts";
import type { FaultQueue } from "./http/faultQueue.ts";
import type { RequestLog } from "./http/requestLog.ts";
import {
  type SampleApis,
  type SampleProviderId,
  type SampleReply,
  samplePrefixes,
  sampleProviderIds,
} from "./http/sampleApi.ts";
import { sendReply, type TextReply } from "./http/sendReply.ts";
import type { WireFormat } from "./http/wireFormat.ts";

export interface ServerParts {
  readonly apis: SampleApis;
  readonly faults: FaultQueue;
  readonly log: RequestLog;
  readonly identity: string;
  wireFormat(): WireFormat;
}

const maxBodyLength = 64 * 1024;

/** Routes each request by its prefix to a provider; a waiting fault changes the reply. */
export function createSampleServer(parts: ServerParts): Server {
  const server = createServer((request, response) => {
    answer(parts, request, response).catch((error: unknown) => {
      if (!response.headersSent) response.writeHead(500);
      response.end(`sample server: ${error}`);
    });
  });
  server.on("connection", (socket) => {
    if (parts.faults.areConnectionsReset) socket.resetAndDestroy();
  });
  return server;
}

async function answer(parts: ServerParts, request: IncomingMessage, response: ServerResponse) {
  const url = new URL(request.url ?? "/", "http://127.0.0.1");
  const provider = sampleProviderIds.find((id) => url.pathname.startsWith(`${samplePrefixes[id]}/`));
  const toText = (reply: SampleReply): TextReply => ({
    status: reply.status,
    headers: reply.headers ?? {},
    text: writeJson(reply.body, parts.wireFormat().numbers),
  });
  if (!provider) {
    const isRoot = url.pathname === "/";
    const page = isRoot ? parts.identity : '{"error":"not_found"}';
    return sendReply(response, { status: isRoot ? 200 : 404, headers: {}, text: page });
  }
  const path = url.pathname.slice(samplePrefixes[provider].length);
  const inFlight = record(parts.log, provider, path, url.search, request, response);
  const body = await readBody(request);
  const fault = parts.faults.take(provider, path);
  const { method = "GET", headers } = request;
  const goodReply = () =>
    parts.apis[provider]({ method, path, query: url.searchParams, headers, body, inFlight });
  if (fault) return applyFault(fault, { provider, response, goodReply, toText });
  return sendReply(response, toText(goodReply()));
}

function record(
  log: RequestLog,
  provider: SampleProviderId,
  path: string,
  query: string,
  { method = "GET", headers }: IncomingMessage,
  response: ServerResponse,
): number {
  response.once("close", () => log.end(provider));
  const headerNames = Object.keys(headers);
  return log.begin({
    provider,
    method,
    path,
    query,
    headerNames,
    userAgent: headers["user-agent"],
    atMs: Date.now(),
  });
}

async function readBody(request: IncomingMessage): Promise<string> {
  let text = "";
  for await (const chunk of request) {
    text += chunk;
    if (text.length > maxBodyLength) break;
  }
  return text;
}
