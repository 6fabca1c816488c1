import type { Socket } from "node:net";
import type { Script } from "./scriptedServer.ts";

type Headers = Readonly<Record<string, string>>;

/** A complete reply with a `content-length`. */
export function reply(status: number, body: string | Uint8Array, headers: Headers = {}): Script {
  return (socket) => {
    const bytes = Buffer.from(body);
    socket.write(
      head(status, { "content-type": "application/json", ...headers, "content-length": `${bytes.length}` }),
    );
    socket.write(bytes);
  };
}

/** A chunked body followed by `end`; an empty `end` cuts the body off. */
export function chunked(chunks: readonly string[], end = "0\r\n\r\n"): Script {
  return (socket) => {
    socket.write(head(200, { "content-type": "application/json", "transfer-encoding": "chunked" }));
    for (const chunk of chunks) socket.write(`${Buffer.byteLength(chunk).toString(16)}\r\n${chunk}\r\n`);
    socket.write(end);
  };
}

/** Sends the bytes as they are, and then nothing. */
export function rawBytes(...parts: readonly string[]): Script {
  return (socket) => {
    for (const part of parts) socket.write(part);
  };
}

/** Runs a script, and then ends the connection. */
export function thenEnd(script: Script, end: (socket: Socket) => void): Script {
  return (socket, request) => {
    script(socket, request);
    // What was written must arrive before a reset discards it.
    setTimeout(() => end(socket), 20);
  };
}

export const resetSocket = (socket: Socket): void => void socket.resetAndDestroy();
export const endSocket = (socket: Socket): void => void socket.end();

export function head(status: number | string, headers: Headers): string {
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  return `HTTP/1.1 ${status} Status\r\n${lines.join("")}\r\n`;
}

/** Sends `start`, and then `piece` again and again until the client closes the connection. */
export function endless(start: string, piece: string, everyMs: number): Script {
  return (socket) => {
    socket.write(start);
    const timer = setInterval(() => socket.write(piece), everyMs);
    socket.once("close", () => clearInterval(timer));
  };
}
