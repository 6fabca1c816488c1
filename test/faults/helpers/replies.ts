import type { Socket } from "node:net";
import type { Script } from "./scriptedServer.ts";

type Headers = Readonly<Record<string, string>>;

/** A whole reply with the length of its body. */
export function reply(status: number, body: string | Uint8Array, headers: Headers = {}): Script {
  return (socket) => {
    const bytes = Buffer.from(body);
    socket.write(
      head(status, { "content-type": "application/json", ...headers, "content-length": `${bytes.length}` }),
    );
    socket.write(bytes);
  };
}

/** A body in chunks, and what ends it: nothing when it is cut off. */
export function chunked(chunks: readonly string[], end = "0\r\n\r\n"): Script {
  return (socket) => {
    socket.write(head(200, { "content-type": "application/json", "transfer-encoding": "chunked" }));
    for (const chunk of chunks) socket.write(`${Buffer.byteLength(chunk).toString(16)}\r\n${chunk}\r\n`);
    socket.write(end);
  };
}

/** Bytes as they are, and then silence. */
export function bytes(...parts: readonly string[]): Script {
  return (socket) => {
    for (const part of parts) socket.write(part);
  };
}

/** The same, and then what the connection comes to. */
export function then(script: Script, end: (socket: Socket) => void): Script {
  return (socket, asked) => {
    script(socket, asked);
    // What was written is to arrive before a reset throws it away.
    setTimeout(() => end(socket), 20);
  };
}

export const resets = (socket: Socket): void => void socket.resetAndDestroy();
export const hangsUp = (socket: Socket): void => void socket.end();

export function head(status: number | string, headers: Headers): string {
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  return `HTTP/1.1 ${status} Status\r\n${lines.join("")}\r\n`;
}

/** Says a text over and over, a piece at a time, until the other side hangs up. */
export function pouring(start: string, piece: string, everyMs: number): Script {
  return (socket) => {
    socket.write(start);
    const timer = setInterval(() => socket.write(piece), everyMs);
    socket.once("close", () => clearInterval(timer));
  };
}
