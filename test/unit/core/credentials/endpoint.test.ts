import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { parseEndpoint } from "../../../../src/core/credentials/endpoint.ts";

describe("parseEndpoint", () => {
  const accepted: readonly (readonly [text: string, origin: string, baseUrl: string])[] = [
    ["https://api.example/v1", "https://api.example", "https://api.example/v1"],
    ["https://api.example", "https://api.example", "https://api.example"],
    ["https://api.example/", "https://api.example", "https://api.example"],
    ["https://api.example/v1///", "https://api.example", "https://api.example/v1"],
    ["  https://api.example/v1\n", "https://api.example", "https://api.example/v1"],
    ["HTTPS://API.Example:443/V1", "https://api.example", "https://api.example/V1"],
    ["https://api.example:8443/v1", "https://api.example:8443", "https://api.example:8443/v1"],
    ["https://api.example/a/../v1/./x", "https://api.example", "https://api.example/v1/x"],
    ["https://api.example\\@evil.example", "https://api.example", "https://api.example/@evil.example"],
    ["https://bücher.example", "https://xn--bcher-kva.example", "https://xn--bcher-kva.example"],
    ["https://[2001:DB8::1]:444/", "https://[2001:db8::1]:444", "https://[2001:db8::1]:444"],
    ["https:api.example/v1", "https://api.example", "https://api.example/v1"],
    // A trailing dot, a port or another script makes another origin: a key is sent only to the origin it was entered for.
    ["https://api.example.", "https://api.example.", "https://api.example."],
    ["https://аpi.example", "https://xn--pi-6kc.example", "https://xn--pi-6kc.example"],
    [
      "https://api.example%2eevil.example",
      "https://api.example.evil.example",
      "https://api.example.evil.example",
    ],
    ["https://api。example", "https://api.example", "https://api.example"],
    ["https://api.ex\tam\nple", "https://api.example", "https://api.example"],
    ["https://api.example:0443", "https://api.example", "https://api.example"],
    ["https:\\\\api.example\\v1", "https://api.example", "https://api.example/v1"],
    ["https://api.example/v1/%2e%2e/%2E%2E/x", "https://api.example", "https://api.example/x"],
    ["http://0x7f.1:80", "http://127.0.0.1", "http://127.0.0.1"],
    ["http://127.0.0.1:8080/v1/", "http://127.0.0.1:8080", "http://127.0.0.1:8080/v1"],
    ["http://localhost:3000", "http://localhost:3000", "http://localhost:3000"],
    ["http://LOCALHOST", "http://localhost", "http://localhost"],
    ["http://[::1]:80/", "http://[::1]", "http://[::1]"],
    ["http://[0:0:0:0:0:0:0:1]", "http://[::1]", "http://[::1]"],
    ["http://127.1", "http://127.0.0.1", "http://127.0.0.1"],
  ];
  for (const [text, origin, baseUrl] of accepted) {
    it(`parseEndpoint accepts ${JSON.stringify(text)} as ${baseUrl}`, () => {
      assert.deepEqual(parseEndpoint(text), { origin, host: new URL(origin).host, baseUrl });
    });
  }

  const rejected = {
    "plain http": ["http://api.example", "http://10.0.0.1", "http://[2001:db8::1]", "HTTP://api.example"],
    "hosts that only look like loopback": [
      ...["http://127.0.0.1.evil.example", "http://localhost.evil.example", "http://localhost."],
      ...[
        "http://127.0.0.2",
        "http://0.0.0.0",
        "http://[::]",
        "http://[::ffff:127.0.0.1]",
        "http://[::1%25eth0]",
        "http://localhoſt.example",
        "http://127.0.0.1。evil.example",
        "http://notlocalhost",
      ],
    ],
    "credentials in the URL": [
      ...["https://user:pass@api.example", "https://user@api.example", "https://:pass@api.example"],
      ...[
        "http://localhost@evil.example",
        "http://127.0.0.1:80@evil.example",
        "https://api.example@evil.example/",
      ],
      "http://evil.example\\@localhost",
    ],
    "a query": [
      "https://api.example/v1?a=b",
      "https://api.example/v1?",
      "https://api.example?",
      "https://a.example/??",
    ],
    "a fragment": ["https://api.example/v1#a", "https://api.example/#", "https://api.example/v1?#"],
    "other schemes": [
      ...["ftp://localhost", "file:///etc/passwd", "ws://localhost", "javascript:alert(1)"],
      "data:application/json,{}",
    ],
    "text longer than any URL": [`https://api.example/${"a".repeat(2000)}`, `https://a/${"/".repeat(1e6)}b`],
    "text that is no URL": [
      "",
      " ",
      "api.example/v1",
      "//api.example",
      "https://",
      "https://a b",
      "https://a:99999",
      "https://%",
    ],
  };
  for (const [category, urls] of Object.entries(rejected)) {
    it(`parseEndpoint rejects ${category}`, () => {
      for (const url of urls) assert.equal(parseEndpoint(url), undefined, url);
    });
  }

  it("parseEndpoint gives a base URL to which a documented path can be appended", () => {
    for (const [text] of accepted) {
      const endpoint = parseEndpoint(text);
      const url = new URL(`${endpoint?.baseUrl}/me`);
      assert.equal(url.origin, endpoint?.origin);
      assert.match(url.pathname, /\/me$/);
    }
  });
});
