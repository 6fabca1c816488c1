import type { ServerResponse } from "node:http";

export interface TextReply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
}

/**
 * Sends the headers with the full length and `bytes` of the body; ends the reply only when that is the whole
 * body.
 */
export function sendReply(response: ServerResponse, reply: TextReply, bytes?: number): void {
  const body = Buffer.from(reply.text);
  response.writeHead(reply.status, {
    "content-type": "application/json; charset=utf-8",
    "content-length": body.length,
    ...reply.headers,
  });
  if (bytes === undefined || bytes >= body.length) response.end(body);
  else response.write(body.subarray(0, bytes));
}
