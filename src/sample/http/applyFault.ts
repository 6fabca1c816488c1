import type { ServerResponse } from "node:http";
import { errorReply } from "./errorReply.ts";
import type { Fault, FaultKind } from "./fault.ts";
import { sendHugeBody } from "./hugeBody.ts";
import type { SampleProviderId, SampleReply } from "./sampleApi.ts";
import { sendReply, type TextReply } from "./sendReply.ts";

export interface FaultContext {
  readonly provider: SampleProviderId;
  readonly response: ServerResponse;
  /** Does what the request asks for; a fault that never calls it leaves the account untouched. */
  good(): SampleReply;
  text(reply: SampleReply): TextReply;
}

// Long enough for the client to read what came before the reset.
const settleMs = 20;

const faults: { readonly [Kind in FaultKind]: (fault: Fault<Kind>, exchange: FaultContext) => void } = {
  status: ({ status, headers, body = "" }, { response }) => {
    response.writeHead(status, { "content-type": "application/json; charset=utf-8", ...headers }).end(body);
  },
  error: ({ status, ...words }, { provider, response, text }) =>
    sendReply(response, text(errorReply(provider, status, words))),
  transform: ({ transform }, { response, good, text }) => {
    const reply = good();
    sendReply(response, text({ ...reply, body: transform(reply.body) }));
  },
  rewrite: ({ rewrite }, { response, good, text }) => {
    const reply = text(good());
    sendReply(response, { ...reply, text: rewrite(reply.text) });
  },
  html: ({ status = 200, html = "<!doctype html><title>Gateway</title><h1>Sign in</h1>" }, { response }) =>
    sendReply(response, { status, headers: { "content-type": "text/html; charset=utf-8" }, text: html }),
  truncate: ({ bytes }, { response, good, text }) => {
    const reply = text(good());
    sendReply(response, { ...reply, text: reply.text.slice(0, bytes ?? half(reply)) });
  },
  delay: ({ ms }, { response, good, text }) => later(response, ms, () => sendReply(response, text(good()))),
  stallHeaders: () => {},
  stallBody: (_, exchange) => sendHalf(exchange),
  drip: ({ everyMs, bytes = 1 }, { response, good, text }) => {
    const reply = text(good());
    const body = Buffer.from(reply.text);
    let sent = bytes;
    sendReply(response, reply, sent);
    if (sent >= body.length) return;
    const timer = setInterval(() => {
      response.write(body.subarray(sent, sent + bytes));
      sent += bytes;
      if (sent < body.length) return;
      clearInterval(timer);
      response.end();
    }, everyMs);
    response.once("close", () => clearInterval(timer));
  },
  reset: ({ at }, exchange) => {
    const { socket } = exchange.response;
    if (at === "request") socket?.resetAndDestroy();
    if (at === "headers") socket?.write("HTTP/1.1 200 OK\r\ncontent-type: applic");
    if (at === "body") sendHalf(exchange);
    if (at !== "request") later(exchange.response, settleMs, () => socket?.resetAndDestroy());
  },
  hugeBody: ({ bytes }, { response }) => sendHugeBody(response, bytes),
};

/** Answers a request as the fault says. */
export function applyFault<Kind extends FaultKind>(fault: Fault<Kind>, exchange: FaultContext): void {
  const apply: (fault: Fault<Kind>, exchange: FaultContext) => void = faults[fault.kind];
  apply(fault, exchange);
}

function sendHalf({ response, good, text }: FaultContext): void {
  const reply = text(good());
  sendReply(response, reply, half(reply));
}

function half({ text }: TextReply): number {
  return Math.floor(text.length / 2);
}

function later(response: ServerResponse, ms: number, then: () => void): void {
  const timer = setTimeout(then, ms);
  response.once("close", () => clearTimeout(timer));
}
