import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { success } from "../../../../../src/core/readings/outcome.ts";
import { session } from "../../../../../src/providers/builtIn/richUtilities/session.ts";
import type { RequestContext } from "../../../../../src/providers/provider.ts";
import { fixture } from "../../../../helpers/fixture.ts";
import { nowMs, occurrences, type Reply, readOnce, userAgent } from "../../../../helpers/providerReply.ts";
import { failureFrom, itRejectsReplies, rewrite } from "../../../../helpers/providerSuite.ts";

const email = "ada@example.com";
const password = 'correct "horse" bättery';
const refreshToken = "eyJhbGciOiJIUzI1NiJ9.cmVmcmVzaA.c2lnbmF0dXJl";

const withReply =
  <T>(step: (exchange: RequestContext) => Promise<T>) =>
  (reply: Reply) =>
    readOnce(reply, step);
const signIn = withReply((exchange) => session.signIn(exchange, { email, password }));
const refresh = withReply((exchange) => session.refresh(exchange, refreshToken));

const login = fixture("richUtilities/login.json");
const pairIn = (body: string) => {
  const { access_token: accessToken, refresh_token } = JSON.parse(body);
  return success({ accessToken, refreshToken: refresh_token });
};

const steps = [
  {
    name: "sign-in",
    send: signIn,
    path: "/base/auth/login",
    sent: { email, password },
    good: "login",
    refused: "error-401-login",
    why: "The e-mail address or password is wrong.",
  },
  {
    name: "refresh",
    send: refresh,
    path: "/base/auth/refresh",
    sent: { refresh_token: refreshToken },
    good: "refresh",
    refused: "error-401-refresh",
    why: "The refresh token is invalid, spent or has expired.",
  },
] as const;

for (const { name, send, path, sent, good, refused, why } of steps) {
  describe(`Rich Utilities ${name}`, () => {
    it(`Rich Utilities' ${name} posts its secrets in the body and nowhere else`, async () => {
      const { request } = await send({ body: fixture(`richUtilities/${good}.json`) });
      assert.equal(`${request.method} ${request.path}`, `POST ${path}`);
      assert.deepEqual(JSON.parse(request.body), sent);
      assert.equal(request.headers["content-type"], "application/json");
      assert.equal(request.headers["user-agent"], userAgent);
      assert.equal(request.headers.authorization, undefined);
      const elsewhere = { ...request, body: "" };
      for (const secret of Object.values(sent)) assert.equal(occurrences(elsewhere, secret), 0);
    });

    it(`Rich Utilities' ${name} gives a new pair of tokens, bare or inside data`, async () => {
      const body = fixture(`richUtilities/${good}.json`);
      assert.deepEqual((await send({ body })).outcome, pairIn(body));
      assert.deepEqual((await send({ body: `{"data":${body}}` })).outcome, pairIn(body));
    });

    it(`Rich Utilities' ${name} reports a rejected key for a refused credential`, async () => {
      const body = fixture(`richUtilities/${refused}.json`);
      for (const status of [400, 401, 422]) {
        const failure = await failureFrom(send, { status, body });
        assert.deepEqual(failure, { kind: "keyRejected", status, text: why });
      }
    });

    it(`Rich Utilities' ${name} reports no rejected key for other errors`, async () => {
      assert.deepEqual(
        await failureFrom(send, { status: 500, body: fixture("richUtilities/error-500.json") }),
        {
          kind: "providerError",
          status: 500,
          text: "Internal server error.",
        },
      );
      const limited = { status: 429, headers: { "retry-after": "8" }, body: "{}" };
      assert.deepEqual(await failureFrom(send, limited), {
        ...{ kind: "rateLimited", status: 429, retryAtMs: nowMs + 8000 },
      });
      assert.equal((await failureFrom(send, { status: 403, body: "{}" }))?.kind, "forbidden");
      assert.equal((await failureFrom(send, { status: 404, body: "{}" }))?.kind, "providerError");
      assert.equal((await failureFrom(send, { status: 307, body: "{}" }))?.kind, "redirected");
    });

    it(`Rich Utilities' ${name} reveals no secret that an error reply repeats`, async () => {
      const secret = "password" in sent ? sent.password : sent.refresh_token;
      const body = JSON.stringify({ detail: `not ${secret}`, code: secret });
      const failure = await failureFrom(send, { status: 401, body });
      assert.deepEqual(failure, { kind: "keyRejected", status: 401, code: "•••", text: "not •••" });
    });

    itRejectsReplies(`Rich Utilities' ${name}`, send, [
      ["a missing token", rewrite(login, { refresh_token: undefined }), "missingField", "refresh_token"],
      ["null for a token", rewrite(login, { access_token: "null" }), "wrongType", "access_token"],
      ["an empty token", rewrite(login, { access_token: '""' }), "wrongType", "access_token"],
      [
        "a token that no header can carry",
        rewrite(login, { access_token: '"a\\r\\nb"' }),
        "wrongType",
        "access_token",
      ],
      ["a token with blanks", rewrite(login, { refresh_token: '"a b"' }), "wrongType", "refresh_token"],
    ]);
  });
}

it("Rich Utilities' refresh keeps a token that the provider does not rotate", async () => {
  const body = rewrite(login, { refresh_token: `"${refreshToken}"` });
  const { outcome } = await refresh({ body });
  assert.ok(outcome.ok);
  assert.equal(outcome.value.refreshToken, refreshToken);
});
