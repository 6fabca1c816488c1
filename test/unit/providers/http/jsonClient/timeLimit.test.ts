import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { serveBytes } from "../../../../helpers/loopbackServer.ts";
import { ask, failureFrom } from "./helpers/sendRequest.ts";

describe("the JSON client gives the whole exchange one time limit:", () => {
  const timeout = { kind: "timeout", seconds: 0.15 };
  const start = "HTTP/1.1 200 OK\r\nContent-Length: 9999\r\n\r\n";

  it("no answer at all", async () => {
    await using server = await serveBytes(() => {});
    assert.deepEqual(await failureFrom(ask(server.origin, { timeoutMs: 150 })), timeout);
  });

  it("headers that stall", async () => {
    await using server = await serveBytes((socket) => socket.write("HTTP/1.1 200 OK\r\nX-A: "));
    assert.deepEqual(await failureFrom(ask(server.origin, { timeoutMs: 150 })), timeout);
  });

  it("a body that stalls", async () => {
    await using server = await serveBytes((socket) => socket.write(`${start}{"left":`));
    assert.deepEqual(await failureFrom(ask(server.origin, { timeoutMs: 150 })), timeout);
  });

  it("a body that comes in drips", async () => {
    await using server = await serveBytes((socket) => {
      socket.write(start);
      const drip = setInterval(() => socket.write(" "), 10);
      socket.once("close", () => clearInterval(drip));
    });
    const startedAt = performance.now();
    assert.deepEqual(await failureFrom(ask(server.origin, { timeoutMs: 150 })), timeout);
    assert.ok(performance.now() - startedAt < 2000);
  });

  it("the body of an error", async () => {
    await using server = await serveBytes((socket) => socket.write(start.replace("200", "500")));
    assert.deepEqual(await failureFrom(ask(server.origin, { timeoutMs: 150 })), timeout);
  });

  it("and hangs up when it is over", async () => {
    const hungUp = Promise.withResolvers<void>();
    await using server = await serveBytes((socket) => {
      socket.write(start);
      socket.once("close", hungUp.resolve);
    });
    await ask(server.origin, { timeoutMs: 150 });
    await hungUp.promise;
  });
});
