import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { levelOf } from "../../../../src/core/accounts/accountStatus.ts";
import { checkCredits } from "../../../../src/core/accounts/checkCredits.ts";
import { amountOf } from "../../../../src/core/money/amount.ts";
import type { Outcome } from "../../../../src/core/readings/outcome.ts";
import type { Snapshot } from "../../../../src/core/readings/snapshot.ts";
import { statusOf } from "../../../helpers/accountStatus.ts";
import { loadCase, readCase } from "../../../helpers/catalogueCase.ts";
import { nowMs } from "../../../helpers/providerReply.ts";

/** Provider, fixture, level, and the answers to "is there enough for this amount?", with the meter that decides. */
const accounts: readonly (readonly [string, string, string, ...(readonly [string, string, string?])[]])[] = [
  ["deepl", "key-used-up", "empty", ["1", "no", "key"]],
  ["deepl", "unlimited", "ok", ["1000000000", "yes"]],
  ["deepl", "good", "ok", ["17850000", "yes"], ["17850001", "no"]],
  ["tavily", "key-used-up", "empty", ["500", "no"]],
  ["tavily", "pay-as-you-go", "ok", ["75", "yes"], ["76", "no"]],
  ["tavily", "good", "ok", ["944", "yes", "plan"], ["945", "no"]],
  ["deepseek", "good", "ok", ["71.46", "yes", "balance-cny"]],
  ["deepseek", "other-order", "ok", ["81.69", "yes", "balance-cny"]],
  ["deepseek", "debt", "empty", ["0.01", "no"]],
  ["openrouter-key", "no-limit", "unknown", ["1", "unknown"]],
  ["openrouter-key", "with-credits", "ok", ["33.25", "yes", "credits"], ["33.26", "no", "credits"]],
  ["openrouter-key", "below-zero", "empty", ["1", "no", "limit"]],
  ["zai-coding-plan", "week-used-up", "empty", ["1", "no", "week"]],
  ["elevenlabs", "good", "ok", ["9941", "yes"], ["9942", "no"]],
  ["elevenlabs", "unlimited", "ok", ["1000000", "yes"]],
  ["elevenlabs", "hard-stop", "empty", ["1", "no"]],
  ["coingecko", "key-limit", "empty", ["1", "no", "key"]],
  ["easyslip-v2", "quota-used-up", "ok", ["1", "unknown"]],
  ["easyslip-v2", "branch-off", "empty", ["1", "no"]],
  ["leonardo", "all-null", "empty", ["1", "no"]],
  ["deepgram", "two-projects", "ok", ["40.25", "yes", "balance-usd"]],
  ["crof", "plan", "ok", ["469", "yes", "requests"]],
  ["new-api-key", "no-cap", "unknown", ["1", "unknown"]],
  ["litellm", "good", "ok", ["6.45", "yes", "key"], ["6.46", "no", "key"]],
  ["litellm", "no-budget", "unknown", ["1", "unknown"]],
  ["ahrefs", "key-limit", "low", ["300", "yes", "key"], ["301", "no", "key"]],
  ["chutes", "good", "ok", ["11", "yes"], ["12", "no"]],
  ["kimi-code", "booster", "ok", ["1", "unknown"]],
  ["minimax-plan", "within-data", "ok"],
  ["minimax-plan", "counts", "ok", ["15", "yes", "week"], ["16", "no", "week"]],
  ["nanogpt", "week-only", "ok", ["58800000", "yes", "week"]],
  ["kilo", "depleted", "empty", ["0.01", "no"]],
  ["github-copilot", "overage", "low", ["1", "unknown"]],
  ["github-copilot", "unlimited", "ok", ["1000", "yes"]],
  ["venice", "used-up", "empty", ["1", "no"]],
  ["digitalocean", "good", "ok", ["88.79", "yes", "month"], ["88.8", "no", "month"]],
  ["anthropic-costs", "without-budget", "unknown", ["1", "unknown"]],
  ["xai", "invoiced", "ok", ["37.5", "yes"], ["37.51", "no"]],
  ["messagebird", "postpaid", "ok", ["1", "yes"]],
  ["requesty", "no-limit", "ok", ["56.78", "yes", "balance"], ["56.79", "no", "balance"]],
  ["synthetic", "limited", "empty", ["1", "no"]],
  ["sendgrid", "overage", "low", ["1", "unknown"]],
  ["moonshot", "arrears", "empty", ["0.01", "no"]],
  ["vonage", "no-currency", "empty", ["0.01", "no"]],
  ["deepinfra", "own-limit", "low", ["0.03", "yes", "limit"], ["0.04", "no", "limit"]],
];

describe("an account of the catalogue", () => {
  for (const [id, name, level, ...checks] of accounts) {
    const answers = checks.map(([amount, verdict]) => `${verdict} to ${amount}`).join(", ");
    it(`an account of ${id}, ${name}, is ${level}${answers && `, ${answers}`}`, async () => {
      const outcome = (await readCase(id, loadCase(id, name))).outcome as Outcome<Snapshot>;
      assert.ok(outcome.ok, JSON.stringify(outcome));
      const snapshot = outcome.value;
      assert.equal(levelOf(snapshot, undefined), level);
      for (const [amount, verdict, meterId] of checks) {
        const check = checkCredits(statusOf({ snapshot }), amountOf(amount), undefined, nowMs);
        assert.equal(check.verdict, verdict, amount);
        if (meterId !== undefined) assert.equal(check.meter?.id, meterId, amount);
      }
    });
  }
});
