import assert from "node:assert/strict";
import { describe, it } from "mocha";
import type { Failure } from "../../../../../src/core/readings/failure.ts";
import { success } from "../../../../../src/core/readings/outcome.ts";
import { richUtilities } from "../../../../../src/providers/builtIn/richUtilities/richUtilities.ts";
import { fixture } from "../../../../helpers/fixture.ts";
import { nowMs, occurrences, readWith, userAgent } from "../../../../helpers/providerReply.ts";
import {
  failureFrom,
  itRejectsReplies,
  itReportsErrors,
  rewrite,
} from "../../../../helpers/providerSuite.ts";

const token = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiI0NzExIn0.c2lnbmF0dXJl";
const read = readWith(token, richUtilities.read);
const good = fixture("richUtilities/credits.json");
const credits = { kind: "credits" };

const documented = {
  meters: [{ id: "balance", label: "balance", unit: credits, remaining: "800.25", held: "12.15" }],
  autoTopUp: { threshold: "400", amount: "500" },
  isBlocked: false,
  details: [{ label: "totalBalance", value: { kind: "amount", amount: "812.4", unit: credits } }],
};

const errors: readonly (readonly [name: string, failure: Failure, headers?: Record<string, string>])[] = [
  ["error-400", { kind: "providerError", status: 400, text: "The request body is not valid JSON." }],
  ["error-401", { kind: "keyRejected", status: 401, text: "The access token is invalid or has expired." }],
  ["error-403", { kind: "forbidden", status: 403, text: "This account is suspended." }],
  ["error-404", { kind: "providerError", status: 404, text: "Not found." }],
  ["error-422", { kind: "providerError", status: 422, text: "limit must be between 1 and 100." }],
  [
    "error-429",
    { kind: "rateLimited", status: 429, text: "Too many requests.", retryAtMs: nowMs + 12_000 },
    { "retry-after": "12" },
  ],
  ["error-500", { kind: "providerError", status: 500, text: "Internal server error." }],
];

async function snapshotFrom(body: string) {
  const { outcome } = await read({ body });
  assert.ok(outcome.ok);
  return outcome.value;
}

describe("Rich Utilities credits", () => {
  it("Rich Utilities requests the credits with the access token as bearer and nowhere else", async () => {
    const { request } = await read({ body: good });
    assert.equal(`${request.method} ${request.path}`, "GET /base/auth/account/credits");
    assert.equal(request.headers.authorization, `Bearer ${token}`);
    assert.equal(request.headers["user-agent"], userAgent);
    assert.equal(occurrences(request, token), 1);
  });

  it("Rich Utilities reads credits bare, inside data, and with numbers as text", async () => {
    for (const name of ["credits", "credits-enveloped", "credits-numbers-as-text"]) {
      const { outcome } = await read({ body: fixture(`richUtilities/${name}.json`) });
      assert.deepEqual(outcome, success(documented), name);
    }
  });

  it("Rich Utilities reports money for a currency code, credits, and the name of any other unit", async () => {
    const euros = { kind: "currency", code: "EUR" };
    const { meters, details } = await snapshotFrom(fixture("richUtilities/credits-currency.json"));
    assert.deepEqual(meters[0].unit, euros);
    assert.deepEqual(details[0]?.value, { kind: "amount", amount: "812.4", unit: euros });
    assert.deepEqual((await snapshotFrom(rewrite(good, { currency: '"usd"' }))).meters[0].unit.code, "USD");
    for (const currency of ["null", '""']) {
      assert.deepEqual((await snapshotFrom(rewrite(good, { currency }))).meters[0].unit, credits);
    }
    const points = await snapshotFrom(rewrite(good, { currency: '"POINTS"' }));
    assert.deepEqual(points.meters[0].unit, { kind: "credits", code: "POINTS" });
  });

  it("Rich Utilities keeps a debt as it is", async () => {
    const snapshot = await snapshotFrom(fixture("richUtilities/credits-debt.json"));
    assert.equal(snapshot.meters[0].remaining, "-3.5");
  });

  it("Rich Utilities keeps many digits on both sides of the decimal point", async () => {
    const snapshot = await snapshotFrom(fixture("richUtilities/credits-many-digits.json"));
    assert.deepEqual(
      [snapshot.meters[0].remaining, snapshot.meters[0].held, snapshot.details[0]?.value],
      [
        "90071992547409931.123456789012345677",
        "0.000000000000000001",
        { kind: "amount", amount: "90071992547409931.123456789012345678", unit: credits },
      ],
    );
  });

  it("Rich Utilities has no automatic top-up when it is off, although its numbers may be given", async () => {
    assert.equal(
      "autoTopUp" in (await snapshotFrom(fixture("richUtilities/credits-reload-off.json"))),
      false,
    );
    assert.equal("autoTopUp" in (await snapshotFrom(rewrite(good, { auto_reload_enabled: "false" }))), false);
  });

  it("Rich Utilities accepts a reply without currency and automatic top-up", async () => {
    const nulls = ["currency", "auto_reload_enabled", "auto_reload_threshold", "auto_reload_amount"];
    for (const rest of ["", nulls.map((name) => `,"${name}":null`).join("")]) {
      const snapshot = await snapshotFrom(`{"balance":1,"reserved":0,"available":1,"new":[]${rest}}`);
      assert.deepEqual(Object.keys(snapshot), ["meters", "isBlocked", "details"]);
      assert.deepEqual(snapshot.meters[0].unit, credits);
    }
    const bare = rewrite(rewrite(good, { auto_reload_threshold: "null" }), { auto_reload_amount: "null" });
    assert.deepEqual((await snapshotFrom(bare)).autoTopUp, {});
  });

  itReportsErrors("Rich Utilities", read, "richUtilities", errors);

  it("Rich Utilities reads the other common shapes of errors", async () => {
    const bodies = {
      '{"error":{"code":"token_expired","message":"Expired."},"request_id":"req_1"}': {
        ...{ code: "token_expired", text: "Expired.", requestId: "req_1" },
      },
      '{"error":"token_expired","message":"Expired."}': { code: "token_expired", text: "Expired." },
      '{"code":"token_expired","detail":[{"msg":"x"}]}': { code: "token_expired", text: "x" },
      '{"error":null,"message":"Expired."}': { text: "Expired." },
      '["no"]': { text: "no" },
      '"Invalid token"': { text: "Invalid token" },
      "[]": {},
    };
    for (const [body, words] of Object.entries(bodies)) {
      const failure = await failureFrom(read, { status: 401, body });
      assert.deepEqual(failure, { kind: "keyRejected", status: 401, ...words }, body);
    }
  });

  itRejectsReplies("Rich Utilities", read, [
    ["a missing field", fixture("richUtilities/credits-missing-field.json"), "missingField", "available"],
    ["a field of another type", fixture("richUtilities/credits-wrong-type.json"), "wrongType", "available"],
    ["a number that is not finite", rewrite(good, { available: '"Infinity"' }), "notFinite", "available"],
    ["a number for the currency", rewrite(good, { currency: "978" }), "wrongType", "currency"],
    ["null for a number", rewrite(good, { available: "null" }), "wrongType", "available"],
    ["an empty envelope", '{"data":null}', "wrongType"],
  ]);
});

