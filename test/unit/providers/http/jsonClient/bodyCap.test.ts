import assert from "node:assert/strict";
import { gzipSync } from "node:zlib";
import { describe, it } from "mocha";
import { serve, serveBytes } from "../../../../helpers/loopbackServer.ts";
import { ask, failureFrom } from "./helpers/sendRequest.ts";

describe("the JSON client caps the body", () => {
  const mebibyte = 1_048_576;
  const padded = (bytes: number) => `{"a":1}`.padEnd(bytes, " ");

  it("at a mebibyte, to the byte", async () => {
    await using server = await serve((_request, response) => response.end(padded(mebibyte)));
    assert.equal((await ask(server.origin)).ok, true);
    await using larger = await serve((_request, response) => response.end(padded(mebibyte + 1)));
    assert.deepEqual(await failureFrom(ask(larger.origin)), { kind: "tooLarge", limitBytes: mebibyte });
  });

  it("where the request says", async () => {
    await using server = await serve((_request, response) => response.end(padded(5000)));
    assert.equal((await ask(server.origin, { maxBytes: 5000 })).ok, true);
    const failure = await failureFrom(ask(server.origin, { maxBytes: 4999 }));
    assert.deepEqual(failure, { kind: "tooLarge", limitBytes: 4999 });
  });

  it("while it streams, and hangs up on the rest", async () => {
    const hungUp = Promise.withResolvers<number>();
    await using server = await serveBytes((socket) => {
      const chunk = Buffer.alloc(65_536, " ");
      const pour = () => {
        while (!socket.destroyed && socket.write(chunk));
      };
      socket.write("HTTP/1.1 200 OK\r\nContent-Length: 9999999999\r\n\r\n");
      socket.on("drain", pour).once("close", () => hungUp.resolve(socket.bytesWritten));
      pour();
    });
    assert.deepEqual(await failureFrom(ask(server.origin)), { kind: "tooLarge", limitBytes: mebibyte });
    assert.ok((await hungUp.promise) < 64 * mebibyte);
  });

  it("as it is after decompression", async () => {
    const bomb = gzipSync(Buffer.alloc(20 * mebibyte, " "));
    assert.ok(bomb.length < 100_000);
    await using server = await serve((_request, response) =>
      response.writeHead(200, { "content-encoding": "gzip" }).end(bomb),
    );
    assert.deepEqual(await failureFrom(ask(server.origin)), { kind: "tooLarge", limitBytes: mebibyte });
  });
});
