import assert from "node:assert/strict";
import fc from "fast-check";
import { levelOf } from "../../src/core/accounts/accountStatus.ts";
import { type Amount, isAmount } from "../../src/core/money/amount.ts";
import { formatExact, formatShort } from "../../src/core/money/formatAmount.ts";
import type { MeterReading, Snapshot } from "../../src/core/readings/snapshot.ts";
import { adapters } from "../../src/providers/adapters.lazy.ts";
import { parseAttempt } from "../../src/store/parseAttempt.ts";
import { assertDisplayable } from "./helpers/assertPresentable.ts";
import { contextReplying } from "./helpers/exchangeOf.ts";
import { fixtureTrees } from "./helpers/fixtureTrees.ts";
import { fixedNowMs as nowMs } from "./helpers/instants.ts";
import { type JsonTree, numeralOf, valueAt } from "./helpers/jsonTree.ts";
import { canary, mutatedJson } from "./helpers/mutatedJson.ts";
import { property } from "./helpers/property.ts";
import { add, digitsOf, negative, rationalOf } from "./helpers/rational.ts";

type AmountField = "remaining" | "used" | "limit" | "held";
/** Where each amount of each meter stands in the reply. */
type AmountPaths = Readonly<Record<string, Partial<Record<AmountField, string>>>>;

interface Case {
  readonly provider: string;
  readonly fixtures: string;
  readonly places: AmountPaths;
}

const cases: readonly Case[] = [
  {
    provider: "poof",
    fixtures: "poof/*",
    // What remains is computed: looked at apart.
    places: { credits: { used: "usedCredits", limit: "maxCredits" } },
  },
  {
    provider: "depicta",
    fixtures: "depicta/*",
    places: { balance: { remaining: "user.balance_eur", held: "user.held_eur" } },
  },
  {
    provider: "richUtilities",
    fixtures: "richUtilities/credits*",
    places: { balance: { remaining: "available", held: "reserved" } },
  },
  {
    provider: "easySlip",
    fixtures: "easySlip/*",
    places: {
      quota: { remaining: "data.remainingQuota", used: "data.usedQuota", limit: "data.maxQuota" },
      credit: { remaining: "data.currentCredit" },
    },
  },
  {
    provider: "coals",
    fixtures: "coals/*",
    places: {
      quota: { remaining: "data.remaining_quota", used: "data.used_this_month", limit: "data.quota_monthly" },
      balance: { remaining: "data.balance" },
    },
  },
];

/** An amount has the digits that the reply has at its place, and `null` stands where the reply has it. */
function assertAmountIn(reply: JsonTree, path: string, amount: Amount | null | undefined): void {
  const found = valueAt(reply, path.split("."));
  if (amount === null) {
    assert.deepEqual(found, { kind: "leaf", text: "null" }, path);
    return;
  }
  const numeral = numeralOf(found);
  assert.ok(numeral !== undefined && amount !== undefined, `${path} is made up: ${amount}`);
  assert.equal(amount, digitsOf(rationalOf(numeral)), path);
}

function assertMeters(provider: string, places: AmountPaths, whole: JsonTree, snapshot: Snapshot): void {
  // Rich Utilities may put it all under `data`.
  const reply = provider === "richUtilities" ? (valueAt(whole, ["data"]) ?? whole) : whole;
  assert.deepEqual(
    snapshot.meters.map(({ id }) => id),
    Object.keys(places),
  );
  for (const meter of snapshot.meters) {
    for (const [field, path] of Object.entries(places[meter.id] ?? {})) {
      assertAmountIn(reply, path, meter[field as AmountField]);
    }
  }
  if (provider !== "poof") return;
  const [left, used] = ["maxCredits", "usedCredits"].map((name) => numeralOf(valueAt(reply, [name])));
  const rest = add(rationalOf(left ?? ""), negative(rationalOf(used ?? "")));
  assert.equal(snapshot.meters[0].remaining, digitsOf(rest));
}

/** Whatever is told of a meter can be shown. */
function assertDisplayableMeter({ unit, remaining, used, limit, held }: MeterReading): void {
  for (const amount of [remaining, used, limit, held]) {
    if (amount === undefined || amount === null) continue;
    assert.ok(isAmount(amount), amount);
    assert.equal(formatExact(amount, unit, "en-US").replaceAll(/[^\d.-]/g, "").length > 0, true);
    formatShort(amount, unit, "de-DE");
  }
}

/** A window that opens later finds all of it again. */
function assertRestored(attempt: object): void {
  const kept = { source: "a", failures: 0, attemptedAtMs: nowMs, ...attempt };
  assert.deepEqual(parseAttempt(JSON.stringify(kept)), kept);
}

export const providerProperties = cases.map(({ provider, fixtures, places }) => {
  const headers = fc.constantFrom<Readonly<Record<string, string>>>(
    {},
    { "retry-after": "30", "x-request-id": canary },
  );
  return property(
    `replies: ${provider} tells what the reply says to the digit, or why it cannot`,
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
      assertMeters(provider, places, reply, snapshot);
      assert.ok(!JSON.stringify(snapshot).includes(canary));
      for (const meter of snapshot.meters) assertDisplayableMeter(meter);
      assert.notEqual(levelOf(snapshot, { percent: 10 }), "unknown");
      assertRestored({ reading: { snapshot, readAtMs: nowMs } });
    },
  );
});
