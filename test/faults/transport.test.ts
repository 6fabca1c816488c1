import assert from "node:assert/strict";
import { gzipSync } from "node:zlib";
import { after, before, describe, it } from "mocha";
import { minuteMs } from "../../src/core/time/durations.ts";
import {
  accountIdOf,
  accountIds,
  createFaultHarness,
  type FaultHarness,
  goodBody,
} from "./helpers/faultHarness.ts";
import { type Fault, itSurvives } from "./helpers/itSurvives.ts";
import {
  chunked,
  endless,
  endSocket,
  head,
  rawBytes,
  reply,
  resetSocket,
  thenEnd,
} from "./helpers/replies.ts";
import type { Script } from "./helpers/scriptedServer.ts";

let harness: FaultHarness;
before(async () => {
  harness = await createFaultHarness();
});
after(async () => harness[Symbol.asyncDispose]());

const stallMs = 250;
const timeout: Fault["failure"] = { kind: "timeout", seconds: stallMs / 1000 };
const reset: Fault["failure"] = { kind: "unreachable", reason: "reset" };
const unreachable: Fault["failure"] = { kind: "unreachable" };
const bad = (reason: "empty" | "html" | "notJson" | "undecodable"): Fault["failure"] => ({
  kind: "badResponse",
  reason,
});
const tooLarge: Fault["failure"] = { kind: "tooLarge", limitBytes: 1_048_576 };

const start = head(200, { "content-type": "application/json", "content-length": "9999" });
const half = '{"left":';
const html = "<!doctype html><title>Guest Wi-Fi</title><p>Accept the terms";
const big = " ".repeat(1_100_000);
const zipped = gzipSync('{"a":"b"}'.repeat(200));
/** The good reply, with its body changed. */
const good =
  (change: (body: string) => string | Uint8Array, headers = {}): Script =>
  (socket, request) =>
    reply(200, change(goodBody(accountIdOf(request))), headers)(socket, request);

const faults: Readonly<
  Record<string, readonly (readonly [what: string, script: Script, failure: Fault["failure"]])[]>
