import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { createDeclaredProvider } from "../../../../src/providers/declared/createDeclaredProvider.ts";
import {
  definitionErrorOf,
  definitionOf,
  key,
  parseValid,
  readDeclared,
} from "../../../helpers/declaredProvider.ts";
import { serve } from "../../../helpers/loopbackServer.ts";
import { exchangeWith } from "../../../helpers/providerReply.ts";

const left = `{"left":5}`;

describe("the key of a declared provider", () => {
  const unsafeValues = [
    "..",
    ".",
    "../../admin",
    "x/../../admin",
    "/../",
    "..%2f..%2fadmin",
    "%2f..",
    "%2e%2e",
    "@evil.example",
    "//evil.example",
    "\\\\evil.example",
    "a?b",
    "a#b",
    "a\r\nHost: evil.example",
    "a\nb",
    "a\u0000b",
    "a b",
    "ａ",
    "x".repeat(201),
  ];

  it("the key is not sent for a parameter that leads elsewhere, whatever its pattern allows", async () => {
    for (const pattern of [undefined, "[^]*"]) {
      for (const team of unsafeValues) {
        const definition = definitionOf({
          parameters: { team: { label: "Team", ...(pattern === undefined ? {} : { pattern }) } },
          requests: [{ path: "/teams/{team}/balance" }],
        });
        const { requests, outcome } = await readDeclared(definition, {}, { team });
        const isHarmless = pattern !== undefined && team.startsWith("@");
        assert.deepEqual(
          requests.map(({ path }) => path),
          isHarmless ? ["/base/teams/%40evil.example/balance"] : [],
          JSON.stringify(team),
        );
        if (!isHarmless) {
          assert.deepEqual(outcome, { ok: false, failure: { kind: "blockedOrigin", parameter: "team" } });
        }
      }
    }
  });

  it("the key is not sent for a parameter from a reply that leads elsewhere", async () => {
    for (const team of unsafeValues) {
      const definition = definitionOf({
        parameters: { team: { label: "Team", pattern: "[^]*", optional: true } },
        requests: [{ name: "me", path: "/me", fill: { team: "/id" } }, { path: "/teams/{team}/balance" }],
      });
      const { requests, outcome } = await readDeclared(definition, { "/me": JSON.stringify({ id: team }) });
      if (team.startsWith("@")) continue;
      assert.deepEqual(requests.length, 1, JSON.stringify(team));
      assert.deepEqual(outcome, {
        ok: false,
        failure: { kind: "badResponse", reason: "wrongType", field: "/id" },
      });
    }
  });

  it("the key is not sent along a redirect, to this host or another", async () => {
    await using other = await serve((_request, response) => response.end(left));
    for (const location of [`${other.origin}/base/balance`, "/base/other", "//evil.example/"]) {
      for (const status of [301, 302, 303, 307, 308]) {
        const auth = { kind: "header", name: "x-api-key" };
        const { outcome, requests } = await readDeclared(definitionOf({ auth }), {
          "/balance": { status, headers: { location }, body: "" },
        });
        assert.deepEqual(outcome, { ok: false, failure: { kind: "redirected", status } });
        assert.equal(requests.length, 1);
      }
    }
    assert.equal(other.requests.length, 0);
  });

  it("the key is not in the URL, and no reply, error or failure repeats it", async () => {
    const definition = definitionOf({
      plan: "/plan",
      details: [{ label: "Key", value: "/api_key" }],
      errors: { message: "/message" },
    });
    const echo = JSON.stringify({ left: 5, plan: key, api_key: key, [key]: 1, message: `no ${key}` });
    for (const status of [200, 401, 500]) {
      const { outcome, requests } = await readDeclared(definition, { "/balance": { status, body: echo } });
      assert.ok(!JSON.stringify(outcome).includes(key), JSON.stringify(outcome));
      assert.ok(requests.every(({ path, body }) => !path.includes(key) && !body.includes(key)));
    }
  });

  it("the key cannot add another header", async () => {
    // `isHeaderSafe` rejects such a key before any reading; this tests the adapter without that check.
    await using server = await serve((_request, response) => response.end(left));
    const { declared } = createDeclaredProvider(parseValid(definitionOf()));
    const secret = "a\r\nx-evil: 1";
    const outcome = await declared?.adapter.read({ ...exchangeWith(server), secret });
    assert.equal(outcome?.ok, false);
    assert.equal(server.requests.length, 0);
    assert.ok(!JSON.stringify(outcome).includes("evil"));
  });
});

