import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { currency } from "../../../../src/core/money/unit.ts";
import { unitFromCode } from "../../../../src/core/money/unitFromCode.ts";

describe("unitFromCode", () => {
  it("unitFromCode gives a currency for an ISO 4217 code in any case", () => {
    for (const code of ["EUR", "eur", "Usd", "JPY", "THB"]) {
      assert.deepEqual(unitFromCode(code), { kind: "currency", code: code.toUpperCase() });
      assert.deepEqual(unitFromCode(code), currency(code));
    }
  });

  it("unitFromCode gives credits and requests for their words in any case", () => {
    for (const code of ["", " ", "CREDITS", "credits", "Credit"]) {
      assert.deepEqual(unitFromCode(code), { kind: "credits" });
    }
    assert.deepEqual(unitFromCode("Requests"), { kind: "requests" });
  });

  it("unitFromCode keeps the name of any other unit, on one line and of at most 24 characters", () => {
    for (const code of ["USDT", "BTC", "hour", "second", "character", "token", "元", "__proto__"]) {
      assert.deepEqual(unitFromCode(code), { kind: "credits", code });
    }
    assert.deepEqual(unitFromCode("a\nb"), { kind: "credits", code: "a b" });
    assert.equal(unitFromCode("x".repeat(99)).code?.length, 24);
  });
});
