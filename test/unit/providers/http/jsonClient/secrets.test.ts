import assert from "node:assert/strict";
import { describe, it } from "mocha";
import type { JsonRequest } from "../../../../../src/providers/http/jsonClient.ts";
import { type LoopbackServer, serve, serveBytes, serveTls } from "../../../../helpers/loopbackServer.ts";
import { failureFrom, good, key, sendRequest } from "./helpers/sendRequest.ts";

describe("secrets in failures of the JSON client", () => {
  const servers: Readonly<Record<string, () => Promise<LoopbackServer>>> = {
    "an error that echoes both": () =>
      serve(({ path }, response) => {
        const error = { code: path, message: `bad key ${key}`, request_id: key };
        response.writeHead(401).end(JSON.stringify(error));
      }),
    "an error that echoes the key in escapes": () =>
      serve((_request, response) => {
        const escaped = [...key].map((char) => `\\u00${char.charCodeAt(0).toString(16)}`).join("");
        response.writeHead(400).end(`{"message":"bad key ${escaped}"}`);
      }),
    "an HTML error": () => serve((_request, response) => response.writeHead(500).end(`<p>${key}</p>`)),
    "a redirect": () => serve(({ path }, response) => response.writeHead(302, { location: path }).end()),
    "a body that is not JSON": () => serve((_request, response) => response.end(key)),
    "a reset": () => serveBytes((socket) => socket.resetAndDestroy()),
    "another protocol": () => serveBytes((socket) => socket.end(`${key}\r\n`)),
    "an untrusted certificate": () => serveTls(good),
    "a stalled body": () =>
      serveBytes((socket) => socket.write("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n")),
  };
  for (const [cause, start] of Object.entries(servers)) {
    it(`a failure after ${cause} contains neither the key nor the URL`, async () => {
      await using server = await start();
      const failure = await failureFrom(
        sendRequest(server.origin, {
          timeoutMs: 200,
          parseError: (body) => {
            const { code, message, request_id } = body as Record<string, string>;
            return { code, text: message, requestId: request_id };
          },
        }),
      );
      const text = JSON.stringify(failure);
      assert.ok(!text.includes(key), text);
      assert.ok(!text.includes(new URL(server.origin).host), text);
    });
  }

  it("a failure after a key that no header can carry does not contain the key", async () => {
    await using server = await serve(good);
    const failure = await failureFrom(
      sendRequest(server.origin, { headers: { "x-api-key": `${key}\n${key}` } }),
    );
    assert.ok(!JSON.stringify(failure).includes(key));
    assert.equal(server.requests.length, 0);
  });
});

describe("secrets in replies to the JSON client", () => {
  const echoing = async (request: Partial<JsonRequest>, status = 200) => {
    await using server = await serve((_request, response) =>
      response.writeHead(status).end(`{"${key}":"x${key}y","word":"me"}`),
    );
    return await sendRequest(server.origin, request);
  };

  it("the JSON client redacts secrets in the names and values of a good reply", async () => {
    const outcome = await echoing({});
    assert.ok(outcome.ok);
    assert.deepEqual(outcome.value.body, { "•••": "x•••y", word: "me" });
  });

  it("the JSON client leaves a good reply unchanged that may contain a new token", async () => {
    const outcome = await echoing({ mayReturnSecrets: true });
    assert.ok(outcome.ok);
    assert.deepEqual(outcome.value.body, { [key]: `x${key}y`, word: "me" });
  });

  it("the JSON client does not redact secrets so short that they occur in ordinary words", async () => {
    const outcome = await echoing({ secrets: ["word"] });
    assert.ok(outcome.ok);
    assert.equal((outcome.value.body as { word: string }).word, "me");
  });

  it("the JSON client redacts secrets in errors also where a good reply may contain a token", async () => {
    let seen: unknown;
    const parseError = (body: unknown) => {
      seen = body;
      return {};
    };
    await echoing({ mayReturnSecrets: true, parseError }, 400);
    assert.deepEqual(seen, { "•••": "x•••y", word: "me" });
  });
});
