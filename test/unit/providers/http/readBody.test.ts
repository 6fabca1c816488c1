import assert from "node:assert/strict";
import { brotliCompressSync, deflateSync, gzipSync } from "node:zlib";
import { describe, it } from "mocha";
import type { Numeral } from "../../../../src/providers/http/exactJson.ts";
import { serve } from "../../../helpers/loopbackServer.ts";
import { exchangeWith } from "../../../helpers/providerReply.ts";

interface BodyOptions {
  readonly status?: number;
  readonly type?: string;
  readonly encoding?: string;
}

/** The result of a body over real HTTP: the parsed body, or the failure. */
async function receive(
  body: string | Uint8Array,
  { status = 200, type = "application/json", encoding }: BodyOptions = {},
) {
  await using server = await serve((_request, response) => {
    const headers = { "content-type": type, ...(encoding ? { "content-encoding": encoding } : {}) };
    response.writeHead(status, headers).end(body);
  });
  const { request, endpoint, signal } = exchangeWith(server);
  const outcome = await request({
    ...{ url: endpoint.baseUrl, origin: endpoint.origin, headers: {}, secrets: [], signal },
    parseError: () => ({}),
  });
  return outcome.ok ? outcome.value.body : outcome.failure;
}

const bad = (reason: string) => ({ kind: "badResponse", reason });
const sourceOf = (value: unknown) => (value as Numeral).source;

describe("the body of a reply", () => {
  describe("rejected bodies", () => {
    const notJson = [
      ...['{"left":', '{"left":12', "[1,2", '"left', "{'left':1}", '{"left":1,}', "left", '{"a":1} {"b":2}'],
      ...[
        '{"left":NaN}',
        '{"left":Infinity}',
        '{"left":-Infinity}',
        '{"left":.5}',
        '{"left":0x10}',
        "\u0000",
      ],
      ...['{"left":+1}', '{"left":01}', '{"left":1_000}', "undefined"],
    ];
    for (const body of notJson) {
      it(`the body ${JSON.stringify(body)} is rejected as not JSON`, async () => {
        assert.deepEqual(await receive(body), bad("notJson"));
      });
    }

    it("a body of a hundred thousand brackets is rejected as not JSON", async () => {
      const depth = 100_000;
      assert.deepEqual(await receive("[".repeat(depth) + "]".repeat(depth)), bad("notJson"));
      assert.deepEqual(await receive('{"a":'.repeat(depth) + "}".repeat(depth)), bad("notJson"));
    });

    it("a body of HTML is rejected as HTML, whatever its content type", async () => {
      assert.deepEqual(await receive("<!doctype html><p>Sign in"), bad("html"));
      assert.deepEqual(await receive("  <html></html>", { type: "text/plain" }), bad("html"));
      assert.deepEqual(await receive("Sign in", { type: "text/html; charset=utf-8" }), bad("html"));
    });

    it("a body without content, without bytes or of blanks only is rejected as empty", async () => {
      for (const status of [204, 205, 200]) assert.deepEqual(await receive("", { status }), bad("empty"));
      assert.deepEqual(await receive(" \r\n\t"), bad("empty"));
      assert.deepEqual(await receive("\ufeff"), bad("empty"));
    });

    it("a body in another character set is rejected as undecodable", async () => {
      assert.deepEqual(await receive(Buffer.from('{"name":"Zoë"}', "latin1")), bad("undecodable"));
      assert.deepEqual(await receive(Buffer.from('\ufeff{"left":1}', "utf16le")), bad("undecodable"));
    });

    it("a body that is not compressed as declared is rejected as undecodable", async () => {
      for (const encoding of ["gzip", "deflate", "br"]) {
        assert.deepEqual(await receive('{"left": 1}', { encoding }), bad("undecodable"), encoding);
      }
      const broken = gzipSync('{"left":1}').map((byte, index) => (index < 10 ? byte : byte ^ 0x5a));
      assert.deepEqual(await receive(broken, { encoding: "gzip" }), bad("undecodable"));
    });

    it("a compressed body that is cut off is rejected", async () => {
      const compressed = gzipSync(
        JSON.stringify({ left: 1, noise: Array.from({ length: 999 }, (_, i) => i * i) }),
      );
      const failure = await receive(compressed.subarray(0, compressed.length / 2), { encoding: "gzip" });
      assert.equal((failure as { kind?: string }).kind, "badResponse");
    });
  });

  describe("accepted bodies", () => {
    it("a body may have a byte order mark, surrounding blanks and any content type", async () => {
      assert.deepEqual(await receive('\ufeff{"name":"Zoë"}'), { name: "Zoë" });
      assert.deepEqual(await receive(' \n{"name":"残高"}\n', { type: "text/plain" }), { name: "残高" });
      assert.deepEqual(await receive('{"name":"x"}', { type: "text/html" }), { name: "x" });
    });

    it("a body may be compressed", async () => {
      const packers = { gzip: gzipSync, deflate: deflateSync, br: brotliCompressSync };
      for (const [encoding, pack] of Object.entries(packers)) {
        assert.deepEqual(await receive(pack('{"name":"x"}'), { encoding }), { name: "x" });
      }
    });

    it("a body keeps every digit of its numbers", async () => {
      const numbers = [
        "12.50",
        "9007199254740993",
        "-0.000000000000000000000000000001",
        "1e999",
        "-0",
        "1E-7",
      ];
      const body = await receive(`[${numbers}]`);
      assert.deepEqual((body as unknown[]).map(sourceOf), numbers);
    });

    it("a body with duplicate names keeps the last value with its own digits", async () => {
      const body = (await receive('{"left":1.0,"left":{"a":1},"left":2.50}')) as { left: unknown };
      assert.equal(sourceOf(body.left), "2.50");
    });

    it("a body may have __proto__ as an ordinary name", async () => {
      const body = (await receive('{"__proto__":{"left":5},"constructor":1}')) as { left?: unknown };
      assert.equal(body.left, undefined);
      assert.equal(Object.getPrototypeOf(body), Object.prototype);
      assert.deepEqual(Object.keys(body), ["__proto__", "constructor"]);
    });

    it("a body may be something other than an object", async () => {
      assert.equal(await receive("null"), null);
      assert.equal(await receive('"text"'), "text");
      assert.deepEqual(await receive("[true,null]"), [true, null]);
    });
  });
});
