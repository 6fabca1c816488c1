import assert from "node:assert/strict";
import { describe, it } from "mocha";
import type { Account } from "../../../../src/core/accounts/account.ts";
import { levelOf } from "../../../../src/core/accounts/accountStatus.ts";
import { checkCredits, defaultUnit } from "../../../../src/core/accounts/checkCredits.ts";
import { bindingMeter, rolesOf, standingsOf } from "../../../../src/core/accounts/pools.ts";
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
    checks: { "1": "unknown accepting quota" },
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
    title: "an unlimited plan under a spent limit is empty",
    snapshot: snapshotOf([limit("day", "0", "10"), pool("plan", null)]),
    level: "empty",
    headline: "day",
    checks: { "1": "no notEnough day" },
  },
  {
    title: "a limit above what one pool has, but below what all have together, is the tightest",
    snapshot: snapshotOf([limit("day", "12", "1000"), pool("plan", "10"), pool("bonus", "5")]),
    level: "low",
    headline: "day",
    checks: { "12": "yes enough day", "13": "no notEnough day" },
  },
  {
    title: "a limit in another unit is not compared with a balance that has no limit",
    snapshot: snapshotOf([limit("perDay", "90", "100", { unit: requests }), pool("balance", "3", usd)]),
    level: "ok",
    headline: "balance",
    checks: { "90": "unknown otherPool perDay", "91": "no notEnough perDay" },
  },
  {
    title: "nothing pays where a limit has enough but no pool does",
    snapshot: snapshotOf([limit("perDay", "90", "100", { unit: requests }), pool("balance", "0", usd)]),
    level: "empty",
    headline: "balance",
    checks: { "1": "no notEnough balance" },
  },
  {
    title: "the funded currency pays, whichever comes first",
    snapshot: snapshotOf([pool("usd", "0", usd), pool("cny", "81.69", { unit: currency("CNY") })]),
    level: "ok",
    headline: "cny",
    checks: { "1": "unknown otherPool usd" },
  },
  {
    title: "the funded currency that comes first pays",
    snapshot: snapshotOf([pool("cny", "81.69", { unit: currency("CNY") }), pool("usd", "0", usd)]),
    level: "ok",
    headline: "cny",
    checks: { "81.69": "yes enough cny", "81.7": "no notEnough cny" },
  },
  {
    title: "currencies that are all spent are empty",
    snapshot: snapshotOf([pool("usd", "0", usd), pool("eur", "0", euro)]),
    level: "empty",
    headline: "usd",
    checks: { "1": "no notEnough usd" },
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
    it(`the account decides that ${title}`, () => {
      assert.equal(levelOf(snapshot, undefined), level);
      assert.equal(bindingMeter(snapshot.meters).id, headline);
      for (const [amount, expected] of Object.entries(checks)) {
        assert.equal(answer(snapshot, amount), expected, `check of ${amount}`);
      }
    });
  }

  it("a check of a named pool answers for it alone, and says when another pool pays", () => {
    const snapshot = snapshotOf([pool("usd", "0", usd), pool("eur", "9", euro)]);
    assert.equal(answer(snapshot, "9", "eur"), "yes enough eur");
    assert.equal(answer(snapshot, "1", "usd"), "unknown otherPool usd");
  });

  it("a check of a named pool answers by what it has, unless a later pool pays the rest", () => {
    const snapshot = snapshotOf([pool("quota", "10", { unit: requests }), pool("balance", "2.5", usd)]);
    assert.equal(answer(snapshot, "11", "quota"), "unknown otherPool quota");
    assert.equal(answer(snapshot, "3", "balance"), "no notEnough balance");
  });

  it("defaultUnit gives the unit of an amount without a meter", () => {
    const snapshot = snapshotOf([pool("quota", "0", { unit: requests }), pool("balance", "9", usd)]);
    assert.deepEqual(defaultUnit(statusOf({ snapshot })), requests);
    assert.equal(defaultUnit(statusOf({})), undefined);
  });

  it("a check of a meter that is information answers unknown", () => {
    const snapshot = snapshotOf([
      pool("usd", "5", usd),
      meterOf("9", undefined, { id: "ever", role: "info" }),
    ]);
    assert.equal(answer(snapshot, "1", "ever"), "unknown informationOnly ever");
  });

  it("a check without a meter uses the unit of the first displayed meter", () => {
    const snapshot = snapshotOf([pool("usd", "5", usd), pool("eur", "9", euro)]);
    assert.equal(answer(snapshot, "9", undefined, { meters: ["eur"] }), "yes enough eur");
  });

  it("the binding one of two spent limits is the one that resets last", () => {
    const snapshot = snapshotOf([
      limit("hours", "0", "10", { resetsAt: "2026-11-14T12:00:00.000Z" }),
      limit("week", "0", "10", { resetsAt: "2026-11-18T00:00:00.000Z" }),
    ]);
    assert.equal(bindingMeter(snapshot.meters).id, "week");
  });
});

