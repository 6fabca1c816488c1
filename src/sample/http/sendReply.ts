import type { ServerResponse } from "node:http";

export interface TextReply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
}

/** Sends the head with the full length and as much of the body as asked for; ends only when that is all. */
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
