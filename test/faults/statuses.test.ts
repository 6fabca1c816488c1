import assert from "node:assert/strict";
import { after, before, describe, it } from "mocha";
import type { FailureKind } from "../../src/core/readings/failure.ts";
import { dayMs, minuteMs } from "../../src/core/time/durations.ts";
import { accountIds, createFaultHarness, type FaultHarness, goodReplies } from "./helpers/faultHarness.ts";
import { itSurvives } from "./helpers/itSurvives.ts";
import { reply } from "./helpers/replies.ts";

let harness: FaultHarness;
before(async () => {
  harness = await createFaultHarness();
});
after(async () => harness[Symbol.asyncDispose]());

/** `fetch` hides 407, because that status is for a proxy and not for an origin: only a failure is visible. */
const hiddenStatus = 407;

function kindOf(status: number): FailureKind {
  if (status < 400) return "redirected";
  if (status === hiddenStatus) return "unreachable";
  const kinds: Readonly<Record<number, FailureKind>> = {
    401: "keyRejected",
    403: "forbidden",
    429: "rateLimited",
  };
  return kinds[status] ?? "providerError";
}

/** A rejected access token is renewed first; after 421 (wrong host), `fetch` itself sends the request once more. */
function requestsOf(status: number, accountId: string): number {
  return status === 421 || (status === 401 && accountId === "rich-utilities") ? 2 : 1;
}

describe("the status of every provider's reply", () => {
  const statuses = Array.from({ length: 300 }, (_, index) => 300 + index);
  for (const first of [300, 400, 500]) {
    it(`statuses ${first} to ${first + 99} are reported, and the last good value stays`, async () => {
      const { server, clock, poller, status, takeRequestCounts, bugs } = harness;
      const before = new Map(accountIds.map((id) => [id, status(id).reading]));
      for (const code of statuses.filter((one) => one >= first && one < first + 100)) {
        server.script = reply(code, '{"message":"no","error":"no"}', { location: "/elsewhere" });
        // Longer than the pause after 429.
        clock.jump(2 * minuteMs);
        takeRequestCounts();
        await Promise.all(accountIds.map((id) => poller.unblock(id)));
        const counts = takeRequestCounts();
        for (const id of accountIds) {
          const { failure, reading } = status(id);
          assert.equal(failure?.kind, kindOf(code), `${code} of ${id}`);
          const failedStatus = failure && "status" in failure ? failure.status : hiddenStatus;
          assert.equal(failedStatus, code, id);
          assert.ok(reading && reading === before.get(id), `${code} of ${id}`);
          assert.equal(counts[id], requestsOf(code, id), `${code} of ${id}`);
        }
      }
      assert.deepEqual(bugs, []);
    }).timeout(minuteMs);
  }
});

describe("recovery from an error status", () => {
  for (const status of [301, 401, 402, 403, 404, 421, 500, 503]) {
    itSurvives(
      () => harness,
      `a reply with status ${status}`,
      () => ({
        script: reply(status, "{}"),
        failure: { kind: kindOf(status), status },
      }),
    );
  }

  for (const [what, body, headers] of [
    ["with a web page", "<h1>Bad gateway", { "content-type": "text/html" }],
    ["with no body", "", {}],
    ["with a body that is not compressed as declared", "{}", { "content-encoding": "gzip" }],
    ["with a body that is too large", `{"message":"${"x".repeat(1_100_000)}"}`, {}],
    ["with a body that is nested too deeply", "[".repeat(100_000), {}],
  ] as const) {
    itSurvives(
      () => harness,
      `a reply with status 502 ${what}`,
      () => ({
        script: reply(502, body, headers),
        failure: { kind: "providerError", status: 502 },
      }),
    );
  }

  itSurvives(
    () => harness,
    "a reply with status 401 and a body that is not compressed as declared",
    () => ({
      script: reply(401, "{}", { "content-encoding": "gzip" }),
      failure: { kind: "keyRejected", status: 401 },
    }),
  );
});

describe("waits that every provider asks for", () => {
  /** The seconds until the retry time of each account after a reply with these headers. */
  async function waits(
    status: number,
    headers: () => Readonly<Record<string, string>>,
    body = "{}",
  ): Promise<number[]> {
    const { server, clock, poller, status: statusOf, advance, takeRequestCounts } = harness;
    server.script = goodReplies();
    await advance(2 * dayMs);
    server.script = (socket, one) => reply(status, body, headers())(socket, one);
    await poller.refresh();
    server.script = goodReplies();
    takeRequestCounts();
    const requestedAtMs = clock.now();
    return accountIds.map((id) => {
      const { failure } = statusOf(id);
      return failure?.kind === "rateLimited" ? (failure.retryAtMs - requestedAtMs) / 1000 : Number.NaN;
    });
  }

  const every = (seconds: number) => accountIds.map(() => seconds);
  const later = (seconds: number) => new Date(harness.clock.now() + seconds * 1000).toUTCString();
  // A wait that is cut to the longest one is doubted, and tried after an hour.
  const rows: readonly (readonly [what: string, header: () => string | undefined, seconds: number])[] = [
    ["for seconds", () => "3600", 3600],
    ["until a date", () => later(3600), 3600],
    ["for a year", () => "31536000", 3600],
    ["until the end of time", () => "Fri, 31 Dec 9999 23:59:59 GMT", 3600],
    ["for more than a number holds", () => "9".repeat(400), 3600],
    ["for less than nothing", () => "-3600", 60],
    ["until yesterday", () => later(-86_400), 60],
    ["for no time", () => "0", 60],
    ["for a word", () => "later", 60],
    ["without saying how long", () => undefined, 60],
  ];
  for (const [what, header, seconds] of rows) {
    it(`an account whose provider asks to wait ${what} is read after ${seconds} s and not before`, async () => {
      const { clock, poller, advance, takeRequestCounts, status } = harness;
      const found = await waits(429, () => {
        const value = header();
        return value === undefined ? {} : { "retry-after": value };
      });
      assert.deepEqual(found, every(seconds));
      clock.jump((seconds - 21) * 1000);
      await clock.advance(20_000);
      await poller.refresh();
      assert.deepEqual(takeRequestCounts(), {}, "asked too early");
      await advance(60 * minuteMs);
      for (const id of accountIds) assert.equal(status(id).failure, undefined, id);
    });
  }

  it("status 503 asks for a wait when it gives a time, and is an error without one", async () => {
    assert.deepEqual(await waits(503, () => ({ "retry-after": "120" })), every(120));
    assert.deepEqual(await waits(503, () => ({ "retry-after": "soon" })), every(Number.NaN));
  });

  it("a wait is respected although the body of the reply cannot be decompressed", async () => {
    const headers = { "retry-after": "1800", "content-encoding": "gzip" };
    assert.deepEqual(await waits(429, () => headers), every(1800));
  });
});
