import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { serve, serveBytes } from "../../../../helpers/loopbackServer.ts";
import { nowMs, userAgent } from "../../../../helpers/providerReply.ts";
import { good, key, sendRequest } from "./helpers/sendRequest.ts";

describe("requests of the JSON client", () => {
  it("the JSON client sends a GET with its user agent, the given headers and no body", async () => {
    await using server = await serve(good);
    await sendRequest(server.origin);
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

  it("the JSON client sends a POST with its body as JSON", async () => {
    await using server = await serve(good);
    await sendRequest(server.origin, {
      method: "POST",
      body: { email: 'ada"@example.com', password: "pä ss" },
    });
    const [request] = server.requests;
    assert.equal(request?.method, "POST");
    assert.equal(request?.headers["content-type"], "application/json");
    assert.equal(request?.body, '{"email":"ada\\"@example.com","password":"pä ss"}');
  });

  for (const status of [408, 425, 429, 500, 502, 503, 504]) {
    it(`the JSON client sends one request only, also when the reply is ${status}`, async () => {
      await using server = await serve((_request, response) => response.writeHead(status).end("{}"));
      await sendRequest(server.origin);
      assert.equal(server.requests.length, 1);
    });
  }

  it("the JSON client sends one request only, also when the connection breaks", async () => {
    await using server = await serveBytes((socket) => socket.resetAndDestroy());
    await sendRequest(server.origin);
    assert.equal(server.requests.length, 1);
  });
});

describe("replies of the JSON client", () => {
  it("the JSON client gives the status, the headers and the body with exact numbers", async () => {
    await using server = await serve((_request, response) =>
      response.writeHead(201, { "x-ratelimit-remaining": "7" }).end('{"left":12.50}'),
    );
    const outcome = await sendRequest(server.origin);
    assert.ok(outcome.ok);
    assert.equal(outcome.value.status, 201);
    assert.equal(outcome.value.headers.get("x-ratelimit-remaining"), "7");
    assert.equal(outcome.value.receivedAtMs, nowMs);
    assert.equal(String((outcome.value.body as { left: unknown }).left), "12.50");
  });
});
