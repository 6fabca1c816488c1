import assert from "node:assert/strict";
import { describe, it } from "mocha";
import type { Failure } from "../../../../src/core/readings/failure.ts";
import { success } from "../../../../src/core/readings/outcome.ts";
import { depicta } from "../../../../src/providers/builtIn/depicta.ts";
import { fixture } from "../../../helpers/fixture.ts";
import { nowMs, occurrences, readWith, userAgent } from "../../../helpers/providerReply.ts";
import { failureFrom, itRejectsReplies, itReportsErrors, rewrite } from "../../../helpers/providerSuite.ts";

const key = "dpct_0123456789abcdef";
const read = readWith(key, depicta.read);
const good = fixture("depicta/good.json");
const euros = { kind: "currency", code: "EUR" };

const documented = {
  meters: [{ id: "balance", label: "balance", unit: euros, remaining: "12.345678", held: "0.12" }],
  expiresAt: "2027-09-30T08:15:00.000Z",
  isBlocked: false,
  details: [
    { label: "emailVerified", value: { kind: "flag", isOn: true } },
    { label: "creditLimit", value: { kind: "amount", amount: "500", unit: euros } },
    { label: "twoFactor", value: { kind: "flag", isOn: true } },
  ],
};

async function snapshotFrom(body: string) {
  const { outcome } = await read({ body });
  assert.ok(outcome.ok);
  return outcome.value;
}

describe("Depicta", () => {
  it("Depicta requests the profile with the key as bearer token and nowhere else", async () => {
    const { request } = await read({ body: good });
    assert.equal(`${request.method} ${request.path}`, "GET /base/v1/account/profile");
    assert.equal(request.headers.authorization, `Bearer ${key}`);
    assert.equal(request.headers["user-agent"], userAgent);
    assert.equal(request.headers["x-api-key"], undefined);
    assert.equal(occurrences(request, key), 1);
  });

  it("Depicta reads the documented reply, with the balance as it is written", async () => {
    assert.deepEqual((await read({ body: good })).outcome, success(documented));
  });

  it("Depicta reads amounts that are written as numbers", async () => {
    assert.deepEqual((await read({ body: fixture("depicta/numbers.json") })).outcome, success(documented));
  });

  it("Depicta keeps a debt as it is", async () => {
    assert.equal((await snapshotFrom(fixture("depicta/debt.json"))).meters[0].remaining, "-0.004321");
  });

  it("Depicta keeps thirty digits and many decimals", async () => {
    const amount = "123456789012345678901234567890.000000000000000000000000000001";
    for (const written of [amount, `"${amount}"`]) {
      const snapshot = await snapshotFrom(rewrite(good, { balance_eur: written, held_eur: '"1e-30"' }));
      const [{ remaining, held }] = snapshot.meters;
      assert.equal(remaining, amount);
      assert.equal(held, "0.000000000000000000000000000001");
    }
  });

  it("Depicta converts the credit limit from cents to euros", async () => {
    const { details } = await snapshotFrom(rewrite(good, { credit_limit_cents: "50005" }));
    assert.deepEqual(details[1]?.value, { kind: "amount", amount: "500.05", unit: euros });
  });

  it("Depicta has no expiry and no trial where the reply has null", async () => {
    const snapshot = await snapshotFrom(fixture("depicta/nulls.json"));
    assert.equal("expiresAt" in snapshot, false);
    assert.equal(snapshot.meters[0].remaining, "0");
    assert.deepEqual(snapshot.details, documented.details);
  });

  it("Depicta reports an unverified e-mail, a pending trial, an unseen notice, no second factor", async () => {
    const { details } = await snapshotFrom(fixture("depicta/unverified.json"));
    assert.deepEqual(details, [
      { label: "emailVerified", value: { kind: "flag", isOn: false } },
      { label: "creditLimit", value: { kind: "amount", amount: "500", unit: euros } },
      { label: "freeTrialPending", value: { kind: "amount", amount: "1.5", unit: euros } },
      { label: "creditNotice", value: { kind: "flag", isOn: true } },
      { label: "twoFactor", value: { kind: "flag", isOn: false } },
    ]);
  });

  it("Depicta accepts a reply without the optional fields, and ignores unknown ones", async () => {
    const optional = [
      ...["credit_limit_cents", "credits_expire_at", "email_verified", "free_trial_pending_eur"],
      ...["pending_credit_notice", "two_factor_enabled"],
    ];
    const nulls = optional.map((name) => `,"${name}":null`).join("");
    for (const rest of ["", nulls]) {
      const body = `{"user":{"balance_eur":"1","held_eur":"0","new":{"a":1}${rest}},"more":[]}`;
      const snapshot = await snapshotFrom(body);
      assert.deepEqual(Object.keys(snapshot), ["meters", "isBlocked", "details"]);
      assert.deepEqual(snapshot.details, []);
      assert.equal(snapshot.meters[0].held, "0");
    }
  });

  const errors: readonly (readonly [status: number, code: string, text: string, name?: string])[] = [
    [400, "validation_failed", "The request is not valid."],
    [402, "credit_insufficient", "Your balance is too low."],
    [404, "not_found", "No such resource."],
    [409, "conflict", "The resource has changed."],
    [413, "payload_too_large", "The request is too large."],
    [422, "unprocessable", "The request cannot be processed."],
    [451, "unavailable_for_legal_reasons", "Not available in your region."],
    [500, "internal_error", "Something went wrong on our side."],
    [502, "upstream_failed", "An upstream service did not answer."],
    [503, "service_unavailable", "Down for maintenance."],
  ];
  const details = (status: number, code: string, text: string) =>
    ({ status, code, text, requestId: `req_depicta_${status}` }) as const;
  const rejected = details(401, "auth_invalid", "The API key is invalid or has been revoked.");
  const limited = details(429, "rate_limited", "At most 10 requests at once.");
  itReportsErrors("Depicta", read, "depicta", [
    ...errors.map(([status, code, text]): readonly [string, Failure] => [
      `error-${status}`,
      { kind: "providerError", ...details(status, code, text) },
    ]),
    ["error-401", { kind: "keyRejected", ...rejected }],
    [
      "error-403",
      { kind: "forbidden", ...details(403, "auth_email_not_verified", "Verify your email address first.") },
    ],
    [
      "error-403-suspended",
      { kind: "forbidden", ...details(403, "account_suspended", "This account is suspended.") },
    ],
    [
      "error-403-content",
      { kind: "forbidden", ...details(403, "content_rejected", "The prompt was rejected.") },
    ],
    ["error-429", { kind: "rateLimited", ...limited, retryAtMs: nowMs + 20_000 }, { "retry-after": "20" }],
  ]);

  it("Depicta keeps the code and message of an error without a request id", async () => {
    const body = '{"error":"auth_invalid","message":"No.","request_id":null,"details":{"a":1}}';
    assert.deepEqual(await failureFrom(read, { status: 401, body }), {
      kind: "keyRejected",
      status: 401,
      code: "auth_invalid",
      text: "No.",
    });
  });

  itRejectsReplies("Depicta", read, [
    ["a missing field", fixture("depicta/missing-field.json"), "missingField", "user.balance_eur"],
    ["a field of another type", fixture("depicta/wrong-type.json"), "wrongType", "user.balance_eur"],
    ["a number that is not finite", fixture("depicta/not-finite.json"), "notFinite", "user.balance_eur"],
    ["a changed envelope", fixture("depicta/missing-user.json"), "missingField", "user"],
    ["null for the user", '{"user":null}', "wrongType", "user"],
  ]);
});
