import assert from "node:assert/strict";
import fc from "fast-check";
import { levelOf } from "../../src/core/accounts/accountStatus.ts";
import { type Amount, isAmount, parseAmount } from "../../src/core/money/amount.ts";
import { formatExact, formatShort } from "../../src/core/money/formatAmount.ts";
import type { MeterReading, Snapshot } from "../../src/core/readings/snapshot.ts";
import { adapters } from "../../src/providers/adapters.lazy.ts";
import { parseAttempt } from "../../src/store/parseAttempt.ts";
import { assertDisplayable } from "./helpers/assertDisplayable.ts";
import { contextReplying } from "./helpers/contextReplying.ts";
import { fixtureTrees } from "./helpers/fixtureTrees.ts";
import { fixedNowMs as nowMs } from "./helpers/instants.ts";
import { type JsonTree, numeralOf, valueAt } from "./helpers/jsonTree.ts";
import { canary, mutatedJson } from "./helpers/mutatedJson.ts";
import { property } from "./helpers/property.ts";
import { addRationals, digitsOf, negateRational, rationalOf } from "./helpers/rational.ts";

type AmountField = "remaining" | "used" | "limit" | "held";
/** The path of each amount of each meter in the reply. */
type AmountPaths = Readonly<Record<string, Partial<Record<AmountField, string>>>>;

interface Case {
  readonly provider: string;
  readonly fixtures: string;
  readonly paths: AmountPaths;
}

const cases: readonly Case[] = [
  {
    provider: "poof",
    fixtures: "poof/*",
    // The remaining amount is computed, so it is checked separately.
    paths: { credits: { used: "usedCredits", limit: "maxCredits" } },
  },
  {
    provider: "depicta",
    fixtures: "depicta/*",
    paths: { balance: { remaining: "user.balance_eur", held: "user.held_eur" } },
  },
  {
    provider: "richUtilities",
    fixtures: "richUtilities/credits*",
    paths: { balance: { remaining: "available", held: "reserved" } },
  },
  {
    provider: "easySlip",
    fixtures: "easySlip/*",
    paths: {
      quota: { remaining: "data.remainingQuota", used: "data.usedQuota", limit: "data.maxQuota" },
      credit: { remaining: "data.currentCredit" },
    },
  },
  {
    provider: "coals",
    fixtures: "coals/*",
    paths: {
      quota: { remaining: "data.remaining_quota", used: "data.used_this_month", limit: "data.quota_monthly" },
      balance: { remaining: "data.balance" },
    },
  },
];

/**
 * Checks that an amount has the digits of the reply at a path, or is `null` where the reply is. An optional one may be
 * absent where the reply has no amount.
 */
function assertAmountIn(
  reply: JsonTree,
  path: string,
  amount: Amount | null | undefined,
  isOptional: boolean,
): void {
  const found = valueAt(reply, path.split("."));
  if (amount === undefined && isOptional) {
    const numeral = numeralOf(found);
    const isReadable = numeral !== undefined && parseAmount(numeral) !== undefined;
    assert.ok(!isReadable, `${path} is left out, although the reply has ${numeral}`);
    return;
  }
  if (amount === null) {
    assert.deepEqual(found, { kind: "leaf", text: "null" }, path);
    return;
  }
  const numeral = numeralOf(found);
  assert.ok(numeral !== undefined && amount !== undefined, `${path} does not come from the reply: ${amount}`);
  assert.equal(amount, digitsOf(rationalOf(numeral)), path);
}

function assertMeters(provider: string, paths: AmountPaths, body: JsonTree, snapshot: Snapshot): void {
  // Rich Utilities may wrap the body in `data`.
  const reply = provider === "richUtilities" ? (valueAt(body, ["data"]) ?? body) : body;
  assert.deepEqual(
    snapshot.meters.map(({ id }) => id),
    Object.keys(paths),
  );
  for (const meter of snapshot.meters) {
    for (const [field, path] of Object.entries(paths[meter.id] ?? {})) {
      // Where nothing limits what is left, there is no limit, whatever the reply says of it.
      if (field === "limit" && meter.remaining === null && meter.limit === null) continue;
      assertAmountIn(reply, path, meter[field as AmountField], field !== "remaining");
    }
  }
  if (provider !== "poof") return;
  const [left, used] = ["maxCredits", "usedCredits"].map((name) => numeralOf(valueAt(reply, [name])));
  const remaining = addRationals(rationalOf(left ?? ""), negateRational(rationalOf(used ?? "")));
  assert.equal(snapshot.meters[0].remaining, digitsOf(remaining));
}

/** Checks that every amount of a meter can be displayed. */
function assertDisplayableMeter({ unit, remaining, used, limit, held }: MeterReading): void {
  for (const amount of [remaining, used, limit, held]) {
    if (amount === undefined || amount === null) continue;
    assert.ok(isAmount(amount), amount);
    assert.equal(formatExact(amount, unit, "en-US").replaceAll(/[^\d.-]/g, "").length > 0, true);
    formatShort(amount, unit, "de-DE");
  }
}

/** Checks that an attempt can be stored and restored. */
function assertRestored(attempt: object): void {
  const stored = { source: "a", failures: 0, attemptedAtMs: nowMs, ...attempt };
  assert.deepEqual(parseAttempt(JSON.stringify(stored)), stored);
}

export const providerProperties = cases.map(({ provider, fixtures, paths }) => {
  const headers = fc.constantFrom<Readonly<Record<string, string>>>(
    {},
    { "retry-after": "30", "x-request-id": canary },
  );
  return property(
    `replies: ${provider} reads the exact digits of a reply, or returns a failure`,
    fc.tuple(mutatedJson(fixtureTrees(fixtures)), headers),
    async ([reply, sent]) => {
      const outcome = await adapters[provider]?.read(contextReplying(reply, sent));
      assert.ok(outcome);
      if (!outcome.ok) {
        assertDisplayable(outcome.failure);
        assertRestored({ failure: outcome.failure });
        return;
      }
      const snapshot = outcome.value;
      assertMeters(provider, paths, reply, snapshot);
      assert.ok(!JSON.stringify(snapshot).includes(canary));
      for (const meter of snapshot.meters) assertDisplayableMeter(meter);
      assert.notEqual(levelOf(snapshot, { percent: 10 }), "unknown");
      assertRestored({ reading: { snapshot, readAtMs: nowMs } });
    },
  );
});
