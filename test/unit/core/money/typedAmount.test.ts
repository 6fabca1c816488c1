import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { amountStyleOf, parseTypedAmount } from "../../../../src/core/money/typedAmount.ts";

const dollars = ["USD", "$", "US$"];

describe("an amount as a person types it", () => {
  const readable = [
    ["en", "10", "10"],
    ["en", "$10", "10"],
    ["en", "10 USD", "10"],
    ["en", "usd 10", "10"],
    ["en", "2.50", "2.50"],
    ["en", "1,000", "1000"],
    ["en", "$1,234.56", "1234.56"],
    ["en-IN", "12,34,567", "1234567"],
    ["de", "5,50", "5.50"],
    ["de", "5,50 $", "5.50"],
    ["de", "1.000", "1000"],
    ["de", "1.234,5", "1234.5"],
    ["de", "2.50", "2.50"],
    ["fr", "1 234,5", "1234.5"],
    ["fr", "1\u202f234", "1234"],
    ["de-CH", "1’000", "1000"],
    ["de-CH", "1'000", "1000"],
    ["bg", "5,5", "5.5"],
    ["ja", "＄１０", "10"],
    ["ja", "１０．５", "10.5"],
  ] as const;
  for (const [locale, text, amount] of readable) {
    it(`${locale}: “${text}” is ${amount}`, () => {
      assert.equal(parseTypedAmount(text, amountStyleOf(locale, dollars)), amount);
    });
  }

  const nonsense = [
    "",
    "$",
    "ten",
    "-5",
    "+5",
    "1e3",
    "€10",
    "10 EUR",
    "$10 $",
    "1,00,0",
    "2,50",
    "1.2.3",
    "1 000",
    "0x10",
    "NaN",
    "10 credits",
  ];
  for (const text of nonsense) {
    it(`en: “${text}” is no amount`, () => {
      assert.equal(parseTypedAmount(text, amountStyleOf("en", dollars)), undefined);
    });
  }

  it("the unit's own words may stand beside the number", () => {
    const style = amountStyleOf("de", ["Credit", "Credits", "分"]);
    assert.equal(parseTypedAmount("100 Credits", style), "100");
    assert.equal(parseTypedAmount("100分", style), "100");
    assert.equal(parseTypedAmount("Credits", style), undefined);
  });
});
