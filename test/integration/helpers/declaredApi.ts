import { once } from "node:events";
import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";

export interface DeclaredApi {
  readonly origin: string;
  readonly requests: { readonly path: string; readonly headers: IncomingHttpHeaders }[];
  /** Replies by path and query, which a test may change; other paths are 404. */
  readonly replies: Record<string, { readonly status?: number; readonly body: unknown }>;
  close(): Promise<void>;
}

/** A provider's API on loopback that a definition can describe. */
export async function startDeclaredApi(replies: DeclaredApi["replies"] = {}): Promise<DeclaredApi> {
  const requests: DeclaredApi["requests"] = [];
  const server = createServer(({ url: path = "", headers }, response) => {
    requests.push({ path, headers });
    const { status = 200, body } = replies[path] ?? { status: 404, body: {} };
    response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
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
