import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { serve, serveBytes } from "../../../../helpers/loopbackServer.ts";
import { good, sendRequest } from "./helpers/sendRequest.ts";

describe("a cancelled request of the JSON client", () => {
  const isAbort = { name: "AbortError" };

  it("the JSON client sends nothing after it was cancelled", async () => {
    await using server = await serve(good);
    await assert.rejects(sendRequest(server.origin, { signal: AbortSignal.abort() }), isAbort);
    assert.equal(server.requests.length, 0);
  });

  const stages: readonly (readonly [part: string, bytes: string])[] = [
    ["the headers", ""],
    ["the body", 'HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n{"left":'],
  ];
  for (const [part, bytes] of stages) {
    it(`the JSON client closes the connection when it is cancelled while it waits for ${part}`, async () => {
      const cancel = new AbortController();
      const clientClosed = Promise.withResolvers<void>();
      await using server = await serveBytes((socket) => {
        socket.once("close", clientClosed.resolve);
        socket.write(bytes);
        setTimeout(() => cancel.abort(), 30);
      });
      await assert.rejects(sendRequest(server.origin, { signal: cancel.signal }), isAbort);
      await clientClosed.promise;
    });
  }
});
