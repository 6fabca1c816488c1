import { once } from "node:events";
import { type AddressInfo, createServer, type Socket } from "node:net";
import { createServer as createTlsServer, Server as TlsServer } from "node:tls";

/** A request as far as a script needs it. */
export interface ReceivedRequest {
  readonly method: string;
  readonly path: string;
}

/** What a connection does once a request has arrived completely: it may send any bytes, or none. */
export type Script = (socket: Socket, request: ReceivedRequest) => void;

export interface ScriptedServer extends AsyncDisposable {
  readonly origin: string;
  /** In the order of their arrival. */
  readonly requests: ReceivedRequest[];
  /** How the next requests are answered. */
  script: Script;
  /** Resets every open connection, and from now on each new one before its request is read. */
  startResets(): void;
  stopResets(): void;
  /** Presents another certificate from now on, and drops every connection. */
  setIdentity(identity: ServerIdentity): void;
}

export interface ServerIdentity {
  readonly key: string;
  readonly cert: string;
}

/** A server of plain sockets on 127.0.0.1 that sends the bytes of its script, over TLS where it has an identity. */
export async function startScriptedServer(
  script: Script,
  identity?: ServerIdentity,
): Promise<ScriptedServer> {
  const sockets = new Set<Socket>();
  const requests: ReceivedRequest[] = [];
  let isResetting = false;
  const serve = (socket: Socket) => {
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
    // Tests break connections on purpose.
    socket.on("error", () => {});
    if (isResetting) return socket.resetAndDestroy();
    readRequests(socket, (request) => {
      requests.push(request);
      server.script(socket, request);
    });
  };
  const listener = identity ? createTlsServer(identity, serve) : createServer(serve);
  listener.on("tlsClientError", () => {});
  listener.listen(0, "127.0.0.1");
  await once(listener, "listening");
  const { port } = listener.address() as AddressInfo;
  const server: ScriptedServer = {
    origin: `${identity ? "https" : "http"}://127.0.0.1:${port}`,
    requests,
    script,
    startResets() {
      isResetting = true;
      for (const socket of sockets) socket.resetAndDestroy();
    },
    stopResets() {
      isResetting = false;
    },
    setIdentity(other) {
      if (listener instanceof TlsServer) listener.setSecureContext(other);
      for (const socket of sockets) socket.destroy();
    },
    async [Symbol.asyncDispose]() {
      listener.close();
      for (const socket of sockets) socket.destroy();
      await once(listener, "close");
    },
  };
  return server;
}

/** Calls back for each request on a connection, its body included. */
function readRequests(socket: Socket, onRequest: (request: ReceivedRequest) => void): void {
  let text = "";
  socket.on("data", (bytes) => {
    text += bytes.toString("latin1");
    for (let end = text.indexOf("\r\n\r\n"); end >= 0; end = text.indexOf("\r\n\r\n")) {
      const head = text.slice(0, end);
      const bodyLength = Number(/\r\ncontent-length: *(\d+)/i.exec(head)?.[1] ?? 0);
      if (text.length < end + 4 + bodyLength) return;
      text = text.slice(end + 4 + bodyLength);
      const [method = "", path = ""] = head.split(" ", 2);
      onRequest({ method, path });
    }
  });
}
