import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { minuteMs } from "../../../../src/core/time/durations.ts";
import { definitionOf, failureFrom, key, readDeclared } from "../../../helpers/declaredProvider.ts";
import { nowMs } from "../../../helpers/providerReply.ts";

const left = `{"left":5}`;

describe("the requests of a declared provider", () => {
  for (const [what, auth, header, value] of [
    ["bearer", { kind: "bearer" }, "authorization", `Bearer ${key}`],
    ["a header of its own", { kind: "header", name: "X-API-Key" }, "x-api-key", key],
    ["a prefix", { kind: "header", name: "Authorization", prefix: "Key" }, "authorization", `Key ${key}`],
  ] as const) {
    it(`a declared provider sends the key by ${what}, once`, async () => {
      const { requests } = await readDeclared(definitionOf({ auth }), { "/balance": left });
      assert.equal(requests[0]?.headers[header], value);
      assert.equal(JSON.stringify(requests).split(key).length, 2);
      assert.equal(requests[0]?.path, "/base/balance");
    });
  }

  it("a declared provider sends two secrets by Basic authentication, and redacts both in replies", async () => {
    const auth = { kind: "basic", user: "API key", password: "API secret" };
    const secret = "user-1234:pass:word-5678";
    const plan = `{"left":5,"plan":"of pass:word-5678 and ${Buffer.from(secret).toString("base64")}"}`;
    const definition = definitionOf({ auth, plan: "/plan" });
    const { requests, outcome } = await readDeclared(definition, { "/balance": plan }, {}, secret);
    const { authorization = "" } = requests[0]?.headers ?? {};
    assert.equal(Buffer.from(String(authorization).replace("Basic ", ""), "base64").toString(), secret);
    assert.ok(outcome.ok);
    assert.doesNotMatch(JSON.stringify(outcome), /5678/);
  });

  it("a declared provider sends static headers, and those of the parameters that are set", async () => {
    const definition = definitionOf({
      headers: { "X-Version": "2024-11-06", Organization: "{org}" },
      parameters: { org: { label: "Organization", optional: true } },
    });
    const without = await readDeclared(definition, { "/balance": left });
    assert.equal(without.requests[0]?.headers["x-version"], "2024-11-06");
    assert.equal(without.requests[0]?.headers.organization, undefined);
    const withOne = await readDeclared(definition, { "/balance": left }, { org: "org-7" });
    assert.equal(withOne.requests[0]?.headers.organization, "org-7");
  });

  it("a declared provider fills path, query and body with parameters and dates", async () => {
    const definition = definitionOf({
      parameters: {
        team: { label: "Team", pattern: "[a-z +&=@:]+" },
        plan: { label: "Plan", optional: true },
      },
      requests: [
        {
          path: "/teams/{team}/usage",
          query: { team: "{team}", from: "{monthStart}", to: "{today}", plan: "{plan}" },
          body: { since: "{monthStart}" },
        },
      ],
    });
    const { requests } = await readDeclared(definition, {}, { team: "a+b&c=d@e:f" });
    assert.equal(new Date(nowMs).toISOString().slice(0, 10), "2026-11-14");
    assert.equal(requests[0]?.method, "POST");
    assert.equal(
      requests[0]?.path,
      "/base/teams/a%2Bb%26c%3Dd%40e%3Af/usage?team=a%2Bb%26c%3Dd%40e%3Af&from=2026-11-01&to=2026-11-14",
    );
    assert.equal(requests[0]?.body, `{"since":"2026-11-01"}`);
  });

  it("a declared provider merges its replies, each under its name", async () => {
    const definition = definitionOf({
      requests: [{ path: "/balance" }, { name: "user", path: "/me" }],
      plan: "user#/plan",
    });
    const { outcome, requests } = await readDeclared(definition, {
      "/balance": left,
      "/me": `{"plan":"pro"}`,
    });
    assert.deepEqual(
      requests.map(({ path }) => path),
      ["/base/balance", "/base/me"],
    );
    assert.ok(outcome.ok);
    assert.deepEqual([outcome.value.plan, outcome.value.meters[0].remaining], ["pro", "5"]);
  });

  it("an optional request of a declared provider may fail, and no other", async () => {
    const requests = [{ path: "/balance" }, { name: "user", path: "/me", optional: true }];
    const meters = [
      { id: "credits", unit: "credits", remaining: "/left" },
      { id: "seats", unit: "requests", remaining: "user#/seats", optional: true },
    ];
    const definition = definitionOf({ requests, meters, plan: "user#/plan" });
    const refused = { status: 403, body: "{}" };
    const { outcome } = await readDeclared(definition, { "/balance": left, "/me": refused });
    assert.ok(outcome.ok);
    assert.deepEqual([outcome.value.meters.length, outcome.value.plan], [1, undefined]);
    const other = await readDeclared(definition, { "/balance": refused, "/me": `{"seats":1}` });
    assert.equal(!other.outcome.ok && other.outcome.failure.kind, "forbidden");
  });

  it("a declared provider respects the wait that an optional request asks for", async () => {
    const requests = [{ path: "/balance" }, { name: "user", path: "/me", optional: true }];
    const wait = { status: 429, headers: { "retry-after": "120" }, body: "{}" };
    const { outcome } = await readDeclared(definitionOf({ requests }), { "/balance": left, "/me": wait });
    assert.deepEqual(!outcome.ok && outcome.failure, {
      kind: "rateLimited",
      status: 429,
      retryAtMs: nowMs + 120_000,
    });
  });

  it("a declared provider takes a parameter from its first reply, unless the account sets it", async () => {
    const definition = definitionOf({
      parameters: { project: { label: "Project", optional: true } },
      requests: [
        { name: "projects", path: "/projects", fill: { project: "/projects/0/id" } },
        { path: "/projects/{project}/balance" },
      ],
    });
    const replies = {
      "/projects": `{"projects":[{"id":"p-1"}]}`,
      "/projects/p-1/balance": left,
      "/projects/p-2/balance": left,
    };
    const paths = async (parameters = {}) =>
      (await readDeclared(definition, replies, parameters)).requests.map(({ path }) => path);
    assert.deepEqual(await paths(), ["/base/projects", "/base/projects/p-1/balance"]);
    assert.deepEqual(await paths({ project: "p-2" }), ["/base/projects/p-2/balance"]);
  });

  it("a declared provider sends nothing while a parameter is missing or wrong, and names it", async () => {
    const definition = definitionOf({
      parameters: { sid: { label: "Account SID", pattern: "AC[0-9a-f]{4}" } },
      requests: [{ path: "/Accounts/{sid}/Balance.json" }],
    });
    for (const parameters of [{}, { sid: "" }, { sid: "AC12" }, { sid: "xAC12ab" }, { toString: "AC12ab" }]) {
      const { outcome, requests } = await readDeclared(definition, {}, parameters);
      assert.deepEqual(outcome, { ok: false, failure: { kind: "blockedOrigin", parameter: "sid" } });
      assert.equal(requests.length, 0);
    }
    const { requests } = await readDeclared(definition, {}, { sid: "AC12ab" });
    assert.equal(requests[0]?.path, "/base/Accounts/AC12ab/Balance.json");
  });
});

