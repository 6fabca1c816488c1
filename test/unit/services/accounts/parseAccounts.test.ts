import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { parseEntry } from "../../../../src/services/accounts/accountSchema.lazy.ts";
import { parseAccounts } from "../../../../src/services/accounts/parseAccounts.ts";

const entry = { id: "poof", provider: "poof", label: "Poof" };
const parse = (value: unknown) => parseAccounts(value, (id) => id === "poof", parseEntry);
const broken = (change: object) => parse([{ ...entry, ...change }]).invalid;

describe("parseAccounts", () => {
  it("parseAccounts reads an entry with every field", () => {
    const full = {
      ...entry,
      baseUrl: "https://api.example/v1",
      refreshMinutes: 1,
      pinned: true,
      low: { below: "12.50", percent: 0, meter: "credits" },
      dailyBudget: "40",
      alerts: { low: false, refill: true, spentInDay: "2.50" },
      meters: ["credits", "quota"],
    };
    assert.deepEqual(parse([full]), { accounts: [full], invalid: [] });
  });

  it("parseAccounts names a daily budget that is none", () => {
    for (const dailyBudget of ["0", "0.00", "-1", "1e3", "much", 5]) {
      assert.deepEqual(
        broken({ dailyBudget }).map(({ field }) => field),
        ["dailyBudget"],
        String(dailyBudget),
      );
    }
  });

  it("parseAccounts drops unknown fields, also a key", () => {
    assert.deepEqual(parse([{ ...entry, key: "pk_secret" }]).accounts, [entry]);
  });

  it("parseAccounts trims a label", () => {
    assert.equal(parse([{ ...entry, label: "  Mine " }]).accounts[0]?.label, "Mine");
  });

  it("parseAccounts accepts ids as users write them", () => {
    for (const id of ["my_poof", "richUtilities", "Poof-2"]) {
      assert.deepEqual(parse([{ ...entry, id }]).accounts, [{ ...entry, id }]);
    }
  });

  it("parseAccounts finds no account in a missing or empty value", () => {
    for (const value of [undefined, null, []]) assert.deepEqual(parse(value), { accounts: [], invalid: [] });
  });

  it("parseAccounts accepts one account without the brackets of a list", () => {
    assert.deepEqual(parse(entry), { accounts: [entry], invalid: [] });
  });

  it("parseAccounts reports a value that is neither a list nor an account", () => {
    for (const value of ["poof", 7, true, {}, { 0: entry }]) {
      const found = parse(value);
      assert.deepEqual(found.accounts, []);
      assert.deepEqual(
        found.invalid.map(({ index, reason }) => [index, reason]),
        [[0, "invalid"]],
      );
    }
  });

  it("parseAccounts keeps the valid entries and reports each invalid one by its index", () => {
    const found = parse([{ id: "x" }, entry, "text", null, { ...entry, id: "other" }]);
    assert.deepEqual(
      found.accounts.map(({ id }) => id),
      ["poof", "other"],
    );
    assert.deepEqual(found.invalid, [
      { index: 0, name: "x", field: "provider", reason: "invalid" },
      { index: 2, reason: "invalid" },
      { index: 3, reason: "invalid" },
    ]);
  });

  it("parseAccounts reads several floors of an account, each lower than the one before", () => {
    const lists = [
      [{ percent: 50 }, { percent: 20 }, { below: "5" }],
      [{ below: "100", percent: 50 }, { below: "50" }],
      [{ percent: 20 }, { percent: 50, meter: "balance" }, { percent: 10, meter: "balance" }],
      [{ below: "5" }],
    ];
    for (const low of lists) assert.deepEqual(parse([{ ...entry, low }]).accounts[0]?.low, low);
  });

  const wrongFloors: readonly (readonly [field: string, low: readonly unknown[], why: string])[] = [
    ["low", [], "an empty list"],
    ["low.1.percent", [{ percent: 20 }, { percent: 50 }], "a list out of order"],
    ["low.1.percent", [{ percent: 20 }, { percent: 20 }], "a floor twice"],
    ["low.2.below", [{ below: "50" }, { percent: 20 }, { below: "50.0" }], "an amount twice"],
    ["low.1.below", [{ below: "5" }, { below: "10" }], "amounts out of order"],
    [
      "low.1.percent",
      [
        { percent: 20, meter: "a" },
        { percent: 30, meter: "a" },
      ],
      "a meter out of order",
    ],
    ["low.0.below", [{ below: "5 EUR" }], "an amount with a unit"],
    ["low.0", [{ below: "5", unit: "EUR" }], "a unit, which is always the meter's own"],
    ["low.1", [{ percent: 50 }, {}], "a floor without a bound"],
    ["low.1", [{ percent: 50 }, { meter: "credits" }], "a meter without a bound"],
    ["low.0.percent", [{ percent: 101 }], "a share above the limit"],
    ["low.0", ["50 %"], "a text"],
  ];
  for (const [field, low, why] of wrongFloors) {
    it(`parseAccounts names ${field} for ${why}`, () => {
      assert.deepEqual(broken({ low }), [{ index: 0, name: "poof", field, reason: "invalid" }]);
    });
  }

  const wrong = {
    id: [1, "", "_a", "a__b", "a b", "../poof", "a--b", "-a", "a-", "ä", "a".repeat(65)],
    provider: [1, null],
    label: [1, "", "   ", "l".repeat(81)],
    baseUrl: [1, null],
    refreshMinutes: [0, 0.9, "5", Number.NaN, 100_001],
    pinned: ["yes", 1],
    meters: ["credits", [1]],
    low: [5, "10%"],
    alerts: ["none", { lo: true }],
  };
  for (const [field, values] of Object.entries(wrong)) {
    it(`parseAccounts names ${field} when it is invalid`, () => {
      for (const value of values) {
        const [found] = broken({ [field]: value });
        assert.equal(found?.reason, "invalid", `${value}`);
        assert.equal(found?.field?.split(".")[0], field);
      }
    });
  }

  it("parseAccounts names the invalid part of a threshold", () => {
    for (const [name, value] of [
      ["below", 12],
      ["below", "-1"],
      ["below", "1,5"],
      ["below", "1e3"],
      ["percent", -1],
      ["percent", 101],
      ["percent", "10"],
      ["meter", 1],
    ] as const) {
      assert.equal(broken({ low: { [name]: value } })[0]?.field, `low.${name}`);
    }
  });

  it("parseAccounts takes the first of two entries with one id", () => {
    const found = parse([entry, { ...entry, label: "Again" }]);
    assert.deepEqual(found.accounts, [entry]);
    assert.deepEqual(found.invalid, [{ index: 1, name: "poof", field: "id", reason: "duplicate" }]);
  });

  it("parseAccounts leaves an id free that only an invalid entry uses", () => {
    const found = parse([{ ...entry, provider: "gone" }, entry]);
    assert.deepEqual(found.accounts, [entry]);
    assert.deepEqual(found.invalid, [
      { index: 0, name: "poof", field: "provider", reason: "unknownProvider" },
    ]);
  });

  it("parseAccounts names an entry without an id by its label, in at most 80 characters", () => {
    assert.equal(parse([{ provider: "poof", label: "Mine" }]).invalid[0]?.name, "Mine");
    assert.equal(parse([{ id: "x".repeat(500) }]).invalid[0]?.name?.length, 80);
  });
});
