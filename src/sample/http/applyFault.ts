import type { ServerResponse } from "node:http";
import { errorReply } from "./errorReply.ts";
import type { Fault, FaultKind } from "./fault.ts";
import { sendHugeBody } from "./hugeBody.ts";
import type { SampleProviderId, SampleReply } from "./sampleApi.ts";
import { sendReply, type TextReply } from "./sendReply.ts";

export interface FaultContext {
  readonly provider: SampleProviderId;
  readonly response: ServerResponse;
  /** Carries out the request; a fault that does not call it leaves the account unchanged. */
  goodReply(): SampleReply;
  toText(reply: SampleReply): TextReply;
}

// Long enough for the client to read what was sent before the reset.
const settleMs = 20;

const faults: { readonly [Kind in FaultKind]: (fault: Fault<Kind>, context: FaultContext) => void } = {
  status: ({ status, headers, body = "" }, { response }) => {
    response.writeHead(status, { "content-type": "application/json; charset=utf-8", ...headers }).end(body);
  },
  error: ({ status, ...details }, { provider, response, toText }) =>
    sendReply(response, toText(errorReply(provider, status, details))),
  transform: ({ transform }, { response, goodReply, toText }) => {
    const reply = goodReply();
    sendReply(response, toText({ ...reply, body: transform(reply.body) }));
  },
  rewrite: ({ rewrite }, { response, goodReply, toText }) => {
    const reply = toText(goodReply());
    sendReply(response, { ...reply, text: rewrite(reply.text) });
  },
  html: ({ status = 200, html = "<!doctype html><title>Gateway</title><h1>Sign in</h1>" }, { response }) =>
    sendReply(response, { status, headers: { "content-type": "text/html; charset=utf-8" }, text: html }),
  truncate: ({ bytes }, { response, goodReply, toText }) => {
    const reply = toText(goodReply());
    sendReply(response, { ...reply, text: reply.text.slice(0, bytes ?? half(reply)) });
  },
  delay: ({ ms }, { response, goodReply, toText }) =>
    later(response, ms, () => sendReply(response, toText(goodReply()))),
  stallHeaders: () => {},
  stallBody: (_, context) => sendHalf(context),
  drip: ({ everyMs, bytes = 1 }, { response, goodReply, toText }) => {
    const reply = toText(goodReply());
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
  reset: ({ at }, context) => {
    const { socket } = context.response;
    if (at === "request") socket?.resetAndDestroy();
    if (at === "headers") socket?.write("HTTP/1.1 200 OK\r\ncontent-type: applic");
    if (at === "body") sendHalf(context);
    if (at !== "request") later(context.response, settleMs, () => socket?.resetAndDestroy());
  },
  hugeBody: ({ bytes }, { response }) => sendHugeBody(response, bytes),
};

/** Answers a request as the fault says. */
export function applyFault<Kind extends FaultKind>(fault: Fault<Kind>, context: FaultContext): void {
  const apply: (fault: Fault<Kind>, context: FaultContext) => void = faults[fault.kind];
  apply(fault, context);
}

function sendHalf({ response, goodReply, toText }: FaultContext): void {
  const reply = toText(goodReply());
  sendReply(response, reply, half(reply));
}

function half({ text }: TextReply): number {
  return Math.floor(text.length / 2);
}

function later(response: ServerResponse, ms: number, then: () => void): void {
  const timer = setTimeout(then, ms);
  response.once("close", () => clearTimeout(timer));
}
