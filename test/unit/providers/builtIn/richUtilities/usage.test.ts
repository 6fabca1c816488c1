import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { success } from "../../../../../src/core/readings/outcome.ts";
import { richUtilities } from "../../../../../src/providers/builtIn/richUtilities/richUtilities.ts";
import type { UsageQuery } from "../../../../../src/providers/provider.ts";
import { fixture } from "../../../../helpers/fixture.ts";
import { occurrences, readWith } from "../../../../helpers/providerReply.ts";
import { failureFrom, itRejectsReplies, rewrite } from "../../../../helpers/providerSuite.ts";

const token = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiI0NzExIn0.c2lnbmF0dXJl";
const monthly = fixture("richUtilities/usage.json");

const readUsage = (query: UsageQuery) =>
  readWith(token, (access) => {
    assert.ok(richUtilities.readUsage);
    return richUtilities.readUsage(access, query);
  });

const documented = {
  period: "monthly",
  from: "2026-11-01T00:00:00.000Z",
  to: "2026-11-14T10:05:00.000Z",
  totalRequests: "1840",
  successfulRequests: "1822",
  failedRequests: "18",
  creditsConsumed: "331.2875",
  requestsByEndpoint: [
    { endpoint: "/v2/ocr", requests: "912" },
    { endpoint: "/v2/pdf/merge", requests: "640" },
    { endpoint: "/v2/images/resize", requests: "288" },
  ],
};

describe("Rich Utilities usage", () => {
  const from = "2026-11-01T00:00:00.000Z";
  const to = "2026-11-14T10:05:00.000Z";
  const queries: readonly (readonly [query: UsageQuery, search: string])[] = [
    [{}, ""],
    [{ period: "daily" }, "?period=daily"],
    [{ period: "monthly" }, "?period=monthly"],
    [{ period: "yearly" }, "?period=yearly"],
    [
      { period: "yearly", from, to },
      "?period=yearly&from=2026-11-01T00%3A00%3A00.000Z&to=2026-11-14T10%3A05%3A00.000Z",
    ],
    [{ to }, "?to=2026-11-14T10%3A05%3A00.000Z"],
  ];
  for (const [query, search] of queries) {
    it(`Rich Utilities' usage is requested with ${JSON.stringify(query)} in the query`, async () => {
      const { request } = await readUsage(query)({ body: monthly });
      assert.equal(`${request.method} ${request.path}`, `GET /base/auth/account/usage${search}`);
      assert.equal(request.headers.authorization, `Bearer ${token}`);
      assert.equal(occurrences(request, token), 1);
    });
  }

  it("Rich Utilities' usage is read bare and inside data, the busiest endpoints first", async () => {
    for (const body of [monthly, `{"data":${monthly}}`]) {
      assert.deepEqual((await readUsage({})({ body })).outcome, success(documented));
    }
  });

  it("Rich Utilities' usage is read for a day and for a year", async () => {
    const periods = { daily: "2026-11-14T00:00:00.000Z", yearly: "2026-01-01T00:00:00.000Z" } as const;
    for (const [period, start] of Object.entries(periods)) {
      const { outcome } = await readUsage({})({ body: fixture(`richUtilities/usage-${period}.json`) });
      assert.deepEqual(outcome, success({ ...documented, period, from: start }));
    }
  });

  it("Rich Utilities' usage keeps every digit, also of counts", async () => {
    const fields = {
      total_requests: "123456789012345678901234567890",
      credits_consumed: '"0.000000000000000001"',
    };
    const { outcome } = await readUsage({})({ body: rewrite(monthly, fields) });
    assert.ok(outcome.ok);
    const { totalRequests, creditsConsumed } = outcome.value;
    assert.deepEqual(
      [totalRequests, creditsConsumed],
      ["123456789012345678901234567890", "0.000000000000000001"],
    );
  });

  it("Rich Utilities' usage accepts endpoints of any name, and sorts their counts as numbers", async () => {
    const record = '{"9":9,"10":10,"":1,"constructor":100,"toString":2}';
    const body = monthly.replace(/"requests_by_endpoint":\s*\{[^}]*\}/, `"requests_by_endpoint":${record}`);
    const { outcome } = await readUsage({})({ body });
    assert.ok(outcome.ok);
    assert.deepEqual(
      outcome.value.requestsByEndpoint.map(({ endpoint }) => endpoint),
      ["constructor", "10", "9", "toString", ""],
    );
  });

  it("Rich Utilities' usage reports a rejected token", async () => {
    const failure = await failureFrom(readUsage({}), {
      status: 401,
      body: fixture("richUtilities/error-401.json"),
    });
    assert.equal(failure?.kind, "keyRejected");
  });

  itRejectsReplies("Rich Utilities' usage", readUsage({}), [
    ["a missing field", rewrite(monthly, { total_requests: undefined }), "missingField", "total_requests"],
    [
      "too many endpoints",
      monthly.replace(
        /"requests_by_endpoint": *\{/,
        (start) => start + Array.from({ length: 2000 }, (_, at) => `"/e${at}":1,`).join(""),
      ),
      "tooMany",
      "requests_by_endpoint",
    ],
    ["another period", rewrite(monthly, { period: '"weekly"' }), "wrongType", "period"],
    [
      "an invalid start of the period",
      rewrite(monthly, { period_start: '"today"' }),
      "wrongType",
      "period_start",
    ],
    [
      "a count that is not finite",
      rewrite(monthly, { failed_requests: "1e999" }),
      "notFinite",
      "failed_requests",
    ],
    [
      "an endpoint's count of another type",
      rewrite(monthly, { "/v2/ocr": "true" }),
      "wrongType",
      "requests_by_endpoint./v2/ocr",
    ],
    [
      "a line break in the name of an endpoint",
      monthly.replace("/v2/ocr", "/v2\\r\\n/ocr").replace("912", "null"),
      "wrongType",
      "requests_by_endpoint./v2 /ocr",
    ],
  ]);
});
