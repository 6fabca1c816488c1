import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { serve } from "../../../../helpers/loopbackServer.ts";
import { failureFrom, good, sendRequest } from "./helpers/sendRequest.ts";

describe("the origin of a request", () => {
  it("the JSON client sends nothing to another origin than the one its secrets were entered for", async () => {
    await using server = await serve(good);
    const { host } = new URL(server.origin);
    const paths = ["@evil.example/me", ".evil.example/me", "1/me", ":1/me"];
    for (const url of ["", "no url", ...paths.map((path) => server.origin + path)]) {
      assert.deepEqual(
        await failureFrom(sendRequest(server.origin, { url })),
        { kind: "blockedOrigin" },
        url,
      );
    }
    const other = { url: `http://${host.replace("127.0.0.1", "localhost")}/me` };
    assert.deepEqual(await failureFrom(sendRequest(server.origin, other)), { kind: "blockedOrigin" });
    assert.equal(server.requests.length, 0);
  });
});

describe("redirects of the JSON client", () => {
  for (const status of [300, 301, 302, 303, 304, 305, 306, 307, 308, 399]) {
    it(`the JSON client does not follow a redirect by ${status}`, async () => {
      await using elsewhere = await serve(good);
      await using server = await serve((_request, response) =>
        response.writeHead(status, { location: `${elsewhere.origin}/v1/me` }).end(),
      );
      assert.deepEqual(await failureFrom(sendRequest(server.origin)), { kind: "redirected", status });
      assert.equal(server.requests.length, 1);
      assert.equal(elsewhere.requests.length, 0);
    });
  }

  it("the JSON client does not follow a redirect of a POST", async () => {
    await using elsewhere = await serve(good);
    await using server = await serve((_request, response) =>
      response.writeHead(307, { location: elsewhere.origin }).end(),
    );
    const failure = await failureFrom(
      sendRequest(server.origin, { method: "POST", body: { password: "p" } }),
    );
    assert.deepEqual(failure, { kind: "redirected", status: 307 });
    assert.equal(elsewhere.requests.length, 0);
  });

  it("the JSON client does not follow a redirect to the same URL", async () => {
    await using server = await serve((_request, response) =>
      response.writeHead(302, { location: "/v1/me" }).end('{"left":1}'),
    );
    assert.deepEqual(await failureFrom(sendRequest(server.origin)), { kind: "redirected", status: 302 });
    assert.equal(server.requests.length, 1);
  });
});