describe("the Rich Utilities account summary", () => {
  const summary = fixture("richUtilities/summary.json");
  const readDetails = readWith(token, (access) => {
    assert.ok(richUtilities.readDetails);
    return richUtilities.readDetails(access);
  });
  const text = (label: string, words: string) => ({ label, value: { kind: "text", text: words } });
  const requestsAllTime = { label: "requestsAllTime", value: { kind: "count", count: "48211" } };
  const email = text("email", "ada@example.com");

  it("Rich Utilities requests the account summary with the access token", async () => {
    const { request } = await readDetails({ body: summary });
    assert.equal(`${request.method} ${request.path}`, "GET /base/auth/account/summary");
    assert.equal(request.headers.authorization, `Bearer ${token}`);
    assert.equal(occurrences(request, token), 1);
  });

  it("the account summary gives subscription, requests of all time and e-mail, bare or inside data", async () => {
    const details = [text("subscription", "Growth, active"), requestsAllTime, email];
    for (const body of [summary, `{"data":${summary}}`]) {
      assert.deepEqual((await readDetails({ body })).outcome, success(details));
    }
  });

  it("the account summary omits malformed fields, and usage, which is read elsewhere", async () => {
    const broken = { ...JSON.parse(summary), email: 7, subscription: [], usage_this_month: "none" };
    assert.deepEqual(
      (await readDetails({ body: JSON.stringify(broken) })).outcome,
      success([requestsAllTime]),
    );
    const partly = rewrite(summary, { failed_requests: undefined });
    assert.equal((await readDetails({ body: partly })).outcome.ok, true);
  });

  it("the account summary omits a missing subscription", async () => {
    const body = fixture("richUtilities/summary-no-subscription.json");
    assert.deepEqual((await readDetails({ body })).outcome, success([requestsAllTime, email]));
  });

  it("the account summary omits an e-mail that is null", async () => {
    const body = rewrite(fixture("richUtilities/summary-no-subscription.json"), { email: "null" });
    assert.deepEqual((await readDetails({ body })).outcome, success([requestsAllTime]));
  });

  it("the account summary reads the subscription's name from each known shape", async () => {
    const forms = { '"Growth"': "Growth", '{"name":"Growth"}': "Growth", '{"status":"active"}': "active" };
    const bare = fixture("richUtilities/summary-no-subscription.json");
    for (const [written, shown] of Object.entries(forms)) {
      const { outcome } = await readDetails({ body: rewrite(bare, { subscription: written }) });
      assert.deepEqual(outcome, success([text("subscription", shown), requestsAllTime, email]), written);
    }
  });

  itReportsErrors("Rich Utilities' account summary", readDetails, "richUtilities", errors);

  it("Rich Utilities leaves out lines of the account summary that are missing or of another type", async () => {
    const without = [text("subscription", "Growth, active"), email];
    for (const value of [undefined, "null", "true", '"many"']) {
      const body = rewrite(summary, { total_requests_all_time: value });
      assert.deepEqual((await readDetails({ body })).outcome, success(without), value);
    }
  });

  itRejectsReplies("Rich Utilities' account summary", readDetails, [
    ["a list", "[]", "wrongType"],
    ["an empty envelope", '{"data":null}', "wrongType"],
  ]);
});