> = {
  "a provider that stalls": [
    ["and never replies", rawBytes(), timeout],
    ["within the status line", rawBytes("HTTP/1.1 2"), timeout],
    ["within the headers", rawBytes("HTTP/1.1 200 OK\r\nx-a: "), timeout],
    ["before the body", rawBytes(start), timeout],
    ["within the body", rawBytes(start, half), timeout],
    ["within a chunked body", chunked([half], ""), timeout],
    ["within the body of an error", rawBytes(start.replace("200", "500"), half), timeout],
    ["and sends a body byte by byte without end", endless(start, " ", 15), timeout],
    ["and sends headers byte by byte without end", endless("HTTP/1.1 200 OK\r\n", "x-a: b\r\n", 15), timeout],
    ["and sends interim replies without end", endless("", "HTTP/1.1 102 Processing\r\n\r\n", 15), timeout],
  ],
  "a connection that breaks": [
    ["by a reset after the request", thenEnd(rawBytes(), resetSocket), reset],
    ["by a reset within the headers", thenEnd(rawBytes("HTTP/1.1 200 OK\r\nx-a: "), resetSocket), reset],
    ["by a reset within the body", thenEnd(rawBytes(start, half), resetSocket), reset],
    ["by a reset within an error", thenEnd(rawBytes(start.replace("200", "401"), half), resetSocket), reset],
    ["by a close after the request", thenEnd(rawBytes(), endSocket), reset],
    ["by a close within the headers", thenEnd(rawBytes("HTTP/1.1 200 OK\r\nx-a: "), endSocket), reset],
    ["by a close before Content-Length is reached", thenEnd(rawBytes(start, "{}"), endSocket), reset],
    ["by a close before the last chunk", thenEnd(chunked(["{}"], ""), endSocket), reset],
  ],
  "a reply that is not valid HTTP": [
    ["but of another protocol", thenEnd(rawBytes("SSH-2.0-Example\r\n"), endSocket), unreachable],
    [
      "with a chunk without a size",
      thenEnd(rawBytes(head(200, { "transfer-encoding": "chunked" }), "zz\r\n{}\r\n"), endSocket),
      unreachable,
    ],
    [
      "with two lengths",
      thenEnd(rawBytes(head(200, { "content-length": "2", "Content-Length": "3" }), "{}"), endSocket),
      unreachable,
    ],
    [
      "with a negative length",
      thenEnd(rawBytes(head(200, { "content-length": "-2" }), "{}"), endSocket),
      unreachable,
    ],
    [
      "with a NUL in a header",
      thenEnd(rawBytes(head(200, { "x-a": "b\u0000c" }), "{}"), endSocket),
      unreachable,
    ],
    ["with the status 999", reply(999, "{}"), { kind: "providerError", status: 999 }],
    [
      "that switches to another protocol",
      thenEnd(rawBytes(head(101, { upgrade: "websocket", connection: "upgrade" })), endSocket),
      unreachable,
    ],
  ],
  "a body that cannot be read": [
    ["because it is empty", reply(200, ""), bad("empty")],
    ["because there is none (204)", (socket) => socket.write(head(204, {})), bad("empty")],
    ["because it is blank", reply(200, " \r\n"), bad("empty")],
    ["because it is cut", good((body) => body.slice(0, body.length / 2)), bad("notJson")],
    ["because it is a web page", reply(200, html, { "content-type": "text/html" }), bad("html")],
    ["because it is a web page that calls itself JSON", reply(200, html), bad("html")],
    [
      "because it is declared as compressed and is not",
      good((body) => body, { "content-encoding": "gzip" }),
      bad("undecodable"),
    ],
    [
      "because its compression is broken",
      reply(
        200,
        zipped.map((byte, at) => (at > 12 ? byte ^ 0x5a : byte)),
        { "content-encoding": "gzip" },
      ),
      bad("undecodable"),
    ],
    ["because it is UTF-16", good((body) => Buffer.from(`\ufeff${body}`, "utf16le")), bad("undecodable")],
    [
      "because it is Latin-1",
      good((body) => Buffer.from(body.replace("{", '{"n":"Zoë",'), "latin1")),
      bad("undecodable"),
    ],
    ["because it contains NaN", good((body) => body.replace(/: ?\d+(\.\d+)?/g, ": NaN")), bad("notJson")],
    [
      "because it contains Infinity",
      good((body) => body.replace(/: ?\d+(\.\d+)?/g, ": -Infinity")),
      bad("notJson"),
    ],
    [
      "because it is a hundred thousand lists deep",
      reply(200, "[".repeat(100_000) + "]".repeat(100_000)),
      bad("notJson"),
    ],
    [
      "because it is a hundred thousand objects deep",
      reply(200, '{"data":'.repeat(100_000) + "}".repeat(100_000)),
      bad("notJson"),
    ],
  ],
  "a body that is too large": [
    ["and declares its length", reply(200, `{"a":1}${big}`), tooLarge],
    ["and comes in chunks", chunked(Array.from({ length: 20 }, () => big.slice(0, 60_000))), tooLarge],
    [
      "once it is decompressed",
      reply(200, gzipSync(Buffer.alloc(30_000_000, " ")), { "content-encoding": "gzip" }),
      tooLarge,
    ],
    [
      "once it is decompressed twice",
      reply(200, gzipSync(gzipSync(Buffer.alloc(30_000_000, " "))), { "content-encoding": "gzip, gzip" }),
      tooLarge,
    ],
  ],
  "a captive portal": [
    [
      "that redirects",
      reply(302, html, { location: "http://login.example/" }),
      { kind: "redirected", status: 302 },
    ],
    [
      "that redirects permanently",
      reply(308, "", { location: "https://login.example/" }),
      { kind: "redirected", status: 308 },
    ],
    [
      "that replies to everything with its page",
      reply(200, html, { "content-type": "text/html" }),
      bad("html"),
    ],
    [
      "that asks to sign in (511)",
      reply(511, html, { "content-type": "text/html" }),
      { kind: "providerError", status: 511 },
    ],
  ],
};

for (const [which, cases] of Object.entries(faults)) {
  describe(`recovery from ${which}`, () => {
    for (const [what, script, failure] of cases) {
      const limit = failure === timeout ? { limitMs: stallMs } : {};
      itSurvives(
        () => harness,
        `${which} ${what}`,
        () => ({ script, failure, ...limit }),
      );
    }
  });
}

describe("recovery from connections that are reset when they are made", () => {
  it("accounts are read again once connections are no longer reset", async () => {
    const { server, status, advance } = harness;
    server.startResets();
    await advance(90 * minuteMs);
    for (const id of accountIds) assert.deepEqual(status(id).failure, reset, id);
    server.stopResets();
    await advance(90 * minuteMs);
    for (const id of accountIds) assert.equal(status(id).failure, undefined, id);
  });
});
