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

/** `fetch` keeps 407 to itself, for it asks a proxy's user and no origin's: nothing is told but that it failed. */
const hidden = 407;

function kindOf(status: number): FailureKind {
  if (status < 400) return "redirected";
  if (status === hidden) return "unreachable";
  const kinds: Readonly<Record<number, FailureKind>> = {
    401: "keyRejected",
    403: "forbidden",
    429: "rateLimited",
  };
  return kinds[status] ?? "providerError";
}

/** A refused access token is renewed first; `fetch` itself asks once more where it came to the wrong host. */
function requestsOf(status: number, accountId: string): number {
  return status === 421 || (status === 401 && accountId === "rich-utilities") ? 2 : 1;
}

describe("every provider's answer", () => {
  const statuses = Array.from({ length: 300 }, (_, index) => 300 + index);
  for (const first of [300, 400, 500]) {
    it(`${first} to ${first + 99} is told by its status, and the last good value stays`, async () => {
      const { server, clock, poller, status, takeRequestCounts, bugs } = harness;
      const before = new Map(accountIds.map((id) => [id, status(id).reading]));
      for (const code of statuses.filter((one) => one >= first && one < first + 100)) {
        server.script = reply(code, '{"message":"no","error":"no"}', { location: "/elsewhere" });
        // Beyond the pause that 429 asks for.
        clock.jump(2 * minuteMs);
        takeRequestCounts();
        await Promise.all(accountIds.map((id) => poller.unblock(id)));
        const counts = takeRequestCounts();
        for (const id of accountIds) {
          const { failure, reading } = status(id);
          assert.equal(failure?.kind, kindOf(code), `${code} of ${id}`);
          const told = failure && "status" in failure ? failure.status : hidden;
          assert.equal(told, code, id);
          assert.ok(reading && reading === before.get(id), `${code} of ${id}`);
          assert.equal(counts[id], requestsOf(code, id), `${code} of ${id}`);
        }
      }
      assert.deepEqual(bugs, []);
    }).timeout(minuteMs);
  }
});

describe("every provider weathers an error status", () => {
  for (const status of [301, 401, 402, 403, 404, 421, 500, 503]) {
    itSurvives(
      () => harness,
      `${status}`,
      () => ({
        script: reply(status, "{}"),
        failure: { kind: kindOf(status), status },
      }),
    );
  }

  for (const [what, body, headers] of [
    ["with a web page", "<h1>Bad gateway", { "content-type": "text/html" }],
    ["with no body", "", {}],
    ["with a body that is not compressed as it says", "{}", { "content-encoding": "gzip" }],
    ["with a body that is too large", `{"message":"${"x".repeat(1_100_000)}"}`, {}],
    ["with a body that nests too deep", "[".repeat(100_000), {}],
  ] as const) {
    itSurvives(
      () => harness,
      `502 ${what}`,
      () => ({
        script: reply(502, body, headers),
        failure: { kind: "providerError", status: 502 },
      }),
    );
  }

  itSurvives(
    () => harness,
    "401 with a body that is not compressed as it says",
    () => ({
      script: reply(401, "{}", { "content-encoding": "gzip" }),
      failure: { kind: "keyRejected", status: 401 },
    }),
  );
});

describe("every provider that asks to wait", () => {
  /** How long until each account is asked again, to the minute, after a reply with these headers. */
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
    const askedAtMs = clock.now();
    return accountIds.map((id) => {
      const { failure } = statusOf(id);
      return failure?.kind === "rateLimited" ? (failure.retryAtMs - askedAtMs) / 1000 : Number.NaN;
    });
  }

  const every = (seconds: number) => accountIds.map(() => seconds);
  const later = (seconds: number) => new Date(harness.clock.now() + seconds * 1000).toUTCString();
  const rows: readonly (readonly [what: string, header: () => string | undefined, seconds: number])[] = [
    ["for seconds", () => "3600", 3600],
    ["until a date", () => later(3600), 3600],
    ["for a year", () => "31536000", 86_400],
    ["until the end of time", () => "Fri, 31 Dec 9999 23:59:59 GMT", 86_400],
    ["for more than a number holds", () => "9".repeat(400), 86_400],
    ["for less than nothing", () => "-3600", 60],
    ["until yesterday", () => later(-86_400), 60],
    ["for no time", () => "0", 60],
    ["for a word", () => "later", 60],
    ["without saying how long", () => undefined, 60],
  ];
  for (const [what, header, seconds] of rows) {
    it(`${what} is asked after ${seconds} s and not before, not by a person either`, async () => {
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

  it("by 503 is asked then, and counts as an error without a time", async () => {
    assert.deepEqual(await waits(503, () => ({ "retry-after": "120" })), every(120));
    assert.deepEqual(await waits(503, () => ({ "retry-after": "soon" })), every(Number.NaN));
  });

  it("in a reply whose body cannot be unpacked is asked then all the same", async () => {
    const headers = { "retry-after": "1800", "content-encoding": "gzip" };
    assert.deepEqual(await waits(429, () => headers), every(1800));
  });
});
