import assert from "node:assert/strict";
import { gzipSync } from "node:zlib";
import { describe, it } from "mocha";
import { serve, serveBytes } from "../../../../helpers/loopbackServer.ts";
import { failureFrom, sendRequest } from "./helpers/sendRequest.ts";

describe("the size limit of the JSON client", () => {
  const mebibyte = 1_048_576;
  const padded = (bytes: number) => `{"a":1}`.padEnd(bytes, " ");

  it("the JSON client accepts a body of one mebibyte, and not a byte more", async () => {
    await using server = await serve((_request, response) => response.end(padded(mebibyte)));
    assert.equal((await sendRequest(server.origin)).ok, true);
    await using larger = await serve((_request, response) => response.end(padded(mebibyte + 1)));
    assert.deepEqual(await failureFrom(sendRequest(larger.origin)), {
      kind: "tooLarge",
      limitBytes: mebibyte,
    });
  });

  it("the JSON client applies the size limit of a request", async () => {
    await using server = await serve((_request, response) => response.end(padded(5000)));
    assert.equal((await sendRequest(server.origin, { maxBytes: 5000 })).ok, true);
    const failure = await failureFrom(sendRequest(server.origin, { maxBytes: 4999 }));
    assert.deepEqual(failure, { kind: "tooLarge", limitBytes: 4999 });
  });

  it("the JSON client stops reading a body that exceeds the limit and closes the connection", async () => {
    const clientClosed = Promise.withResolvers<number>();
    await using server = await serveBytes((socket) => {
      const chunk = Buffer.alloc(65_536, " ");
      const writeMore = () => {
        while (!socket.destroyed && socket.write(chunk));
      };
      socket.write("HTTP/1.1 200 OK\r\nContent-Length: 9999999999\r\n\r\n");
      socket.on("drain", writeMore).once("close", () => clientClosed.resolve(socket.bytesWritten));
      writeMore();
    });
    assert.deepEqual(await failureFrom(sendRequest(server.origin)), {
      kind: "tooLarge",
      limitBytes: mebibyte,
    });
    assert.ok((await clientClosed.promise) < 64 * mebibyte);
  });

  it("the JSON client applies the size limit after decompression", async () => {
    const body = gzipSync(Buffer.alloc(20 * mebibyte, " "));
    assert.ok(body.length < 100_000);
    await using server = await serve((_request, response) =>
      response.writeHead(200, { "content-encoding": "gzip" }).end(body),
    );
    assert.deepEqual(await failureFrom(sendRequest(server.origin)), {
      kind: "tooLarge",
      limitBytes: mebibyte,
    });
  });
});
