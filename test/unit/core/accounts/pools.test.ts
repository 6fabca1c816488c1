import assert from "node:assert/strict";
import { describe, it } from "mocha";
import type { Account } from "../../../../src/core/accounts/account.ts";
import { levelOf } from "../../../../src/core/accounts/accountStatus.ts";
import { checkCredits } from "../../../../src/core/accounts/checkCredits.ts";
import { bindingMeter, rolesOf } from "../../../../src/core/accounts/pools.ts";
import { amountOf } from "../../../../src/core/money/amount.ts";
import { currency, requests } from "../../../../src/core/money/unit.ts";
import type { MeterReading, Snapshot } from "../../../../src/core/readings/snapshot.ts";
import { meterOf, nowMs, snapshotOf, statusOf } from "../../../helpers/accountStatus.ts";

type More = Partial<MeterReading>;
const limit = (id: string, remaining: string | null, of: string | null, more: More = {}) =>
  meterOf(remaining, of, { id, role: "limit", ...more });
const pool = (id: string, remaining: string | null, more: More = {}) =>
  meterOf(remaining, undefined, { id, role: "pool", ...more });

function answer(snapshot: Snapshot, amount: string, meterId?: string, account: Partial<Account> = {}) {
  const { verdict, reason, meter } = checkCredits(
    statusOf({ snapshot, account }),
    amountOf(amount),
    meterId,
    nowMs,
  );
  return `${verdict} ${reason} ${meter?.id ?? "-"}`;
}

interface Row {
  readonly title: string;
  readonly snapshot: Snapshot;
  readonly level: string;
  readonly headline: string;
  readonly checks: Readonly<Record<string, string>>;
}

const usd = { unit: currency("USD") };
const euro = { unit: currency("EUR") };

const rows: readonly Row[] = [
  {
    title: "a used-up quota beside a balance that pays is not empty",
    snapshot: snapshotOf([
      pool("quota", "0", { unit: requests, limit: amountOf("100") }),
      pool("balance", "42.5", usd),
    ]),
    level: "ok",
    headline: "balance",
    checks: { "1": "unknown otherPool quota" },
  },
  {
    title: "quota and balance together that are both spent are empty",
    snapshot: snapshotOf([pool("quota", "0", { unit: requests }), pool("balance", "0", usd)]),
    level: "empty",
    headline: "quota",
    checks: { "1": "no notEnough quota" },
  },
  {
    title: "spent pools of a provider that accepts work are low, and a check is unknown",
    snapshot: snapshotOf([pool("quota", "0", { unit: requests }), pool("balance", "0", usd)], {
      isAccepting: true,
    }),
    level: "low",
    headline: "quota",
    checks: { "1": "unknown otherPool quota" },
  },
  {
    title: "a spent key limit under a funded account is empty",
    snapshot: snapshotOf([limit("key", "0", "10000"), limit("account", "480000", "500000")]),
    level: "empty",
    headline: "key",
    checks: { "1": "no notEnough key" },
  },
  {
    title: "a key limit of a plan binds the plan, and pay-as-you-go is a pool beside both",
    snapshot: snapshotOf([
      limit("key", "0", "100", { group: "plan" }),
      limit("plan", "900", "1000", { group: "plan" }),
      pool("payAsYouGo", "400"),
    ]),
    level: "ok",
    headline: "payAsYouGo",
    checks: { "400": "yes enough payAsYouGo", "401": "no notEnough payAsYouGo" },
  },
  {
    title: "a key limit of a plan without another pool is empty",
    snapshot: snapshotOf([
      limit("key", "0", "100", { group: "plan" }),
      limit("plan", "900", "1000", { group: "plan" }),
    ]),
    level: "empty",
    headline: "key",
    checks: { "1": "no notEnough key", "500": "no notEnough key" },
  },
  {
    title: "a week that is used up stops a window that is not",
    snapshot: snapshotOf([limit("hours", "95", "100"), limit("week", "0", "100")]),
    level: "empty",
    headline: "week",
    checks: { "1": "no notEnough week" },
  },
  {
    title: "the tighter of two windows answers",
    snapshot: snapshotOf([limit("hours", "95", "100"), limit("week", "40", "100")]),
    level: "ok",
    headline: "week",
    checks: { "40": "yes enough week", "41": "no notEnough week" },
  },
  {
    title: "a key without a limit says nothing of the credits",
    snapshot: snapshotOf([limit("key", null, null, usd)]),
    level: "unknown",
    headline: "key",
    checks: { "1": "unknown noBound key" },
  },
  {
    title: "a key without a limit leaves the decision to the credits",
    snapshot: snapshotOf([limit("key", null, null, usd), pool("credits", "7", usd)]),
    level: "ok",
    headline: "credits",
    checks: { "7": "yes enough credits", "8": "no notEnough credits" },
  },
  {
    title: "the lesser of key limit and credits counts",
    snapshot: snapshotOf([limit("key", "3", "10", usd), pool("credits", "7", usd)]),
    level: "ok",
    headline: "key",
    checks: { "3": "yes enough key", "4": "no notEnough key" },
  },
  {
    title: "pools of one unit pay together",
    snapshot: snapshotOf([pool("plan", "10"), pool("bonus", "5")]),
    level: "ok",
    headline: "plan",
    checks: { "15": "yes enough plan", "16": "no notEnough plan" },
  },
  {
    title: "a debt in one pool does not reduce another",
    snapshot: snapshotOf([pool("plan", "-3"), pool("bonus", "5")]),
    level: "ok",
    headline: "bonus",
    checks: { "5": "yes enough bonus", "6": "no notEnough bonus" },
  },
  {
    title: "an unlimited pool is enough unless a limit is short",
    snapshot: snapshotOf([limit("day", "5", "10"), pool("plan", null)]),
    level: "ok",
    headline: "day",
    checks: { "5": "yes enough day", "6": "no notEnough day" },
  },
  {
    title: "information decides nothing",
    snapshot: snapshotOf([pool("balance", "3", usd), meterOf("0", undefined, { id: "total", role: "info" })]),
    level: "ok",
    headline: "balance",
    checks: { "3": "yes enough balance" },
  },
  {
    title: "a spent limit in another unit stops the work",
    snapshot: snapshotOf([pool("balance", "3", usd), limit("perDay", "0", "100", { unit: requests })]),
    level: "empty",
    headline: "perDay",
    checks: { "1": "no notEnough perDay" },
  },
];

