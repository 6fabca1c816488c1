import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { success } from "../../../../src/core/readings/outcome.ts";
import { minuteMs } from "../../../../src/core/time/durations.ts";
import { coals } from "../../../../src/providers/builtIn/coals.ts";
import { fixture } from "../../../helpers/fixture.ts";
import { nowMs, occurrences, readWith, userAgent } from "../../../helpers/providerReply.ts";
import { failureFrom, itRejectsReplies, itReportsErrors, rewrite } from "../../../helpers/providerSuite.ts";

const key = "coals_0123456789abcdef";
const read = readWith(key, coals.read);
const good = fixture("coals/good.json");

const documented = {
  meters: [
    {
      id: "quota",
      label: "conversions",
      unit: { kind: "requests" },
      remaining: "763",
      used: "237",
      limit: "1000",
      resetsAt: "2026-12-01T00:00:00.000Z",
      role: "pool",
    },
    {
      id: "balance",
      label: "balance",
      unit: { kind: "currency", code: "USD" },
      remaining: "42.5",
      role: "pool",
    },
  ],
  plan: "pro",
  isBlocked: false,
  isAccepting: true,
  details: [{ label: "largestFile", value: { kind: "bytes", bytes: "52428800" } }],
};

async function snapshotFrom(body: string) {
  const { outcome } = await read({ body });
  assert.ok(outcome.ok);
  return outcome.value;
}

describe("COALS ConvertaCoal", () => {
  it("COALS requests /account with the key as bearer token and nowhere else", async () => {
    const { request } = await read({ body: good });
    assert.equal(`${request.method} ${request.path}`, "GET /base/account");
    assert.equal(request.headers.authorization, `Bearer ${key}`);
    assert.equal(request.headers["user-agent"], userAgent);
    assert.equal(occurrences(request, key), 1);
  });

  it("COALS reads the documented reply, with a quota reset on the first of the next month", async () => {
    assert.deepEqual((await read({ body: good })).outcome, success(documented));
  });

  it("COALS reads numbers that are written as text", async () => {
    const body = fixture("coals/numbers-as-text.json");
    assert.deepEqual((await read({ body })).outcome, success(documented));
  });

  it("COALS reports a blocked account when it may not convert, whatever the numbers are", async () => {
    const snapshot = await snapshotFrom(fixture("coals/blocked.json"));
    const { isAccepting: _, ...rest } = documented;
    assert.deepEqual(snapshot, { ...rest, isBlocked: true });
  });

  it("COALS keeps an exhausted quota and a debt as they are", async () => {
    assert.equal((await snapshotFrom(fixture("coals/exhausted.json"))).meters[0].remaining, "0");
    assert.equal((await snapshotFrom(fixture("coals/debt.json"))).meters[1]?.remaining, "-0.75");
  });

  it("COALS keeps thirty digits and many decimals", async () => {
    const fields = { balance: "0.123456789012345678901", remaining_quota: "123456789012345678901234567890" };
    const { meters } = await snapshotFrom(rewrite(good, fields));
    assert.deepEqual([meters[1]?.remaining, meters[0].remaining], Object.values(fields));
  });

  it("COALS accepts a reply without plan and file size, and ignores unknown fields", async () => {
    const numbers = '"balance":0,"quota_monthly":1,"used_this_month":0,"remaining_quota":1';
    for (const rest of ["", ',"plan_type":null,"max_file_size":null']) {
      const body = `{"success":true,"new":1,"data":{${numbers},"can_convert":true,"x":[]${rest}}}`;
      const snapshot = await snapshotFrom(body);
      assert.equal("plan" in snapshot, false);
      assert.deepEqual(snapshot.details, []);
    }
  });

  itReportsErrors("COALS", read, "coals", [
    [
      "error-401",
      { kind: "keyRejected", status: 401, code: "UNAUTHORIZED", text: "Invalid or missing API key." },
    ],
    ["error-401-text", { kind: "keyRejected", status: 401, text: "Unauthorized" }],
    [
      "error-403",
      {
        ...{ kind: "forbidden", status: 403, code: "INSUFFICIENT_SCOPE", scope: "convertacoal:read" },
        text: "This key lacks the scope convertacoal:read.",
      },
    ],
    [
      "error-422",
      { kind: "providerError", status: 422, code: "VALIDATION_ERROR", text: "The request is not valid." },
    ],
    [
      "error-429",
      {
        ...{ kind: "rateLimited", status: 429, code: "RATE_LIMIT_EXCEEDED", text: "Too many requests." },
        retryAtMs: nowMs + 9000,
      },
      { "retry-after": "9", "x-ratelimit-reset": `${nowMs / 1000 + 60}` },
    ],
    [
      "error-500",
      {
        kind: "providerError",
        status: 500,
        code: "INTERNAL_ERROR",
        text: "Something went wrong on our side.",
      },
    ],
  ]);

  it("COALS waits for the reset instant when a rate limit says nothing else", async () => {
    const headers = { "x-ratelimit-reset": `${nowMs / 1000 + 60}`, "x-ratelimit-remaining": "0" };
    const failure = await failureFrom(read, { status: 429, headers, body: fixture("coals/error-429.json") });
    assert.equal(failure?.kind === "rateLimited" && failure.retryAtMs, nowMs + minuteMs);
  });

  it("COALS names the scope in a 403 reply, or else the scope that it needs", async () => {
    const scopeOf = async (error: string) => {
      const failure = await failureFrom(read, { status: 403, body: `{"success":false,"error":${error}}` });
      return failure?.kind === "forbidden" ? failure.scope : undefined;
    };
    assert.equal(await scopeOf('{"code":"X","message":"needs files:write here"}'), "files:write");
    assert.equal(await scopeOf('{"code":"X"}'), "convertacoal:read");
    assert.equal(await scopeOf('"Forbidden"'), "convertacoal:read");
  });

  it("COALS reports an unsuccessful reply under 200 as a provider error with its details", async () => {
    const failure = {
      kind: "providerError",
      status: 200,
      code: "UNAUTHORIZED",
      text: "Invalid or missing API key.",
    };
    assert.deepEqual(await failureFrom(read, { body: fixture("coals/error-401.json") }), failure);
    const { code: _code, ...plain } = { ...failure, text: "Unauthorized" };
    assert.deepEqual(await failureFrom(read, { body: fixture("coals/error-401-text.json") }), plain);
    const silent = { kind: "providerError", status: 200 };
    assert.deepEqual(await failureFrom(read, { body: '{"success":false}' }), silent);
  });

  itRejectsReplies("COALS", read, [
    ["a missing field", fixture("coals/missing-field.json"), "missingField", "data.remaining_quota"],
    ["null for a number", fixture("coals/wrong-type.json"), "wrongType", "data.remaining_quota"],
    ["a number that is not finite", rewrite(good, { balance: "-1e999" }), "notFinite", "data.balance"],
    ["text for a flag", rewrite(good, { can_convert: '"true"' }), "wrongType", "data.can_convert"],
    ["a number for a flag", rewrite(good, { can_convert: "1" }), "wrongType", "data.can_convert"],
    ["no success flag", rewrite(good, { success: undefined }), "missingField", "success"],
    ["text for the success flag", rewrite(good, { success: '"yes"' }), "wrongType", "success"],
    ["no data", '{"success":true}', "missingField", "data"],
    ["a list for the data", '{"success":true,"data":[]}', "wrongType", "data"],
  ]);
});
