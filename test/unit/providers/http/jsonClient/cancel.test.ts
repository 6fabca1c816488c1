import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { serve, serveBytes } from "../../../../helpers/loopbackServer.ts";
import { ask, good } from "./helpers/sendRequest.ts";

describe("the JSON client when it is cancelled", () => {
  const isAbort = { name: "AbortError" };

  it("sends nothing any more", async () => {
    await using server = await serve(good);
    await assert.rejects(ask(server.origin, { signal: AbortSignal.abort() }), isAbort);
    assert.equal(server.requests.length, 0);
  });

  const stages: readonly (readonly [what: string, bytes: string])[] = [
    ["headers", ""],
    ["the body", 'HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n{"left":'],
  ];
  for (const [what, bytes] of stages) {
    it(`rejects and hangs up while it waits for ${what}`, async () => {
      const cancel = new AbortController();
      const hungUp = Promise.withResolvers<void>();
      await using server = await serveBytes((socket) => {
        socket.once("close", hungUp.resolve);
        socket.write(bytes);
        setTimeout(() => cancel.abort(), 30);
      });
      await assert.rejects(ask(server.origin, { signal: cancel.signal }), isAbort);
      await hungUp.promise;
    });
  }
});
