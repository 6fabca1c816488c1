import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { serve, serveBytes, serveTls } from "../../../../helpers/loopbackServer.ts";
import { failureFrom, good, sendRequest } from "./helpers/sendRequest.ts";

describe("unreachable servers", () => {
  const start = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n";
  const closing = `${start}Connection: close\r\n`;

  it("a server that refuses the connection is unreachable", async () => {
    const server = await serve(good);
    await server[Symbol.asyncDispose]();
    assert.deepEqual(await failureFrom(sendRequest(server.origin)), {
      kind: "unreachable",
      reason: "refused",
    });
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
    it(`a server that closes the connection ${when} is unreachable`, async () => {
      await using server = await serveBytes((socket) => socket.end(bytes));
      assert.deepEqual(await failureFrom(sendRequest(server.origin)), {
        kind: "unreachable",
        reason: "reset",
      });
    });

    it(`a server that resets the connection ${when} is unreachable`, async () => {
      await using server = await serveBytes((socket) => {
        socket.write(bytes, () => setTimeout(() => socket.resetAndDestroy(), 20));
      });
      assert.deepEqual(await failureFrom(sendRequest(server.origin)), {
        kind: "unreachable",
        reason: "reset",
      });
    });
  }

  it("a server that closes the connection within a chunked, closing body is unreachable", async () => {
    await using server = await serveBytes((socket) =>
      socket.end(`${closing}Transfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n`),
    );
    assert.equal((await failureFrom(sendRequest(server.origin)))?.kind, "unreachable");
  });

  it("a server that breaks off an error reply is unreachable", async () => {
    await using server = await serveBytes((socket) =>
      socket.end("HTTP/1.1 401 Unauthorized\r\nContent-Length: 99\r\n\r\n{"),
    );
    assert.deepEqual(await failureFrom(sendRequest(server.origin)), { kind: "unreachable", reason: "reset" });
  });

  it("a server that speaks another protocol is unreachable", async () => {
    await using server = await serveBytes((socket) => socket.end("SSH-2.0-Example\r\n"));
    assert.deepEqual(await failureFrom(sendRequest(server.origin)), {
      kind: "unreachable",
      reason: "network",
    });
  });

  it("a server with an untrusted certificate is unreachable", async () => {
    await using server = await serveTls(good);
    assert.deepEqual(await failureFrom(sendRequest(server.origin)), { kind: "unreachable", reason: "tls" });
    assert.equal(server.requests.length, 0);
  });

  it("a server without TLS behind an https URL is unreachable", async () => {
    await using server = await serveBytes((socket) => socket.end("HTTP/1.1 400 Bad Request\r\n\r\n"));
    const failure = await failureFrom(sendRequest(server.origin.replace("http:", "https:")));
    assert.deepEqual(failure, { kind: "unreachable", reason: "tls" });
  });
});
