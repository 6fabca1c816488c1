import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { success } from "../../../../../src/core/readings/outcome.ts";
import { session } from "../../../../../src/providers/builtIn/richUtilities/session.ts";
import type { Exchange } from "../../../../../src/providers/provider.ts";
import { fixture } from "../../../../helpers/fixture.ts";
import { nowMs, occurrences, type Reply, readOnce, userAgent } from "../../../../helpers/providerReply.ts";
import { failureFrom, itRejectsReplies, rewrite } from "../../../../helpers/providerSuite.ts";

const email = "ada@example.com";
const password = 'correct "horse" bättery';
const refreshToken = "eyJhbGciOiJIUzI1NiJ9.cmVmcmVzaA.c2lnbmF0dXJl";

const through =
  <T>(step: (exchange: Exchange) => Promise<T>) =>
  (reply: Reply) =>
    readOnce(reply, step);
const signIn = through((exchange) => session.signIn(exchange, { email, password }));
const refresh = through((exchange) => session.refresh(exchange, refreshToken));

const login = fixture("richUtilities/login.json");
const pairIn = (body: string) => {
  const { access_token: accessToken, refresh_token } = JSON.parse(body);
  return success({ accessToken, refreshToken: refresh_token });
};

const steps = [
  {
    name: "sign-in",
    take: signIn,
    path: "/base/auth/login",
    sent: { email, password },
    good: "login",
    refused: "error-401-login",
    why: "The e-mail address or password is wrong.",
  },
  {
    name: "refresh",
    take: refresh,
    path: "/base/auth/refresh",
    sent: { refresh_token: refreshToken },
    good: "refresh",
    refused: "error-401-refresh",
    why: "The refresh token is invalid, spent or has expired.",
  },
] as const;

for (const { name, take, path, sent, good, refused, why } of steps) {
  describe(`Rich Utilities ${name}`, () => {
    it("posts its secrets in the body and nowhere else", async () => {
      const { request } = await take({ body: fixture(`richUtilities/${good}.json`) });
      assert.equal(`${request.method} ${request.path}`, `POST ${path}`);
      assert.deepEqual(JSON.parse(request.body), sent);
      assert.equal(request.headers["content-type"], "application/json");
      assert.equal(request.headers["user-agent"], userAgent);
      assert.equal(request.headers.authorization, undefined);
      const elsewhere = { ...request, body: "" };
      for (const secret of Object.values(sent)) assert.equal(occurrences(elsewhere, secret), 0);
    });

    it("gives a new pair of tokens, bare or under data", async () => {
      const body = fixture(`richUtilities/${good}.json`);
      assert.deepEqual((await take({ body })).outcome, pairIn(body));
      assert.deepEqual((await take({ body: `{"data":${body}}` })).outcome, pairIn(body));
    });

    it("is a rejected key when it is refused", async () => {
      const body = fixture(`richUtilities/${refused}.json`);
      for (const status of [400, 401, 422]) {
        const failure = await failureFrom(take, { status, body });
        assert.deepEqual(failure, { kind: "keyRejected", status, text: why });
      }
    });

    it("is not a rejected key for other troubles", async () => {
      assert.deepEqual(
        await failureFrom(take, { status: 500, body: fixture("richUtilities/error-500.json") }),
        {
          kind: "providerError",
          status: 500,
          text: "Internal server error.",
        },
      );
      const limited = { status: 429, headers: { "retry-after": "8" }, body: "{}" };
      assert.deepEqual(await failureFrom(take, limited), {
        ...{ kind: "rateLimited", status: 429, retryAtMs: nowMs + 8000 },
      });
      assert.equal((await failureFrom(take, { status: 403, body: "{}" }))?.kind, "forbidden");
      assert.equal((await failureFrom(take, { status: 404, body: "{}" }))?.kind, "providerError");
      assert.equal((await failureFrom(take, { status: 307, body: "{}" }))?.kind, "redirected");
    });

    it("tells nobody a secret that a refusal echoes", async () => {
      const secret = "password" in sent ? sent.password : sent.refresh_token;
      const body = JSON.stringify({ detail: `not ${secret}`, code: secret });
      const failure = await failureFrom(take, { status: 401, body });
      assert.deepEqual(failure, { kind: "keyRejected", status: 401, code: "•••", text: "not •••" });
    });

    itRejectsReplies(take, [
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

it("Rich Utilities refresh keeps a token that the provider does not rotate", async () => {
  const body = rewrite(login, { refresh_token: `"${refreshToken}"` });
  const { outcome } = await refresh({ body });
  assert.ok(outcome.ok);
  assert.equal(outcome.value.refreshToken, refreshToken);
});
