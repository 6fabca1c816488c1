import assert from "node:assert/strict";
import fc from "fast-check";
import { type Amount, isAmount } from "../../src/core/money/amount.ts";
import { adapters } from "../../src/providers/adapters.lazy.ts";
import { session } from "../../src/providers/builtIn/richUtilities/session.ts";
import { assertDisplayable } from "./helpers/assertDisplayable.ts";
import { contextReplying } from "./helpers/contextReplying.ts";
import { fixtureTrees } from "./helpers/fixtureTrees.ts";
import { type JsonTree, numeralOf, valuesNamed } from "./helpers/jsonTree.ts";
import { canary, mutatedJson } from "./helpers/mutatedJson.ts";
import { property } from "./helpers/property.ts";
import { digitsOf, rationalOf } from "./helpers/rational.ts";

const { richUtilities } = adapters;

const replies = (pattern: string) => mutatedJson(fixtureTrees(`richUtilities/${pattern}`));
const absOf = (text: string) => digitsOf(rationalOf(text)).replace("-", "");

/** Checks that the reply has the amount under a name, with either sign. */
function assertInReply(reply: JsonTree, name: string, amount: Amount): void {
  const values = valuesNamed(reply, name).flatMap((value) => numeralOf(value) ?? []);
  assert.ok(
    isAmount(amount) && values.some((numeral) => absOf(numeral) === amount.replace("-", "")),
    `${name} ${amount}`,
  );
}

export const richUtilitiesProperties = [
  property(
    "replies: a ledger page has the exact digits of the reply, with the sign of each type",
    replies("ledger*"),
    async (reply) => {
      const outcome = await richUtilities?.readLedger?.(contextReplying(reply), { limit: 100, offset: 0 });
      assert.ok(outcome);
      if (!outcome.ok) return assertDisplayable(outcome.failure);
      assert.ok(!JSON.stringify(outcome.value).includes(canary));
      for (const { amount, balanceAfter, type, at } of outcome.value.entries) {
        assertInReply(reply, "amount", amount);
        if (balanceAfter !== undefined) assertInReply(reply, "balance_after", balanceAfter);
        if (type === "debit") assert.ok(amount === "0" || amount.startsWith("-"));
        if (type === "credit") assert.ok(!amount.startsWith("-"));
        assert.equal(new Date(at).toISOString(), at);
      }
    },
  ),

  property(
    "replies: usage and summary have the exact digits of the reply",
    replies("{usage,summary}*"),
    async (reply) => {
      const usage = await richUtilities?.readUsage?.(contextReplying(reply), {});
      const details = await richUtilities?.readDetails?.(contextReplying(reply));
      assert.ok(usage && details);
      for (const outcome of [usage, details]) if (!outcome.ok) assertDisplayable(outcome.failure);
      if (!usage.ok) return;
      assertInReply(reply, "total_requests", usage.value.totalRequests);
      assertInReply(reply, "credits_consumed", usage.value.creditsConsumed);
      assert.equal(new Date(usage.value.from).toISOString(), usage.value.from);
    },
  ),

  property(
    "replies: a sign-in returns tokens that a header accepts, or a failure",
    fc.tuple(replies("{login,refresh,error}*"), fc.constant(canary)),
    async ([reply, refreshToken]) => {
      const outcome = await session.refresh(contextReplying(reply), refreshToken);
      if (!outcome.ok) return assertDisplayable(outcome.failure);
      for (const token of Object.values(outcome.value)) new Headers({ authorization: `Bearer ${token}` });
    },
  ),
];
