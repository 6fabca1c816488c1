import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { dayMs, hourMs, minuteMs } from "../../../../src/core/time/durations.ts";
import { createJsonClient } from "../../../../src/providers/http/jsonClient.ts";
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
    [retryAfter("86401"), hourMs, "more than a day, doubted"],
    [retryAfter("9".repeat(400)), hourMs, "an absurd number, doubted"],
    [retryAfter("Sat, 14 Nov 2099 10:07:00 GMT"), hourMs, "a far date, doubted"],
    [retryAfter("0"), minuteMs, "no wait at all"],
    [retryAfter("-30"), minuteMs, "a negative number"],
    [retryAfter("-2027"), minuteMs, "a negative number that could pass for a year"],
    [retryAfter("Sat, 14 Nov 2026 10:04:00 GMT"), minuteMs, "a past date"],
    [retryAfter("2026-11-14T10:07:00Z"), 2 * minuteMs, "an RFC 3339 date"],
    [retryAfter("2026-11-14T12:07:00.5+02:00"), 120_500, "an RFC 3339 date with an offset and a fraction"],
    [retryAfter("2m30s"), 150_000, "a duration"],
    [retryAfter("30 s"), 30_000, "a duration with a blank"],
    [retryAfter("1h2m"), 62 * minuteMs, "hours and minutes"],
    [retryAfter("1h 2m 3s"), 62 * minuteMs + 3000, "a duration in three parts"],
    [retryAfter("30 seconds"), 30_000, "a duration in words"],
    [retryAfter("1 hour 5 mins"), 65 * minuteMs, "a duration in several words"],
    [retryAfter("PT1M30S"), 90_000, "a duration of ISO 8601"],
    [retryAfter("P1DT0H"), dayMs, "a day and hours of ISO 8601"],
    [retryAfter("P1M"), minuteMs, "a month"],
    [retryAfter("1h-30m"), minuteMs, "a duration with a minus within"],
    [retryAfter("14 Nov 2026 10:07:00 GMT"), 2 * minuteMs, "an HTTP date without a weekday"],
    [retryAfter("Sat, 14 Nov 2026 11:07:00 +0100"), 2 * minuteMs, "an HTTP date with an offset"],
    [retryAfter("2026-11-14T02:07:00-0800"), 2 * minuteMs, "a date with an offset of ISO 8601"],
    [retryAfter("2026-11-14t10:07:00.123456789z"), 120_123, "a date with nanoseconds in small letters"],
    [retryAfter('"30"'), 30_000, "a number in quotes"],
    [retryAfter(`${nowSeconds + 90}`), 90_000, "a Unix time in seconds"],
    [retryAfter(`${nowMs + 90_000}`), 90_000, "a Unix time in milliseconds"],
    [retryAfter("30, 90"), 90_000, "two values, of which the longer counts"],
    [retryAfter("30, Sat, 14 Nov 2026 10:07:00 GMT"), 2 * minuteMs, "seconds and a date"],
    [retryAfter("soon, 30"), 30_000, "a word and seconds"],
    [retryAfter("soon"), minuteMs, "a word"],
    [retryAfter(""), minuteMs, "nothing"],
    [retryAfter("1e9"), minuteMs, "an exponent"],
    [retryAfter("0x10"), minuteMs, "hexadecimal"],
    [retryAfter("NaN"), minuteMs, "no number"],
    [{}, minuteMs, "no header"],
    [{ "retry-after-ms": "1234.5" }, 1234.5, "milliseconds"],
    [{ "x-ms-retry-after-ms": "2000" }, 2000, "milliseconds as Azure sends them"],
    [{ ...retryAfter("30"), "retry-after-ms": "1234" }, 30_000, "both: Retry-After counts"],
    [reset("90"), 90_000, "seconds to the reset"],
    [reset("1.5"), 1500, "a fraction of a second to the reset"],
    [reset(`${nowSeconds + 90}`), 90_000, "a reset instant"],
    [reset(`${nowSeconds + 90}.25`), 90_250, "a reset instant with a fraction"],
    [reset(`${nowMs + 90_000}`), 90_000, "a reset instant in milliseconds, as of OpenRouter"],
    [reset(`${(nowMs + 90_000) * 1000}`), 90_000, "a reset instant in microseconds"],
    [reset(`${BigInt(nowMs + 90_000) * 1_000_000n}`), 90_000, "a reset instant in nanoseconds"],
    [reset("2026-11-14T10:07:00Z"), 2 * minuteMs, "an RFC 3339 date of the reset"],
    [reset("6m0s"), 6 * minuteMs, "a duration to the reset"],
    [reset("1, 90"), 90_000, "the resets of two windows"],
    [reset(`${nowMs + 2 * dayMs}`), hourMs, "a reset beyond a day, doubted"],
    [reset("9".repeat(30)), hourMs, "an absurd reset, doubted"],
    [reset(`${nowSeconds - 90}`), minuteMs, "a past reset instant"],
    [reset(`${nowMs - 90_000}`), minuteMs, "a past reset instant in milliseconds"],
    [reset("-1"), minuteMs, "a negative reset instant"],
    [{ "x-rate-limit-reset": `${nowSeconds + 90}` }, 90_000, "X-Rate-Limit-Reset"],
    [{ "ratelimit-reset": "90" }, 90_000, "RateLimit-Reset"],
    [{ "x-ratelimit-reset-after": "1.5" }, 1500, "X-RateLimit-Reset-After"],
    [{ ...reset(`${nowSeconds + 5}`), "x-ratelimit-reset-after": "4.5" }, 4500, "both of Discord"],
    [{ ratelimit: '"default";r=50;t=30' }, 30_000, "RateLimit"],
    [
      { ratelimit: '"a,b;t=9";r=0;t=30;pk=:Zm9v:' },
      30_000,
      "RateLimit with a strange name and another parameter",
    ],
    [{ ratelimit: '"day";r=9;t=7200, "minute";r=0;t=30' }, 30_000, "RateLimit with a policy that is used up"],
    [{ ratelimit: '"day";r=0;t=7200, "minute";r=0;t=30' }, 2 * hourMs, "RateLimit with two used up policies"],
    [{ ratelimit: '"day";r=9;t=7200, "minute";r=5;t=30' }, 30_000, "RateLimit with no used up policy"],
    [{ ratelimit: "limit=100, remaining=0, reset=30" }, 30_000, "RateLimit in its older form"],
    [{ ratelimit: '"a\\",b;t=9";r=0;t=30' }, 30_000, "RateLimit with a quote in its name"],
    [{ ratelimit: 'default;r=0;t=30, "day";r=4;t=7200' }, 30_000, "RateLimit with a name without quotes"],
    [{ ratelimit: '"a";r=0;t=-5, "b";r=3;t=60' }, minuteMs, "RateLimit with a negative time"],
    [{ ratelimit: `"a";r=0;t=${"9".repeat(30)}` }, hourMs, "RateLimit with an absurd time, doubted"],
    [{ ratelimit: '"open;r=0;t=30' }, minuteMs, "RateLimit with a quote that is not closed"],
    [{ ratelimit: '"default";r=0' }, minuteMs, "RateLimit without a time"],
    [{ ratelimit: ';;;"="t' }, minuteMs, "RateLimit of nonsense"],
    [{ "x-ratelimit-reset-requests": "6m0s" }, 6 * minuteMs, "a duration of OpenAI"],
    [{ "x-ratelimit-reset-tokens": "1.5s" }, 1500, "a fraction in a duration of OpenAI"],
    [{ "x-ratelimit-reset-tokens": "250ms" }, 250, "milliseconds in a duration"],
    [{ "x-ratelimit-reset-requests": "1d2h3m4.5s" }, hourMs, "a duration beyond a day, doubted"],
    [
      {
        "x-ratelimit-reset-requests": "2h0m0s",
        "x-ratelimit-remaining-requests": "5",
        "x-ratelimit-reset-tokens": "30s",
        "x-ratelimit-remaining-tokens": "0",
      },
      30_000,
      "two windows, of which one is used up",
    ],
    [
      {
        "x-ratelimit-reset-requests-day": "33011.38",
        "x-ratelimit-remaining-requests-day": "0",
        "x-ratelimit-reset-tokens-minute": "11.38",
        "x-ratelimit-remaining-tokens-minute": "5",
      },
      33_011_380,
      "windows of a day and of a minute",
    ],
    [{ "x-ratelimit-reset-ms": "1500" }, 1500, "milliseconds to the reset"],
    [{ "anthropic-ratelimit-unified-reset": `${nowSeconds + 90}` }, 90_000, "another window of Anthropic"],
    [{ "anthropic-ratelimit-requests-reset": "2026-11-14T10:07:00Z" }, 2 * minuteMs, "a date of Anthropic"],
    [{ ...retryAfter("30"), ...reset(`${nowSeconds + 90}`) }, 30_000, "both: Retry-After counts"],
    [{ ...retryAfter("90"), ...reset("30") }, 90_000, "both: Retry-After counts, also when it is longer"],
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
  const statuses = [400, 402, 404, 405, 408, 409, 413, 418, 422, 451, 499, 500, 501, 502, 504, 529, 599];

  it("Retry-After is heeded with every error status", async () => {
    const retryAtMs = nowMs + 30_000;
    for (const status of statuses) {
      assert.deepEqual(await failureOf(status, retryAfter("30")), {
        kind: "providerError",
        status,
        retryAtMs,
      });
    }
    const milliseconds = { "retry-after-ms": "30000" };
    assert.deepEqual(await failureOf(529, milliseconds), { kind: "providerError", status: 529, retryAtMs });
    assert.deepEqual(await failureOf(401, retryAfter("30")), { kind: "keyRejected", status: 401, retryAtMs });
    assert.deepEqual(await failureOf(403, retryAfter("30")), { kind: "forbidden", status: 403, retryAtMs });
  });

  it("reset headers ask for no wait with other statuses, but with 403 when nothing remains", async () => {
    for (const status of statuses) {
      assert.deepEqual(await failureOf(status, reset("30")), { kind: "providerError", status });
    }
    assert.deepEqual(await failureOf(403, reset("30")), { kind: "forbidden", status: 403 });
    assert.deepEqual(await failureOf(403, { ...reset("30"), "x-ratelimit-remaining": "0" }), {
      kind: "forbidden",
      status: 403,
      retryAtMs: nowMs + 30_000,
    });
    for (const ratelimit of ['"a";r=9;t=60, "b";r=0;t=30', "limit=100, remaining=0, reset=30"]) {
      const failure = await failureOf(403, { ratelimit });
      assert.deepEqual(failure, { kind: "forbidden", status: 403, retryAtMs: nowMs + 30_000 });
    }
    assert.deepEqual(await failureOf(403, { ratelimit: '"a";r=9;t=60' }), { kind: "forbidden", status: 403 });
  });

  it("a page under 403 keeps the wait that came with it", async () => {
    await using server = await serve((_request, response) =>
      response.writeHead(403, { "retry-after": "30", "content-type": "text/html" }).end("<html>busy</html>"),
    );
    const { request, endpoint, signal } = exchangeWith(server);
    const outcome = await request({
      ...{ url: endpoint.baseUrl, origin: endpoint.origin, headers: {}, secrets: [], signal },
      parseError: () => ({}),
    });
    assert.deepEqual(outcome.ok ? {} : outcome.failure, {
      kind: "badResponse",
      reason: "html",
      status: 403,
      retryAtMs: nowMs + 30_000,
    });
  });

  it("an error takes its request id from the header when the body has none", async () => {
    assert.deepEqual(await failureOf(500, { "x-request-id": `req\t${"9".repeat(400)}` }), {
      kind: "providerError",
      status: 500,
      requestId: `req ${"9".repeat(296)}`,
    });
  });
});