describe("an account of several pools and limits", () => {
  for (const { title, snapshot, level, headline, checks } of rows) {
    it(`decides that ${title}`, () => {
      assert.equal(levelOf(snapshot, undefined), level);
      assert.equal(bindingMeter(snapshot.meters).id, headline);
      for (const [amount, expected] of Object.entries(checks)) {
        assert.equal(answer(snapshot, amount), expected, `check of ${amount}`);
      }
    });
  }

  it("answers for a named pool alone, and says when another pays", () => {
    const snapshot = snapshotOf([pool("usd", "0", usd), pool("eur", "9", euro)]);
    assert.equal(answer(snapshot, "9", "eur"), "yes enough eur");
    assert.equal(answer(snapshot, "1", "usd"), "unknown otherPool usd");
  });

  it("answers unknown for a meter that is information", () => {
    const snapshot = snapshotOf([
      pool("usd", "5", usd),
      meterOf("9", undefined, { id: "ever", role: "info" }),
    ]);
    assert.equal(answer(snapshot, "1", "ever"), "unknown informationOnly ever");
  });

  it("takes the unit of the first displayed meter for an amount without a meter", () => {
    const snapshot = snapshotOf([pool("usd", "5", usd), pool("eur", "9", euro)]);
    assert.equal(answer(snapshot, "9", undefined, { meters: ["eur"] }), "yes enough eur");
  });

  it("names of two spent limits the one that resets last", () => {
    const snapshot = snapshotOf([
      limit("hours", "0", "10", { resetsAt: "2026-11-14T12:00:00.000Z" }),
      limit("week", "0", "10", { resetsAt: "2026-11-18T00:00:00.000Z" }),
    ]);
    assert.equal(bindingMeter(snapshot.meters).id, "week");
  });
});

describe("rolesOf", () => {
  it("makes windows of one unit limits where no role is named", () => {
    assert.deepEqual(rolesOf([meterOf("95", "100", { id: "a" }), meterOf("0", "100", { id: "b" })]), [
      "limit",
      "limit",
    ]);
  });

  it("makes the first meter a pool and others information where no role is named", () => {
    assert.deepEqual(
      rolesOf([meterOf("95", "100", { id: "a" }), meterOf("0", undefined, { id: "b", ...usd })]),
      ["pool", "info"],
    );
  });
});

describe("a threshold of an account of several pools", () => {
  const quotaAndBalance = (balance: string) =>
    snapshotOf([
      pool("quota", "5", { unit: requests, limit: amountOf("100") }),
      pool("balance", balance, usd),
    ]);

  it("makes it low only where no pool is above its own", () => {
    assert.equal(levelOf(quotaAndBalance("42"), undefined), "ok");
    assert.equal(levelOf(quotaAndBalance("0"), undefined), "low");
  });

  it("holds for the meter that it names, whatever else pays", () => {
    assert.equal(levelOf(quotaAndBalance("42"), { below: "10", meter: "quota" }), "low");
    assert.equal(levelOf(quotaAndBalance("42"), { below: "50", meter: "balance" }), "low");
  });

  it("is in the unit of the first meter that decides where it names none", () => {
    assert.equal(levelOf(quotaAndBalance("42"), { below: "50" }), "ok");
  });
});
