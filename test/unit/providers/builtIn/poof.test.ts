import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { success } from "../../../../src/core/readings/outcome.ts";
import { poof } from "../../../../src/providers/builtIn/poof.ts";
import { fixture } from "../../../helpers/fixture.ts";
import { nowMs, occurrences, readWith, userAgent } from "../../../helpers/providerReply.ts";
import { itRejectsReplies, itReportsErrors, rewrite } from "../../../helpers/providerSuite.ts";

const key = "pk_live_0123456789abcdef";
const read = readWith(key, poof.read);
const good = fixture("poof/good.json");

const documented = {
  meters: [
    {
      id: "credits",
      label: "credits",
      unit: { kind: "credits" },
      remaining: "3766",
      used: "1234",
      limit: "5000",
    },
  ],
  plan: "Pro",
  autoTopUp: { threshold: "100" },
  isBlocked: false,
  details: [{ label: "organization", value: { kind: "text", text: "org_abc123xyz" } }],
};

async function meterFrom(fields: Record<string, string>) {
  const { outcome } = await read({ body: rewrite(good, fields) });
  assert.ok(outcome.ok);
  const { remaining, used, limit } = outcome.value.meters[0];
  return { remaining, used, limit };
}

describe("Poof", () => {
  it("Poof requests /me with the key in x-api-key and nowhere else", async () => {
    const { request } = await read({ body: good });
    assert.equal(`${request.method} ${request.path}`, "GET /base/me");
    assert.equal(request.headers["x-api-key"], key);
    assert.equal(request.headers["user-agent"], userAgent);
    assert.equal(request.headers.authorization, undefined);
    assert.equal(request.body, "");
    assert.equal(occurrences(request, key), 1);
  });

  it("Poof reads the documented reply", async () => {
    assert.deepEqual((await read({ body: good })).outcome, success(documented));
  });

  it("Poof reads numbers that are written as text", async () => {
    const body = fixture("poof/numbers-as-text.json");
    assert.deepEqual((await read({ body })).outcome, success(documented));
  });

  it("Poof ignores unknown fields", async () => {
    const body = fixture("poof/extra-fields.json");
    assert.deepEqual((await read({ body })).outcome, success(documented));
  });

  it("Poof keeps a debt as it is", async () => {
    const { outcome } = await read({ body: fixture("poof/debt.json") });
    assert.ok(outcome.ok);
    assert.equal(outcome.value.meters[0].remaining, "-12");
  });

  it("Poof has no automatic top-up when it is off, and a threshold of zero when it says zero", async () => {
    const off = (await read({ body: fixture("poof/recharge-off.json") })).outcome;
    assert.ok(off.ok);
    assert.equal("autoTopUp" in off.value, false);
    assert.deepEqual([off.value.plan, off.value.meters[0].remaining], ["Free", "0"]);
    const atZero = (await read({ body: rewrite(good, { autoRechargeThreshold: "0" }) })).outcome;
    assert.ok(atZero.ok);
    assert.deepEqual(atZero.value.autoTopUp, { threshold: "0" });
  });

  it("Poof keeps thirty digits and many decimals", async () => {
    assert.deepEqual(
      await meterFrom({ maxCredits: "123456789012345678901234567890", usedCredits: "0.000000000000000001" }),
      {
        remaining: "123456789012345678901234567889.999999999999999999",
        used: "0.000000000000000001",
        limit: "123456789012345678901234567890",
      },
    );
  });

  it("Poof reads exponents as plain digits", async () => {
    const meter = await meterFrom({ maxCredits: "5E3", usedCredits: "12.5e-1" });
    assert.deepEqual(meter, { remaining: "4998.75", used: "1.25", limit: "5000" });
  });

  it("Poof accepts a reply without plan and organization", async () => {
    const nulls = '"organizationId":null,"plan":null,"autoRechargeThreshold":null';
    for (const body of ['{"maxCredits":10,"usedCredits":1}', `{"maxCredits":10,"usedCredits":1,${nulls}}`]) {
      const { outcome } = await read({ body });
      assert.ok(outcome.ok);
      assert.deepEqual(Object.keys(outcome.value), ["meters", "isBlocked", "details"]);
      assert.deepEqual(outcome.value.details, []);
    }
  });

  const error = (status: number, code: string, text: string) =>
    ({ status, code, text, requestId: `req_poof_${status}` }) as const;
  itReportsErrors("Poof", read, "poof", [
    ["error-400", { kind: "providerError", ...error(400, "validation_error", "The request is not valid.") }],
    [
      "error-401",
      { kind: "keyRejected", ...error(401, "authentication_error", "Invalid or missing API key.") },
    ],
    [
      "error-402",
      { kind: "providerError", ...error(402, "payment_required", "Your organization has no credits left.") },
    ],
    [
      "error-403",
      { kind: "forbidden", ...error(403, "permission_denied", "Your organization is suspended.") },
    ],
    [
      "error-429",
      {
        kind: "rateLimited",
        ...error(429, "rate_limit_exceeded", "Too many requests. Slow down."),
        retryAtMs: nowMs + 7000,
      },
      { "retry-after": "7" },
    ],
    [
      "error-500",
      { kind: "providerError", ...error(500, "internal_server_error", "Something went wrong on our side.") },
    ],
    [
      "error-502",
      { kind: "providerError", ...error(502, "upstream_error", "An upstream service did not answer.") },
    ],
  ]);

  it("Poof reports an error without details by its status alone", async () => {
    const { outcome } = await read({ status: 502, body: "<h1>Bad gateway</h1>" });
    assert.deepEqual(outcome, { ok: false, failure: { kind: "providerError", status: 502 } });
  });

  itRejectsReplies("Poof", read, [
    ["a missing field", fixture("poof/missing-field.json"), "missingField", "usedCredits"],
    ["a field of another type", fixture("poof/wrong-type.json"), "wrongType", "usedCredits"],
    ["a number that is not finite", fixture("poof/not-finite.json"), "notFinite", "usedCredits"],
    ["null for a number", rewrite(good, { maxCredits: "null" }), "wrongType", "maxCredits"],
    ["a word for a number", rewrite(good, { maxCredits: '"many"' }), "wrongType", "maxCredits"],
    ["a grouped number", rewrite(good, { maxCredits: '"5,000"' }), "wrongType", "maxCredits"],
    ["an empty text for a number", rewrite(good, { maxCredits: '""' }), "wrongType", "maxCredits"],
    ["NaN in text", rewrite(good, { maxCredits: '"NaN"' }), "notFinite", "maxCredits"],
    ["infinity in text", rewrite(good, { maxCredits: '"-Infinity"' }), "notFinite", "maxCredits"],
    ["its fields in an envelope", `{"data":${good}}`, "missingField", "maxCredits"],
    ["a list in place of the object", `[${good}]`, "wrongType"],
    ["null in place of the object", "null", "wrongType"],
    ["text in place of the object", '"ok"', "wrongType"],
    ["an error body under status 200", fixture("poof/error-401.json"), "missingField", "maxCredits"],
  ]);
});