describe("a wait that cannot be read", () => {
  const namesOf = async (headers: Headers): Promise<string[]> => {
    await using server = await serve((_request, response) => response.writeHead(429, headers).end("{}"));
    const { endpoint, signal } = exchangeWith(server);
    const named: string[] = [];
    const request = createJsonClient({
      userAgent: "test",
      now: () => nowMs,
      onUnreadableHeaders: (host, names) => {
        assert.equal(host, new URL(endpoint.origin).host);
        named.push(...names);
      },
    });
    await request({
      ...{ url: endpoint.baseUrl, origin: endpoint.origin, headers: {}, secrets: [], signal },
      parseError: () => ({}),
    });
    return named;
  };

  it("the client reports the names of headers of nonsense, and of no others", async () => {
    assert.deepEqual(await namesOf({ ...retryAfter("soon"), ...reset("tomorrow") }), [
      "retry-after",
      "x-ratelimit-reset",
    ]);
    assert.deepEqual(await namesOf({ ratelimit: "?", "x-ratelimit-reset-tokens": "-" }), [
      "ratelimit",
      "x-ratelimit-reset-tokens",
    ]);
    assert.deepEqual(
      await namesOf({ ...retryAfter("Sat, 14 Nov 2026 10:04:00 GMT"), ...reset("1, 90") }),
      [],
    );
    assert.deepEqual(await namesOf(retryAfter("0")), []);
  });
});
