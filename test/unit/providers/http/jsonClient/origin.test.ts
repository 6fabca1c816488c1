import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { serve } from "../../../../helpers/loopbackServer.ts";
import { ask, failureFrom, good } from "./helpers/sendRequest.ts";

describe("the JSON client", () => {
  it("asks nobody at another origin than the one its secrets were given for", async () => {
    await using server = await serve(good);
    const { host } = new URL(server.origin);
    const paths = ["@evil.example/me", ".evil.example/me", "1/me", ":1/me"];
    for (const url of ["", "no url", ...paths.map((path) => server.origin + path)]) {
      assert.deepEqual(await failureFrom(ask(server.origin, { url })), { kind: "blockedOrigin" }, url);
    }
    const other = { url: `http://${host.replace("127.0.0.1", "localhost")}/me` };
    assert.deepEqual(await failureFrom(ask(server.origin, other)), { kind: "blockedOrigin" });
    assert.equal(server.requests.length, 0);
  });
});

describe("the JSON client refuses a redirect without sending the key on:", () => {
  for (const status of [300, 301, 302, 303, 304, 305, 306, 307, 308, 399]) {
    it(`${status}`, async () => {
      await using elsewhere = await serve(good);
      await using server = await serve((_request, response) =>
        response.writeHead(status, { location: `${elsewhere.origin}/v1/me` }).end(),
      );
      assert.deepEqual(await failureFrom(ask(server.origin)), { kind: "redirected", status });
      assert.equal(server.requests.length, 1);
      assert.equal(elsewhere.requests.length, 0);
    });
  }

  it("a POST neither", async () => {
    await using elsewhere = await serve(good);
    await using server = await serve((_request, response) =>
      response.writeHead(307, { location: elsewhere.origin }).end(),
    );
    const failure = await failureFrom(ask(server.origin, { method: "POST", body: { password: "p" } }));
    assert.deepEqual(failure, { kind: "redirected", status: 307 });
    assert.equal(elsewhere.requests.length, 0);
  });

  it("to itself neither", async () => {
    await using server = await serve((_request, response) =>
      response.writeHead(302, { location: "/v1/me" }).end('{"left":1}'),
    );
    assert.deepEqual(await failureFrom(ask(server.origin)), { kind: "redirected", status: 302 });
    assert.equal(server.requests.length, 1);
  });
});
