import type { ServerResponse } from "node:http";

const chunk = "a".repeat(64 * 1024);

/** Streams one JSON string as fast as it is read: `bytes` of it, or without end. */
export function sendHugeBody(response: ServerResponse, bytes = Number.POSITIVE_INFINITY): void {
  let left = bytes;
  response.writeHead(200, { "content-type": "application/json; charset=utf-8" });
  response.write('{"padding":"');
  const send = () => {
    while (left > 0 && !response.destroyed) {
      left -= chunk.length;
      if (!response.write(chunk)) return;
    }
    if (left <= 0) response.end('"}');
  };
  response.on("drain", send);
  send();
}
