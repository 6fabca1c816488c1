import assert from "node:assert/strict";
import { gzipSync } from "node:zlib";
import { describe, it } from "mocha";
import { createJsonClient, type JsonRequest } from "../../../src/providers/jsonClient.ts";
import { type Answer, type LoopbackServer, serve, serveBytes, serveTls } from "../support/loopbackServer.ts";
import { nowMs, userAgent } from "../support/providerReply.ts";

const key = "pk_live_abcdefgh12345678";

/** One exchange with a server, in a hurry. */
function ask(origin: string, more: Partial<JsonRequest> & { readonly timeoutMs?: number } = {}) {
  const { timeoutMs = 5000, ...request } = more;
  return createJsonClient({ userAgent, now: () => nowMs, timeoutMs })({
    url: `${origin}/v1/me?secretly=${key}`,
    origin,
    headers: { "x-api-key": key },
    signal: new AbortController().signal,
    secrets: [key],
    describeError: () => ({}),
    ...request,
  });
}

async function failureFrom(asked: ReturnType<typeof ask>) {
  const outcome = await asked;
  assert.equal(outcome.ok, false);
  return outcome.ok ? undefined : outcome.failure;
}

const good: Answer = (_request, response) => response.end('{"left":12.50}');

describe("the JSON client", () => {
  describe("sends", () => {
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

  describe("gives the whole exchange one time limit:", () => {
    const timeout = { kind: "timeout", seconds: 0.15 };
    const start = "HTTP/1.1 200 OK\r\nContent-Length: 9999\r\n\r\n";

    it("no answer at all", async () => {
      await using server = await serveBytes(() => {});
      assert.deepEqual(await failureFrom(ask(server.origin, { timeoutMs: 150 })), timeout);
    });

    it("headers that stall", async () => {
      await using server = await serveBytes((socket) => socket.write("HTTP/1.1 200 OK\r\nX-A: "));
      assert.deepEqual(await failureFrom(ask(server.origin, { timeoutMs: 150 })), timeout);
    });

    it("a body that stalls", async () => {
      await using server = await serveBytes((socket) => socket.write(`${start}{"left":`));
      assert.deepEqual(await failureFrom(ask(server.origin, { timeoutMs: 150 })), timeout);
    });

    it("a body that comes in drips", async () => {
      await using server = await serveBytes((socket) => {
        socket.write(start);
        const drip = setInterval(() => socket.write(" "), 10);
        socket.once("close", () => clearInterval(drip));
      });
      const startedAt = performance.now();
      assert.deepEqual(await failureFrom(ask(server.origin, { timeoutMs: 150 })), timeout);
      assert.ok(performance.now() - startedAt < 2000);
    });

    it("the body of an error", async () => {
      await using server = await serveBytes((socket) => socket.write(start.replace("200", "500")));
      assert.deepEqual(await failureFrom(ask(server.origin, { timeoutMs: 150 })), timeout);
    });

    it("and hangs up when it is over", async () => {
      const hungUp = Promise.withResolvers<void>();
      await using server = await serveBytes((socket) => {
        socket.write(start);
        socket.once("close", hungUp.resolve);
      });
      await ask(server.origin, { timeoutMs: 150 });
      await hungUp.promise;
    });
  });

  describe("caps the body", () => {
    const mebibyte = 1_048_576;
    const padded = (bytes: number) => `{"a":1}`.padEnd(bytes, " ");

    it("at a mebibyte, to the byte", async () => {
      await using server = await serve((_request, response) => response.end(padded(mebibyte)));
      assert.equal((await ask(server.origin)).ok, true);
      await using larger = await serve((_request, response) => response.end(padded(mebibyte + 1)));
      assert.deepEqual(await failureFrom(ask(larger.origin)), { kind: "tooLarge", limitBytes: mebibyte });
    });

    it("where the request says", async () => {
      await using server = await serve((_request, response) => response.end(padded(5000)));
      assert.equal((await ask(server.origin, { maxBytes: 5000 })).ok, true);
      const failure = await failureFrom(ask(server.origin, { maxBytes: 4999 }));
      assert.deepEqual(failure, { kind: "tooLarge", limitBytes: 4999 });
    });

    it("while it streams, and hangs up on the rest", async () => {
      const hungUp = Promise.withResolvers<number>();
      await using server = await serveBytes((socket) => {
        const chunk = Buffer.alloc(65_536, " ");
        const pour = () => {
          while (!socket.destroyed && socket.write(chunk));
        };
        socket.write("HTTP/1.1 200 OK\r\nContent-Length: 9999999999\r\n\r\n");
        socket.on("drain", pour).once("close", () => hungUp.resolve(socket.bytesWritten));
        pour();
      });
      assert.deepEqual(await failureFrom(ask(server.origin)), { kind: "tooLarge", limitBytes: mebibyte });
      assert.ok((await hungUp.promise) < 64 * mebibyte);
    });

    it("as it is after decompression", async () => {
      const bomb = gzipSync(Buffer.alloc(20 * mebibyte, " "));
      assert.ok(bomb.length < 100_000);
      await using server = await serve((_request, response) =>
        response.writeHead(200, { "content-encoding": "gzip" }).end(bomb),
      );
      assert.deepEqual(await failureFrom(ask(server.origin)), { kind: "tooLarge", limitBytes: mebibyte });
    });
  });

  describe("refuses a redirect without sending the key on:", () => {
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

  describe("calls a server unreachable", () => {
    const start = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n";
    const closing = `${start}Connection: close\r\n`;

    it("that refuses the connection", async () => {
      const server = await serve(good);
      await server[Symbol.asyncDispose]();
      assert.deepEqual(await failureFrom(ask(server.origin)), { kind: "unreachable", reason: "refused" });
    });

    const broken: readonly (readonly [when: string, bytes: string])[] = [
      ["before the status", ""],
      ["within the status", "HTTP/1.1 20"],
      ["within the headers", start],
      ["within a body of known length", `${start}Content-Length: 99\r\n\r\n{"left":1}`],
      ["within a body of known length that closes", `${closing}Content-Length: 99\r\n\r\n{"left":1}`],
      ["within a chunked body", `${start}Transfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n`],
    ];
    for (const [when, bytes] of broken) {
      it(`that hangs up ${when}`, async () => {
        await using server = await serveBytes((socket) => socket.end(bytes));
        assert.deepEqual(await failureFrom(ask(server.origin)), { kind: "unreachable", reason: "reset" });
      });

      it(`that resets the connection ${when}`, async () => {
        await using server = await serveBytes((socket) => {
          socket.write(bytes, () => setTimeout(() => socket.resetAndDestroy(), 20));
        });
        assert.deepEqual(await failureFrom(ask(server.origin)), { kind: "unreachable", reason: "reset" });
      });
    }

    it("that hangs up within a chunked body that closes", async () => {
      await using server = await serveBytes((socket) =>
        socket.end(`${closing}Transfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n`),
      );
      assert.equal((await failureFrom(ask(server.origin)))?.kind, "unreachable");
    });

    it("that breaks off an error", async () => {
      await using server = await serveBytes((socket) =>
        socket.end("HTTP/1.1 401 Unauthorized\r\nContent-Length: 99\r\n\r\n{"),
      );
      assert.deepEqual(await failureFrom(ask(server.origin)), { kind: "unreachable", reason: "reset" });
    });

    it("that speaks another protocol", async () => {
      await using server = await serveBytes((socket) => socket.end("SSH-2.0-Example\r\n"));
      assert.deepEqual(await failureFrom(ask(server.origin)), { kind: "unreachable", reason: "network" });
    });

    it("whose certificate nobody trusts", async () => {
      await using server = await serveTls(good);
      assert.deepEqual(await failureFrom(ask(server.origin)), { kind: "unreachable", reason: "tls" });
      assert.equal(server.requests.length, 0);
    });

    it("that has no TLS behind https", async () => {
      await using server = await serveBytes((socket) => socket.end("HTTP/1.1 400 Bad Request\r\n\r\n"));
      const failure = await failureFrom(ask(server.origin.replace("http:", "https:")));
      assert.deepEqual(failure, { kind: "unreachable", reason: "tls" });
    });
  });

  describe("when it is cancelled", () => {
    const isAbort = { name: "AbortError" };

    it("sends nothing any more", async () => {
      await using server = await serve(good);
      await assert.rejects(ask(server.origin, { signal: AbortSignal.abort() }), isAbort);
      assert.equal(server.requests.length, 0);
    });

    const stages: readonly (readonly [what: string, bytes: string])[] = [
      ["headers", ""],
      ["the body", 'HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n{"left":'],
    ];
    for (const [what, bytes] of stages) {
      it(`rejects and hangs up while it waits for ${what}`, async () => {
        const cancel = new AbortController();
        const hungUp = Promise.withResolvers<void>();
        await using server = await serveBytes((socket) => {
          socket.once("close", hungUp.resolve);
          socket.write(bytes);
          setTimeout(() => cancel.abort(), 30);
        });
        await assert.rejects(ask(server.origin, { signal: cancel.signal }), isAbort);
        await hungUp.promise;
      });
    }
  });

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

  describe("tells nobody the key or the URL", () => {
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

  describe("blots out secrets in replies", () => {
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
});
