import { once } from "node:events";
import {
  createServer,
  type IncomingMessage,
  type RequestListener,
  type Server,
  type ServerResponse,
} from "node:http";
import { createServer as createTlsServer } from "node:https";
import {
  type AddressInfo,
  createServer as createSocketServer,
  type Socket,
  type Server as SocketServer,
} from "node:net";
import { fixture } from "./fixture.ts";

/** A request as the server received it. */
export interface ReceivedRequest {
  readonly method: string;
  /** Path and query. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}

/** A real server on a free port of 127.0.0.1; it closes at the end of the block that created it. */
export interface LoopbackServer extends AsyncDisposable {
  readonly origin: string;
  readonly requests: readonly ReceivedRequest[];
}

export type RequestHandler = (request: ReceivedRequest, response: ServerResponse) => void;

/** Answers each HTTP request once its body has been read. */
export function serve(answer: RequestHandler): Promise<LoopbackServer> {
  const requests: ReceivedRequest[] = [];
  return listen(createServer(recording(requests, answer)), "http", requests);
}

/** Like `serve`, over TLS with a certificate that no client trusts. */
export function serveTls(answer: RequestHandler): Promise<LoopbackServer> {
  const requests: ReceivedRequest[] = [];
  const identity = { key: fixture("tls/key.pem"), cert: fixture("tls/certificate.pem") };
  return listen(createTlsServer(identity, recording(requests, answer)), "https", requests);
}

/** Hands over each connection when its request begins to arrive, to send bytes that no HTTP server would send. */
export async function serveBytes(answer: (socket: Socket) => void): Promise<LoopbackServer> {
  const sockets = new Set<Socket>();
  const requests: ReceivedRequest[] = [];
  const server = createSocketServer((socket) => {
    sockets.add(socket);
    // Some tests reset connections on purpose.
    socket.on("error", () => {});
    socket.once("data", (bytes) => {
      const [method = "", path = ""] = bytes.toString("latin1").split(" ", 2);
      requests.push({ method, path, headers: {}, body: "" });
      answer(socket);
    });
  });
  return listen(server, "http", requests, () => {
    for (const socket of sockets) socket.destroy();
  });
}

function recording(requests: ReceivedRequest[], answer: RequestHandler): RequestListener {
  return async (incoming: IncomingMessage, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of incoming) chunks.push(chunk);
    const { method = "", url: path = "", headers } = incoming;
    const request = { method, path, headers, body: Buffer.concat(chunks).toString() };
    requests.push(request);
    answer(request, response);
  };
}

async function listen(
  server: Server | SocketServer,
  scheme: string,
  requests: readonly ReceivedRequest[],
  dropConnections = () => (server as Server).closeAllConnections(),
): Promise<LoopbackServer> {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return {
    origin: `${scheme}://127.0.0.1:${port}`,
    requests,
    async [Symbol.asyncDispose]() {
      server.close();
      dropConnections();
      await once(server, "close");
    },
  };
}
