import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { dayMs, minuteMs } from "../../../../src/core/time/durations.ts";
import { serve } from "../../../helpers/loopbackServer.ts";
import { exchangeWith, nowMs } from "../../../helpers/providerReply.ts";
import { withTimeZone } from "../../../helpers/withTimeZone.ts";

const nowSeconds = nowMs / 1000;

type Headers = Readonly<Record<string, string>>;

/** The failure for an error status with these headers. */
async function failureOf(status: number, headers: Headers) {
  await using server = await serve((_request, response) => response.writeHead(status, headers).end("{}"));
  const { request, endpoint, signal } = exchangeWith(server);
  const outcome = await request({
    ...{ url: endpoint.baseUrl, origin: endpoint.origin, headers: {}, secrets: [], signal },
    parseError: () => ({}),
  });
  assert.equal(outcome.ok, false);
  return outcome.ok ? undefined : outcome.failure;
}

async function waitMs(status: number, headers: Headers): Promise<number | string | undefined> {
  const failure = await failureOf(status, headers);
  return failure?.kind === "rateLimited" ? failure.retryAtMs - nowMs : failure?.kind;
}

const retryAfter = (value: string) => ({ "retry-after": value });
const reset = (value: string) => ({ "x-ratelimit-reset": value });

describe("the wait after status 429", () => {
  const waits: readonly (readonly [headers: Headers, waitMs: number, why: string])[] = [
    [retryAfter("30"), 30_000, "seconds"],
    [retryAfter(" 30 "), 30_000, "seconds between blanks"],
    [retryAfter("1.5"), 1500, "a fraction of a second"],
    [retryAfter("Sat, 14 Nov 2026 10:07:00 GMT"), 2 * minuteMs, "an HTTP date"],
    [retryAfter("Saturday, 14-Nov-26 10:07:00 GMT"), 2 * minuteMs, "an HTTP date of RFC 850"],
    [retryAfter("Sat Nov 14 10:07:00 2026"), 2 * minuteMs, "an HTTP date of asctime"],
    [retryAfter(`${dayMs / 1000}`), dayMs, "exactly a day"],
    [retryAfter("86401"), dayMs, "more than a day, cut"],
    [retryAfter("9".repeat(400)), dayMs, "an absurd number, cut"],
    [retryAfter("Sat, 14 Nov 2099 10:07:00 GMT"), dayMs, "a far date, cut"],
    [retryAfter("0"), minuteMs, "no wait at all"],
    [retryAfter("-30"), minuteMs, "a negative number"],
    [retryAfter("-2027"), minuteMs, "a negative number that could pass for a year"],
    [retryAfter("Sat, 14 Nov 2026 10:04:00 GMT"), minuteMs, "a past date"],
    [retryAfter("2026-11-14T10:07:00Z"), minuteMs, "a date of another form"],
    [retryAfter("soon"), minuteMs, "a word"],
    [retryAfter(""), minuteMs, "nothing"],
    [retryAfter("1e9"), minuteMs, "an exponent"],
    [retryAfter("0x10"), minuteMs, "hexadecimal"],
    [{}, minuteMs, "no header"],
    [reset(`${nowSeconds + 90}`), 90_000, "a reset instant"],
    [reset(`${nowMs + 90_000}`), dayMs, "a reset instant in milliseconds, cut"],
    [reset(`${nowSeconds - 90}`), minuteMs, "a past reset instant"],
    [reset("-1"), minuteMs, "a negative reset instant"],
    [{ ...retryAfter("30"), ...reset(`${nowSeconds + 90}`) }, 30_000, "both: Retry-After counts"],
    [{ ...retryAfter("soon"), ...reset(`${nowSeconds + 90}`) }, 90_000, "both, Retry-After unreadable"],
  ];
  for (const [headers, expectedMs, why] of waits) {
    it(`status 429 asks for a wait of ${expectedMs / 1000} s with ${why}`, async () => {
      assert.equal(await waitMs(429, headers), expectedMs);
    });
  }

  it("dates without a zone are read as GMT in every time zone", async () => {
    await withTimeZone("Asia/Tokyo", async () => {
      assert.equal(await waitMs(429, retryAfter("Sat Nov 14 10:07:00 2026")), 2 * minuteMs);
      assert.equal(await waitMs(429, retryAfter("Sat, 14 Nov 2026 10:07:00 GMT")), 2 * minuteMs);
    });
  });
});

describe("status 503", () => {
  it("status 503 is a rate limit when it says when to retry", async () => {
    assert.equal(await waitMs(503, retryAfter("30")), 30_000);
    assert.equal(await waitMs(503, retryAfter("Sat, 14 Nov 2026 10:07:00 GMT")), 2 * minuteMs);
  });

  it("status 503 is a provider error when it does not say when to retry", async () => {
    for (const headers of [
      {},
      retryAfter("soon"),
      retryAfter("-5"),
      retryAfter("0"),
      reset(`${nowSeconds + 90}`),
    ]) {
      assert.deepEqual(await failureOf(503, headers), { kind: "providerError", status: 503 });
    }
  });
});

describe("other error statuses", () => {
  it("other error statuses ask for no wait, whatever their headers say", async () => {
    for (const status of [400, 402, 404, 405, 408, 409, 413, 418, 422, 451, 499, 500, 501, 502, 504, 599]) {
      assert.deepEqual(await failureOf(status, retryAfter("30")), { kind: "providerError", status });
    }
    assert.deepEqual(await failureOf(401, retryAfter("30")), { kind: "keyRejected", status: 401 });
    assert.deepEqual(await failureOf(403, retryAfter("30")), { kind: "forbidden", status: 403 });
  });

  it("an error takes its request id from the header when the body has none", async () => {
    assert.deepEqual(await failureOf(500, { "x-request-id": `req\t${"9".repeat(400)}` }), {
      kind: "providerError",
      status: 500,
      requestId: `req ${"9".repeat(296)}`,
    });
  });
});