describe("the errors of a declared provider", () => {
  it("a declared provider reports an error for a reply that does not say success", async () => {
    const more = { success: { at: "/code", is: [0, 20000] }, errors: { code: "/code", message: "/message" } };
    assert.deepEqual(await failureFrom(more, `{"code":5,"message":"busy","left":5}`), {
      kind: "providerError",
      status: 200,
      code: "5",
      text: "busy",
    });
    for (const code of ["0", "20000", `"20000"`]) {
      const { outcome } = await readDeclared(definitionOf(more), { "/balance": `{"code":${code},"left":5}` });
      assert.ok(outcome.ok, code);
    }
    assert.equal(((await failureFrom(more, left)) as { kind: string }).kind, "providerError");
  });

  it("a declared provider distinguishes a missing scope from a wrong key by the body", async () => {
    const errors = {
      code: "/detail/status",
      message: ["/detail/message", "/message"],
      requestId: "/request_id",
      rules: [{ at: "/detail/status", is: ["missing_permissions"], status: 403, scope: "user_read" }],
    };
    assert.deepEqual(
      await failureFrom({ errors }, { status: 401, body: `{"detail":{"status":"missing_permissions"}}` }),
      { kind: "forbidden", status: 401, scope: "user_read", code: "missing_permissions" },
    );
    assert.deepEqual(
      await failureFrom(
        { errors },
        { status: 401, body: `{"detail":{"status":"invalid_api_key"},"message":"No.","request_id":7}` },
      ),
      { kind: "keyRejected", status: 401, code: "invalid_api_key", text: "No.", requestId: "7" },
    );
  });

  it("a declared provider classifies an error under 200 by its rule", async () => {
    const more = {
      success: { at: "/code", is: [200] },
      errors: {
        rules: [
          { at: "/code", is: [401], status: 401 },
          { at: "/code", is: [429], status: 429 },
        ],
      },
    };
    assert.deepEqual(await failureFrom(more, `{"code":401}`), { kind: "keyRejected", status: 200 });
    assert.deepEqual(await failureFrom(more, `{"code":429}`), {
      kind: "rateLimited",
      status: 200,
      retryAtMs: nowMs + minuteMs,
    });
  });

  it("a declared provider gives no details for a body of another shape, and never the key", async () => {
    const errors = { code: "/error/code", message: "/error" };
    assert.deepEqual(await failureFrom({ errors }, { status: 500, body: "[]" }), {
      kind: "providerError",
      status: 500,
    });
    const echo = { status: 401, body: JSON.stringify({ error: `Invalid key ${key}` }) };
    assert.deepEqual(await failureFrom({ errors }, echo), {
      kind: "keyRejected",
      status: 401,
      text: "Invalid key •••",
    });
  });
});