describe("standingsOf", () => {
  const standings = (...meters: Snapshot["meters"]) => standingsOf(snapshotOf(meters));

  it("standingsOf distinguishes the paying pool, spent and waiting pools, and information", () => {
    assert.deepEqual(
      standings(
        pool("quota", "0", { unit: requests }),
        pool("balance", "9", usd),
        pool("bonus", "5", euro),
        meterOf("1", undefined, { id: "ever", role: "info" }),
      ),
      ["spent", "pays", undefined, "information"],
    );
  });

  it("standingsOf names the limit that binds, and the spent one", () => {
    assert.deepEqual(standings(limit("hours", "95", "100"), limit("week", "40", "100")), [
      undefined,
      "binds",
    ]);
    assert.deepEqual(standings(limit("hours", "95", "100"), limit("week", "0", "100")), [undefined, "spent"]);
  });

  it("standingsOf has no paying pool while a limit is used up or the provider refuses requests", () => {
    assert.deepEqual(standings(limit("week", "0", "100"), pool("balance", "9", usd)), ["spent", undefined]);
    const blocked = snapshotOf([pool("quota", "3"), pool("balance", "9", usd)], { isBlocked: true });
    assert.deepEqual(standingsOf(blocked), [undefined, undefined]);
  });

  it("standingsOf gives no standing to a meter that decides alone", () => {
    assert.deepEqual(standings(pool("balance", "0"), meterOf("1", undefined, { id: "ever", role: "info" })), [
      undefined,
      "information",
    ]);
  });
});

describe("rolesOf", () => {
  it("rolesOf makes windows of one unit limits when no role is named", () => {
    assert.deepEqual(rolesOf([meterOf("95", "100", { id: "a" }), meterOf("0", "100", { id: "b" })]), [
      "limit",
      "limit",
    ]);
  });

  it("rolesOf makes no limits of windows that are all unlimited, because they would limit nothing", () => {
    const resetsAt = "2026-12-01T00:00:00.000Z";
    const unlimited = (id: string) => meterOf(null, null, { id, resetsAt });
    assert.deepEqual(rolesOf([unlimited("a"), unlimited("b")]), ["pool", "info"]);
    assert.deepEqual(rolesOf([unlimited("a"), meterOf("5", "9", { id: "b" })]), ["limit", "limit"]);
  });

  it("rolesOf makes the first meter a pool and others information when no role is named", () => {
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

  it("a threshold makes the account low only when no pool is above its own", () => {
    assert.equal(levelOf(quotaAndBalance("42"), undefined), "ok");
    assert.equal(levelOf(quotaAndBalance("0"), undefined), "low");
  });

  it("a threshold applies to the meter that it names, whichever pool pays", () => {
    assert.equal(levelOf(quotaAndBalance("42"), { below: "10", meter: "quota" }), "low");
    assert.equal(levelOf(quotaAndBalance("42"), { below: "50", meter: "balance" }), "low");
  });

  it("a threshold that names no meter is in the unit of the first meter that decides", () => {
    assert.equal(levelOf(quotaAndBalance("42"), { below: "50" }), "ok");
  });
});
