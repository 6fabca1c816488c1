import assert from "node:assert/strict";
import { minuteMs } from "../../../../src/core/time/durations.ts";
import { sampleKeys } from "../../../../src/sample/simulation/keys.ts";
import { jsonFixture } from "../../../helpers/fixture.ts";
import { sampleSession } from "../helpers/sampleSession.ts";
import { shapeOf } from "../helpers/shapeOf.ts";

const apis = [
  {
    provider: "poof",
    path: "/me",
    good: sampleKeys.poof.key,
    refused: [
      [sampleKeys.poof.unpaidKey, "poof/error-402"],
      [sampleKeys.poof.suspendedKey, "poof/error-403"],
      ["pk_wrong", "poof/error-401"],
    ],
  },
  {
    provider: "depicta",
    path: "/v1/account/profile",
    good: sampleKeys.depicta.key,
    refused: [
      [sampleKeys.depicta.unverifiedKey, "depicta/error-403"],
      [sampleKeys.depicta.suspendedKey, "depicta/error-403-suspended"],
      ["dpct_wrong", "depicta/error-401"],
    ],
  },
  {
    provider: "easySlip",
    path: "/me",
    good: sampleKeys.easySlip.key,
    refused: [
      [sampleKeys.easySlip.deniedKey, "easySlip/error-403"],
      ["wrong", "easySlip/error-401"],
    ],
  },
  {
    provider: "coals",
    path: "/account",
    good: sampleKeys.coals.key,
    refused: [
      [sampleKeys.coals.unscopedKey, "coals/error-403"],
      ["wrong", "coals/error-401"],
    ],
  },
] as const;

describe("sample APIs with an API key", () => {
  const { send } = sampleSession();

  for (const { provider, path, good, refused } of apis) {
    it(`sample ${provider} replies in the documented shape`, async () => {
      const { status, json, headers } = await send(provider, path, good);
      assert.equal(status, 200);
      assert.match(`${headers.get("content-type")}`, /^application\/json/);
      assert.deepEqual(shapeOf(json), shapeOf(jsonFixture(`${provider}/good.json`)));
    });

    it(`sample ${provider} rejects a missing key`, async () => {
      const { status, json } = await send(provider, path);
      assert.equal(status, 401);
      assert.deepEqual(shapeOf(json), shapeOf(jsonFixture(`${provider}/error-401.json`)));
    });

    for (const [key, expected] of refused) {
      it(`sample ${provider} replies like ${expected} to the key that stands for it`, async () => {
        const { status, json } = await send(provider, path, key);
        assert.equal(`${status}`, /error-(\d+)/.exec(expected)?.[1]);
        const documented = jsonFixture(`${expected}.json`);
        assert.deepEqual(shapeOf(json), shapeOf(documented));
        assert.deepEqual(codeOf(json), codeOf(documented));
      });
    }

    it(`sample ${provider} has no other path or method`, async () => {
      assert.equal((await send(provider, "/nothing", good)).status, 404);
      assert.equal((await send(provider, path, good, { method: "POST" })).status, 405);
    });
  }
});

describe("sample COALS", () => {
  const session = sampleSession({ coalsPerMinute: 3, now: () => Date.UTC(2026, 10, 20, 12) });
  const account = () => session.send("coals", "/account", sampleKeys.coals.key);

  it("sample COALS gives its rate limit in every reply and asks to wait when it is used up", async () => {
    session.sample.clock.advance(minuteMs);
    const first = await account();
    assert.equal(first.headers.get("x-ratelimit-limit"), "3");
    assert.equal(first.headers.get("x-ratelimit-remaining"), "2");
    assert.ok(Number(first.headers.get("x-ratelimit-reset")) * 1000 > session.sample.clock.serverNow());
    await account();
    await account();
    const refused = await account();
    assert.equal(refused.status, 429);
    assert.match(`${refused.headers.get("retry-after")}`, /^([1-9]|[1-5]\d|60)$/);
    assert.equal(refused.json.error?.code, "RATE_LIMIT_EXCEEDED");
    session.sample.clock.advance(minuteMs);
    assert.equal((await account()).status, 200);
  });

  it("sample COALS cannot convert once quota or balance is used up", async () => {
    session.sample.clock.advance(120_000);
    session.sample.accounts.set("coals", { used_this_month: "1000" });
    assert.deepEqual(pick((await account()).json.data), { remaining_quota: 0, can_convert: false });
    session.sample.accounts.set("coals", { used_this_month: "237", balance: "-0.75" });
    assert.deepEqual(pick((await account()).json.data), { remaining_quota: 763, can_convert: false });
  });
});

describe("sample Depicta", () => {
  const session = sampleSession();

  it("sample Depicta rejects the eleventh request in parallel", async () => {
    session.sample.faults.add("depicta", { kind: "delay", ms: 150 }, { times: 11 });
    const replies = await Promise.all(
      Array.from({ length: 11 }, () =>
        session.send("depicta", "/v1/account/profile", sampleKeys.depicta.key),
      ),
    );
    const late = replies.filter(({ status }) => status === 429);
    assert.equal(late.length, 1);
    assert.equal(late[0]?.headers.get("retry-after"), "1");
    assert.equal(session.sample.requests.maxInFlight("depicta"), 11);
  });
});

function codeOf(body: unknown): unknown {
  const { code, error, message } = body as { code?: unknown; error?: unknown; message?: unknown };
  if (typeof error === "object") return (error as { code: unknown }).code;
  return code ?? error ?? message;
}

function pick(data: unknown): unknown {
  const { remaining_quota, can_convert } = data as { remaining_quota: unknown; can_convert: unknown };
  return { remaining_quota, can_convert };
}
