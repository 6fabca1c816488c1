import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { serve, serveBytes, serveTls } from "../../../../helpers/loopbackServer.ts";
import { ask, failureFrom, good } from "./helpers/sendRequest.ts";

describe("the JSON client calls a server unreachable", () => {
  const start = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n";
  const closing = `${start}Connection: close\r\n`;

  it("that refuses the connection", async () => {
    const server = await serve(good);
    await server[Symbol.asyncDispose]();
    assert.deepEqual(await failureFrom(ask(server.origin)), { kind: "unreachable", reason: "refused" });
  });

  const broken: readonly (readonly [when: string, bytes: string])[] = [
    ["before the status", ""],
    ["within the status", "HTTP/1.1 20"],
    ["within the headers", start],
    ["within a body of known length", `${start}Content-Length: 99\r\n\r\n{"left":1}`],
    ["within a body of known length that closes", `${closing}Content-Length: 99\r\n\r\n{"left":1}`],
    ["within a chunked body", `${start}Transfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n`],
  ];
  for (const [when, bytes] of broken) {
    it(`that hangs up ${when}`, async () => {
      await using server = await serveBytes((socket) => socket.end(bytes));
      assert.deepEqual(await failureFrom(ask(server.origin)), { kind: "unreachable", reason: "reset" });
    });

    it(`that resets the connection ${when}`, async () => {
      await using server = await serveBytes((socket) => {
        socket.write(bytes, () => setTimeout(() => socket.resetAndDestroy(), 20));
      });
      assert.deepEqual(await failureFrom(ask(server.origin)), { kind: "unreachable", reason: "reset" });
    });
  }

  it("that hangs up within a chunked body that closes", async () => {
    await using server = await serveBytes((socket) =>
      socket.end(`${closing}Transfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n`),
    );
    assert.equal((await failureFrom(ask(server.origin)))?.kind, "unreachable");
  });

  it("that breaks off an error", async () => {
    await using server = await serveBytes((socket) =>
      socket.end("HTTP/1.1 401 Unauthorized\r\nContent-Length: 99\r\n\r\n{"),
    );
    assert.deepEqual(await failureFrom(ask(server.origin)), { kind: "unreachable", reason: "reset" });
  });

  it("that speaks another protocol", async () => {
    await using server = await serveBytes((socket) => socket.end("SSH-2.0-Example\r\n"));
    assert.deepEqual(await failureFrom(ask(server.origin)), { kind: "unreachable", reason: "network" });
  });

  it("whose certificate nobody trusts", async () => {
    await using server = await serveTls(good);
    assert.deepEqual(await failureFrom(ask(server.origin)), { kind: "unreachable", reason: "tls" });
    assert.equal(server.requests.length, 0);
  });

  it("that has no TLS behind https", async () => {
    await using server = await serveBytes((socket) => socket.end("HTTP/1.1 400 Bad Request\r\n\r\n"));
    const failure = await failureFrom(ask(server.origin.replace("http:", "https:")));
    assert.deepEqual(failure, { kind: "unreachable", reason: "tls" });
  });
});