describe("unsafe definitions", () => {
  const refused: readonly (readonly [what: string, more: object, field: string, reason: string])[] = [
    ["a key in the query", { auth: { kind: "query", name: "api_key" } }, "auth.kind", "keyInUrl"],
    ["a key as a parameter", { parameters: { apiKey: { label: "Key" } } }, "parameters.apiKey", "keyInUrl"],
    [
      "a parameter in place of a key",
      {
        parameters: { secretish: { label: "Key" } },
        requests: [{ path: "/a", query: { api_key: "{secretish}" } }],
      },
      "requests.0.query.api_key",
      "keyInUrl",
    ],
    ["the key in a template", { requests: [{ path: "/a/{key}" }] }, "requests.0.path", "keyInUrl"],
    ["plain http", { baseUrl: "http://api.acme.example" }, "baseUrl", "unsafeAddress"],
    ["another scheme", { baseUrl: "file:///etc" }, "baseUrl", "unsafeAddress"],
    ["credentials in its base URL", { baseUrl: "https://me:pw@acme.example" }, "baseUrl", "unsafeAddress"],
    ["a query in its base URL", { baseUrl: "https://acme.example/?a=" }, "baseUrl", "unsafeAddress"],
    ["a loopback look-alike", { baseUrl: "http://localhost.evil.example" }, "baseUrl", "unsafeAddress"],
    [
      "a path that begins with a host",
      { requests: [{ path: "//evil.example" }] },
      "requests.0.path",
      "invalid",
    ],
    ["a path that is a host", { requests: [{ path: "@evil.example" }] }, "requests.0.path", "invalid"],
    ["a path with ..", { requests: [{ path: "/a/../b" }] }, "requests.0.path", "invalid"],
    ["a path that ends in ..", { requests: [{ path: "/a/.." }] }, "requests.0.path", "invalid"],
    ["an escape in its path", { requests: [{ path: "/a/%2e%2e/b" }] }, "requests.0.path", "invalid"],
    ["a backslash in its path", { requests: [{ path: "/a\\b" }] }, "requests.0.path", "invalid"],
    ["a query in its path", { requests: [{ path: "/a?b=c" }] }, "requests.0.path", "invalid"],
    ["a line break in its path", { requests: [{ path: "/a\r\nb" }] }, "requests.0.path", "invalid"],
    ["a static key header", { headers: { Authorization: "x" } }, "headers.Authorization", "reservedHeader"],
    [
      "a static header in place of the key's",
      { auth: { kind: "header", name: "X-Api-Key" }, headers: { "x-api-key": "y" } },
      "headers.x-api-key",
      "reservedHeader",
    ],
    ["a static cookie", { headers: { cookie: "a=b" } }, "headers.cookie", "reservedHeader"],
    ["a static host", { headers: { Host: "evil.example" } }, "headers.Host", "reservedHeader"],
    ["a key as host", { auth: { kind: "header", name: "Host" } }, "auth.name", "reservedHeader"],
    ["a line break in a header", { headers: { "X-A": "a\r\nHost: b" } }, "headers.X-A", "invalid"],
    ["a line break in a header's name", { headers: { "X-A\r\nB": "a" } }, "headers.X-A\r\nB", "invalid"],
    [
      "a line break in a prefix",
      { auth: { kind: "header", name: "X-A", prefix: "Key\r\nB:" } },
      "auth.prefix",
      "invalid",
    ],
    ["a page that is no web page", { key: { page: "javascript:alert(1)" } }, "key.page", "invalid"],
    ["a name that draws a link", { name: "[a](command:b)" }, "name", "invalid"],
    ["a line that draws a link", { blurb: "[a](command:b)" }, "blurb", "invalid"],
  ];
  for (const [what, more, field, reason] of refused) {
    it(`a definition with ${what} is rejected`, () => {
      assert.deepEqual(definitionErrorOf(definitionOf({ ...more })), { field, reason });
    });
  }
});
