import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { serve, serveBytes } from "../../../../helpers/loopbackServer.ts";
import { nowMs, userAgent } from "../../../../helpers/providerReply.ts";
import { ask, good, key } from "./helpers/sendRequest.ts";

describe("the JSON client sends", () => {
  it("a GET with our name, no body, and the given headers", async () => {
    await using server = await serve(good);
    await ask(server.origin);
    const [request] = server.requests;
    assert.equal(request?.method, "GET");
    assert.equal(request?.path, `/v1/me?secretly=${key}`);
    assert.equal(request?.body, "");
    const { accept, "user-agent": agent, "x-api-key": sent, cookie, referer } = request?.headers ?? {};
    assert.deepEqual(
      { accept, agent, sent, cookie, referer },
      { accept: "application/json", agent: userAgent, sent: key, cookie: undefined, referer: undefined },
    );
  });

  it("a POST with its body as JSON", async () => {
    await using server = await serve(good);
    await ask(server.origin, { method: "POST", body: { email: 'ada"@example.com', password: "pä ss" } });
    const [request] = server.requests;
    assert.equal(request?.method, "POST");
    assert.equal(request?.headers["content-type"], "application/json");
    assert.equal(request?.body, '{"email":"ada\\"@example.com","password":"pä ss"}');
  });

  for (const status of [408, 425, 429, 500, 502, 503, 504]) {
    it(`one request only, also when ${status} comes back`, async () => {
      await using server = await serve((_request, response) => response.writeHead(status).end("{}"));
      await ask(server.origin);
      assert.equal(server.requests.length, 1);
    });
  }

  it("one request only, also when the connection breaks", async () => {
    await using server = await serveBytes((socket) => socket.resetAndDestroy());
    await ask(server.origin);
    assert.equal(server.requests.length, 1);
  });
});

describe("the JSON client", () => {
  it("gives status, headers and the body with exact numbers", async () => {
    await using server = await serve((_request, response) =>
      response.writeHead(201, { "x-ratelimit-remaining": "7" }).end('{"left":12.50}'),
    );
    const outcome = await ask(server.origin);
    assert.ok(outcome.ok);
    assert.equal(outcome.value.status, 201);
    assert.equal(outcome.value.headers.get("x-ratelimit-remaining"), "7");
    assert.equal(outcome.value.receivedAtMs, nowMs);
    assert.equal(String((outcome.value.body as { left: unknown }).left), "12.50");
  });
});
