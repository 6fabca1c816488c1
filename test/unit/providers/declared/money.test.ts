import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { parseMoney } from "../../../../src/providers/declared/money.ts";

describe("parseMoney", () => {
  it("money is read in every form that has one meaning", () => {
    const forms = {
      "$35.30": "35.3",
      "1,234.5 USD": "1234.5",
      "€ 12.50": "12.5",
      "12,50 €": "12.5",
      "1.234,56 €": "1234.56",
      "1 234,56 €": "1234.56",
      "$1,234,567": "1234567",
      "-$5.00": "-5",
      "$-5.00": "-5",
      "($5.00)": "-5",
      "US$0.005": "0.005",
      "42": "42",
    };
    for (const [text, amount] of Object.entries(forms)) assert.equal(parseMoney(text), amount, text);
  });

  it("money that countries read differently, or that is none, is refused", () => {
    for (const text of ["$1,234", "€ 1.234", "$", "free", "$1,23,4", "--5", "$12 of $20", "1.2.3"]) {
      assert.equal(parseMoney(text), undefined, text);
    }
  });
});
