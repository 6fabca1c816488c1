import { once } from "node:events";
import { type AddressInfo, createServer, type Socket } from "node:net";
import { createServer as createTlsServer, Server as TlsServer } from "node:tls";

/** A request as far as a script needs it. */
export interface ReceivedRequest {
  readonly method: string;
  readonly path: string;
}

/** What a connection does once a request has come in whole: any bytes, silence, or worse. */
export type Script = (socket: Socket, asked: ReceivedRequest) => void;

export interface ScriptedServer extends AsyncDisposable {
  readonly origin: string;
  /** In the order in which they came. */
  readonly asked: ReceivedRequest[];
  /** What the next requests meet. */
  script: Script;
  /** Resets every connection that there is, and from now on each new one before a request can be read. */
  startResets(): void;
  stopResets(): void;
  /** Shows another certificate from now on, and drops every connection. */
  show(identity: Identity): void;
}

export interface Identity {
  readonly key: string;
  readonly cert: string;
}

/** A server of bare sockets on 127.0.0.1 that says whatever bytes it is told to, behind TLS where it has an identity. */
export async function scriptedServer(script: Script, identity?: Identity): Promise<ScriptedServer> {
  const sockets = new Set<Socket>();
  const asked: ReceivedRequest[] = [];
  let isResetting = false;
  const serve = (socket: Socket) => {
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
    // Broken connections are the point.
    socket.on("error", () => {});
    if (isResetting) return socket.resetAndDestroy();
    readRequests(socket, (one) => {
      asked.push(one);
      server.script(socket, one);
    });
  };
  const listener = identity ? createTlsServer(identity, serve) : createServer(serve);
  listener.on("tlsClientError", () => {});
  listener.listen(0, "127.0.0.1");
  await once(listener, "listening");
  const { port } = listener.address() as AddressInfo;
  const server: ScriptedServer = {
    origin: `${identity ? "https" : "http"}://127.0.0.1:${port}`,
    asked,
    script,
    startResets() {
      isResetting = true;
      for (const socket of sockets) socket.resetAndDestroy();
    },
    stopResets() {
      isResetting = false;
    },
    show(other) {
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
function readRequests(socket: Socket, tell: (asked: ReceivedRequest) => void): void {
  let text = "";
  socket.on("data", (bytes) => {
    text += bytes.toString("latin1");
    for (let end = text.indexOf("\r\n\r\n"); end >= 0; end = text.indexOf("\r\n\r\n")) {
      const head = text.slice(0, end);
      const bodyLength = Number(/\r\ncontent-length: *(\d+)/i.exec(head)?.[1] ?? 0);
      if (text.length < end + 4 + bodyLength) return;
      text = text.slice(end + 4 + bodyLength);
      const [method = "", path = ""] = head.split(" ", 2);
      tell({ method, path });
    }
  });
}
