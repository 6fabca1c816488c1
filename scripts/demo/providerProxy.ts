import { readFileSync } from "node:fs";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { createServer as createSecureServer } from "node:https";
import type { AddressInfo } from "node:net";
import path from "node:path";
import { builtInProviders } from "../../src/providers/builtIn/builtInProviders.ts";
import { sampleProviderIds } from "../../src/sample/http/sampleApi.ts";
import type { SampleProviders } from "../../src/sample/startServer.ts";
import { root } from "../helpers/root.ts";

/**
 * A proxy through which the providers' own addresses lead to the sample server, so that windows show and take
 * the same addresses as for a user. Its certificate for them is self-signed.
 */
export interface ProviderProxy {
  /** The settings and environment with which VS Code uses the proxy. */
  readonly settings: Readonly<Record<string, unknown>>;
  readonly env: Readonly<Record<string, string>>;
  /** The sample server that answers from now on. */
  routeTo(sample: SampleProviders): void;
  close(): void;
}

const tlsFile = (name: string) => readFileSync(path.join(root, "test", "fixtures", "tls", name));

export async function startProviderProxy(): Promise<ProviderProxy> {
  let sample: SampleProviders | undefined;
  const secure = createSecureServer(
    { key: tlsFile("key.pem"), cert: tlsFile("certificate.pem") },
    (request, response) => {
      forward(sample, request, response).catch(() => response.writeHead(502).end());
    },
  );
  const proxy = createServer((_request, response) => response.writeHead(502).end());
  proxy.on("connect", (_request, socket) => {
    socket.on("error", () => socket.destroy());
    socket.write("HTTP/1.1 200 OK\r\n\r\n");
    secure.emit("connection", socket);
  });
  await new Promise<void>((resolve) => proxy.listen(0, "127.0.0.1", resolve));
  const { port } = proxy.address() as AddressInfo;
  return {
    settings: { "http.proxy": `http://127.0.0.1:${port}`, "http.proxySupport": "override" },
    env: { NODE_TLS_REJECT_UNAUTHORIZED: "0" },
    routeTo: (next) => {
      sample = next;
    },
    close: () => {
      proxy.close();
      proxy.closeAllConnections();
      secure.closeAllConnections();
    },
  };
}

async function forward(
  sample: SampleProviders | undefined,
  { headers, url = "/" }: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const address = `https://${headers.host}${url}`;
  const provider = builtInProviders.find(
    ({ defaultBaseUrl }) => defaultBaseUrl && address.startsWith(defaultBaseUrl),
  );
  const id = sampleProviderIds.find((sampleId) => sampleId === provider?.id);
  if (!sample || !id) return void response.writeHead(502).end();
  const target = sample.baseUrl(id) + address.slice(provider?.defaultBaseUrl?.length);
  const { authorization = "", "x-api-key": key = "" } = headers;
  const reply = await fetch(target, { headers: { authorization, "x-api-key": String(key) } });
  response.writeHead(reply.status, Object.fromEntries(reply.headers));
  response.end(Buffer.from(await reply.arrayBuffer()));
}
