import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { success } from "../../../../src/core/readings/outcome.ts";
import { minuteMs } from "../../../../src/core/time/durations.ts";
import { easySlip } from "../../../../src/providers/builtIn/easySlip.ts";
import { fixture } from "../../../helpers/fixture.ts";
import { nowMs, occurrences, readWith, userAgent } from "../../../helpers/providerReply.ts";
import { failureFrom, itRejectsReplies, itReportsErrors, rewrite } from "../../../helpers/providerSuite.ts";

const key = "0f8fad5b-d9cb-469f-a165-70867728950e";
const read = readWith(key, easySlip.read);
const good = fixture("easySlip/good.json");

const documented = {
  meters: [
    {
      id: "quota",
      label: "quota",
      unit: { kind: "requests" },
      remaining: "33500",
      used: "1500",
      limit: "35000",
      role: "pool",
    },
    { id: "credit", label: "credits", unit: { kind: "credits" }, remaining: "5000", role: "pool" },
  ],
  expiresAt: "2024-12-31T17:00:00.000Z",
  isBlocked: false,
  details: [{ label: "application", value: { kind: "text", text: "My Application" } }],
};

async function snapshotFrom(body: string) {
  const { outcome } = await read({ body });
  assert.ok(outcome.ok);
  return outcome.value;
}

describe("EasySlip", () => {
  it("EasySlip requests /me with the key as bearer token and nowhere else", async () => {
    const { request } = await read({ body: good });
    assert.equal(`${request.method} ${request.path}`, "GET /base/me");
    assert.equal(request.headers.authorization, `Bearer ${key}`);
    assert.equal(request.headers["user-agent"], userAgent);
    assert.equal(occurrences(request, key), 1);
  });

  it("EasySlip reads the documented reply, with the expiry converted from Bangkok time to UTC", async () => {
    assert.deepEqual((await read({ body: good })).outcome, success(documented));
  });

  it("EasySlip reads numbers that are written as text", async () => {
    const body = fixture("easySlip/numbers-as-text.json");
    assert.deepEqual((await read({ body })).outcome, success(documented));
    assert.deepEqual((await read({ body: good.replace("200", '"200"') })).outcome, success(documented));
  });

  it("EasySlip reads null as unlimited", async () => {
    const { meters } = await snapshotFrom(fixture("easySlip/unlimited.json"));
    const [{ remaining, limit, used }] = meters;
    assert.deepEqual({ remaining, limit, used }, { remaining: null, limit: null, used: "1500" });
  });

  it("EasySlip reads a reply with an invalid expiry without the expiry", async () => {
    const { expiresAt: _, ...rest } = documented;
    assert.deepEqual(await snapshotFrom(fixture("easySlip/bad-date.json")), rest);
  });

  it("EasySlip keeps zero credit and a debt as they are", async () => {
    assert.equal((await snapshotFrom(fixture("easySlip/no-credit.json"))).meters[1]?.remaining, "0");
    const { meters } = await snapshotFrom(rewrite(good, { currentCredit: "-0.5", remainingQuota: "-20" }));
    assert.deepEqual([meters[0].remaining, meters[1]?.remaining], ["-20", "-0.5"]);
  });

  it("EasySlip keeps thirty digits and many decimals", async () => {
    const fields = {
      remainingQuota: "123456789012345678901234567890",
      currentCredit: "0.123456789012345678",
    };
    const { meters } = await snapshotFrom(rewrite(good, fields));
    assert.deepEqual([meters[0].remaining, meters[1]?.remaining], Object.values(fields));
  });

  it("EasySlip accepts a reply without expiry and name, and ignores unknown fields", async () => {
    for (const rest of ["", ',"expiredAt":null,"application":null']) {
      const data = `{"usedQuota":1,"maxQuota":2,"remainingQuota":1,"currentCredit":0,"more":{}${rest}}`;
      const snapshot = await snapshotFrom(`{"status":200,"new":[],"data":${data}}`);
      assert.equal("expiresAt" in snapshot, false);
      assert.deepEqual(snapshot.details, []);
    }
  });

  itReportsErrors("EasySlip", read, "easySlip", [
    ["error-401", { kind: "keyRejected", status: 401, code: "unauthorized" }],
    ["error-403", { kind: "forbidden", status: 403, code: "access_denied" }],
    [
      "error-429",
      { kind: "rateLimited", status: 429, code: "too_many_requests", retryAtMs: nowMs + 5000 },
      { "retry-after": "5" },
    ],
    ["error-500", { kind: "providerError", status: 500, code: "server_error" }],
  ]);

  describe("EasySlip's inner status in a reply under 200", () => {
    const kinds = [
      [401, "keyRejected"],
      [403, "forbidden"],
      [500, "providerError"],
    ] as const;
    for (const [status, kind] of kinds) {
      it(`EasySlip reports the inner status ${status} as ${kind}`, async () => {
        const body = fixture(`easySlip/error-${status}.json`);
        const failure = await failureFrom(read, { body });
        assert.equal(failure?.kind, kind);
        assert.equal(failure && "status" in failure ? failure.status : undefined, status);
      });
    }

    it("EasySlip reports the inner status 429 as rateLimited, with the wait of the headers", async () => {
      const reply = { body: fixture("easySlip/error-429.json") };
      const failure = { kind: "rateLimited", status: 429, code: "too_many_requests" };
      assert.deepEqual(await failureFrom(read, { ...reply, headers: { "retry-after": "5" } }), {
        ...failure,
        retryAtMs: nowMs + 5000,
      });
      assert.deepEqual(await failureFrom(read, reply), { ...failure, retryAtMs: nowMs + minuteMs });
    });

    it("EasySlip reports the inner status 302 as redirected", async () => {
      const body = '{"status":302,"message":"moved"}';
      assert.deepEqual(await failureFrom(read, { body }), { kind: "redirected", status: 302 });
    });

    it("EasySlip accepts the inner status 201", async () => {
      const { outcome } = await read({ body: good.replace("200", "201") });
      assert.equal(outcome.ok, true);
    });

    it("EasySlip reads an inner status that is text, also when the data is there", async () => {
      const failure = { kind: "keyRejected", status: 401 };
      assert.deepEqual(await failureFrom(read, { body: good.replace("200", '"401"') }), failure);
    });
  });

  itRejectsReplies("EasySlip", read, [
    ["a missing field", fixture("easySlip/missing-field.json"), "missingField", "data.remainingQuota"],
    ["text for a number", fixture("easySlip/wrong-type.json"), "wrongType", "data.remainingQuota"],
    ["a list for a number", rewrite(good, { remainingQuota: "[]" }), "wrongType", "data.remainingQuota"],
    [
      "a number that is not finite",
      rewrite(good, { currentCredit: "1e999" }),
      "notFinite",
      "data.currentCredit",
    ],
    ["no credit", rewrite(good, { currentCredit: undefined }), "missingField", "data.currentCredit"],
    ["null for the credit", rewrite(good, { currentCredit: "null" }), "wrongType", "data.currentCredit"],
    ["no status", '{"data":{}}', "missingField", "status"],
    ["a status of another type", '{"status":true}', "wrongType", "status"],
    ...["0", "-401", "99", "600", "401.5", "1e49"].map(
      (status) => [`the status ${status}`, rewrite(good, { status }), "wrongType", "status"] as const,
    ),
    ["no data", '{"status":200}', "missingField", "data"],
    ["null for the data", '{"status":200,"data":null}', "wrongType", "data"],
  ]);
});
