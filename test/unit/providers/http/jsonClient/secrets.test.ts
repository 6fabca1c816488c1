import assert from "node:assert/strict";
import { describe, it } from "mocha";
import type { JsonRequest } from "../../../../../src/providers/http/jsonClient.ts";
import { type LoopbackServer, serve, serveBytes, serveTls } from "../../../../helpers/loopbackServer.ts";
import { ask, failureFrom, good, key } from "./helpers/sendRequest.ts";

describe("the JSON client tells nobody the key or the URL", () => {
  const answers: Readonly<Record<string, () => Promise<LoopbackServer>>> = {
    "an error that echoes both": () =>
      serve(({ path }, response) => {
        const said = { code: path, message: `bad key ${key}`, request_id: key };
        response.writeHead(401).end(JSON.stringify(said));
      }),
    "an error that echoes the key in escapes": () =>
      serve((_request, response) => {
        const escaped = [...key].map((char) => `\\u00${char.charCodeAt(0).toString(16)}`).join("");
        response.writeHead(400).end(`{"message":"bad key ${escaped}"}`);
      }),
    "an HTML error": () => serve((_request, response) => response.writeHead(500).end(`<p>${key}</p>`)),
    "a redirect": () => serve(({ path }, response) => response.writeHead(302, { location: path }).end()),
    "no JSON": () => serve((_request, response) => response.end(key)),
    "a reset": () => serveBytes((socket) => socket.resetAndDestroy()),
    "another protocol": () => serveBytes((socket) => socket.end(`${key}\r\n`)),
    "an untrusted certificate": () => serveTls(good),
    "a stalled body": () =>
      serveBytes((socket) => socket.write("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n")),
  };
  for (const [what, start] of Object.entries(answers)) {
    it(`after ${what}`, async () => {
      await using server = await start();
      const failure = await failureFrom(
        ask(server.origin, {
          timeoutMs: 200,
          describeError: (body) => {
            const { code, message, request_id } = body as Record<string, string>;
            return { code, text: message, requestId: request_id };
          },
        }),
      );
      const told = JSON.stringify(failure);
      assert.ok(!told.includes(key), told);
      assert.ok(!told.includes(new URL(server.origin).host), told);
    });
  }

  it("after a key that no header can carry", async () => {
    await using server = await serve(good);
    const failure = await failureFrom(ask(server.origin, { headers: { "x-api-key": `${key}\n${key}` } }));
    assert.ok(!JSON.stringify(failure).includes(key));
    assert.equal(server.requests.length, 0);
  });
});

describe("the JSON client blots out secrets in replies", () => {
  const echoing = async (request: Partial<JsonRequest>, status = 200) => {
    await using server = await serve((_request, response) =>
      response.writeHead(status).end(`{"${key}":"x${key}y","word":"me"}`),
    );
    return await ask(server.origin, request);
  };

  it("in names and values of good ones", async () => {
    const outcome = await echoing({});
    assert.ok(outcome.ok);
    assert.deepEqual(outcome.value.body, { "•••": "x•••y", word: "me" });
  });

  it("but leaves a good one alone that may hand a token back", async () => {
    const outcome = await echoing({ mayReissue: true });
    assert.ok(outcome.ok);
    assert.deepEqual(outcome.value.body, { [key]: `x${key}y`, word: "me" });
  });

  it("not for texts so short that they stand in innocent words", async () => {
    const outcome = await echoing({ secrets: ["word"] });
    assert.ok(outcome.ok);
    assert.equal((outcome.value.body as { word: string }).word, "me");
  });

  it("in errors also where a good one may hand a token back", async () => {
    let seen: unknown;
    const describeError = (body: unknown) => {
      seen = body;
      return {};
    };
    await echoing({ mayReissue: true, describeError }, 400);
    assert.deepEqual(seen, { "•••": "x•••y", word: "me" });
  });
});
