import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { amountOf } from "../../../../src/core/money/amount.ts";
import { formatExact } from "../../../../src/core/money/formatAmount.ts";

const shown = (unit: { kind: "currency" | "credits"; code: string }, locale: string) =>
  formatExact(amountOf("5"), unit, locale);

describe("the sign of a currency", () => {
  it("a sign that several currencies share means one of them", () => {
    for (const locale of ["en", "de", "ja", "th", "zh-cn", "bg"]) {
      const texts = ["USD", "CAD", "AUD", "HKD", "SGD", "CNY", "JPY"].map((code) =>
        shown({ kind: "currency", code }, locale),
      );
      assert.equal(new Set(texts).size, texts.length, `${locale}: ${texts.join(" ")}`);
    }
  });

  it("the dollar, the yen in Japan and the baht keep their short signs", () => {
    assert.equal(shown({ kind: "currency", code: "USD" }, "en"), "$5.00");
    assert.match(shown({ kind: "currency", code: "CNY" }, "zh-cn"), /^¥/);
    assert.match(shown({ kind: "currency", code: "THB" }, "en"), /฿/);
    assert.equal(shown({ kind: "currency", code: "CAD" }, "en-CA"), "$5.00");
  });

  it("percent is shown as such", () => {
    assert.equal(shown({ kind: "credits", code: "percent" }, "en"), "5%");
  });
});
