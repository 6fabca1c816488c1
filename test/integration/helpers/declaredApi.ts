import { once } from "node:events";
import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";

export interface DeclaredReply {
  readonly status?: number;
  readonly body?: unknown;
  /** Sent as it is, as HTML, instead of `body`. */
  readonly page?: string;
}

export interface DeclaredApi {
  readonly origin: string;
  readonly requests: { readonly path: string; readonly headers: IncomingHttpHeaders }[];
  /** Replies by path and query, which a test may change; other paths are 404. */
  readonly replies: Record<string, DeclaredReply>;
  close(): Promise<void>;
}

/** A provider's API on loopback that a definition can describe. */
export async function startDeclaredApi(replies: DeclaredApi["replies"] = {}): Promise<DeclaredApi> {
  const requests: DeclaredApi["requests"] = [];
  const server = createServer(({ url: path = "", headers }, response) => {
    requests.push({ path, headers });
    const { status = 200, body, page } = replies[path] ?? { status: 404, body: {} };
    const type = page === undefined ? "application/json" : "text/html; charset=utf-8";
    response.writeHead(status, { "content-type": type }).end(page ?? JSON.stringify(body));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return {
    origin: `http://127.0.0.1:${port}`,
    requests,
    replies,
    async close() {
      server.close();
      server.closeAllConnections();
      await once(server, "close");
    },
  };
}
