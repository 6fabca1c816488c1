import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { serveBytes } from "../../../../helpers/loopbackServer.ts";
import { failureFrom, sendRequest } from "./helpers/sendRequest.ts";

describe("the time limit of the JSON client", () => {
  const timeout = { kind: "timeout", seconds: 0.15 };
  const start = "HTTP/1.1 200 OK\r\nContent-Length: 9999\r\n\r\n";

  it("the time limit ends a request without any answer", async () => {
    await using server = await serveBytes(() => {});
    assert.deepEqual(await failureFrom(sendRequest(server.origin, { timeoutMs: 150 })), timeout);
  });

  it("the time limit ends a request whose headers stall", async () => {
    await using server = await serveBytes((socket) => socket.write("HTTP/1.1 200 OK\r\nX-A: "));
    assert.deepEqual(await failureFrom(sendRequest(server.origin, { timeoutMs: 150 })), timeout);
  });

  it("the time limit ends a request whose body stalls", async () => {
    await using server = await serveBytes((socket) => socket.write(`${start}{"left":`));
    assert.deepEqual(await failureFrom(sendRequest(server.origin, { timeoutMs: 150 })), timeout);
  });

  it("the time limit ends a request whose body arrives byte by byte", async () => {
    await using server = await serveBytes((socket) => {
      socket.write(start);
      const dripTimer = setInterval(() => socket.write(" "), 10);
      socket.once("close", () => clearInterval(dripTimer));
    });
    const startedAt = performance.now();
    assert.deepEqual(await failureFrom(sendRequest(server.origin, { timeoutMs: 150 })), timeout);
    assert.ok(performance.now() - startedAt < 2000);
  });

  it("the time limit ends a request whose error body stalls", async () => {
    await using server = await serveBytes((socket) => socket.write(start.replace("200", "500")));
    assert.deepEqual(await failureFrom(sendRequest(server.origin, { timeoutMs: 150 })), timeout);
  });

  it("the JSON client closes the connection when the time limit ends a request", async () => {
    const clientClosed = Promise.withResolvers<void>();
    await using server = await serveBytes((socket) => {
      socket.write(start);
      socket.once("close", clientClosed.resolve);
    });
    await sendRequest(server.origin, { timeoutMs: 150 });
    await clientClosed.promise;
  });
});
