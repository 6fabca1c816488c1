import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { currency, unitFromCode } from "../../../../src/core/money/unit.ts";

describe("unitFromCode", () => {
  it("unitFromCode gives a currency for an ISO 4217 code in any case", () => {
    for (const code of ["EUR", "eur", "Usd", "JPY", "THB"]) {
      assert.deepEqual(unitFromCode(code), { kind: "currency", code: code.toUpperCase() });
      assert.deepEqual(unitFromCode(code), currency(code));
    }
  });

  it("unitFromCode gives credits for anything else", () => {
    for (const code of ["", "CREDITS", "credits", "XYZ", "€", "EU", "EURO", "__proto__"]) {
      assert.deepEqual(unitFromCode(code), { kind: "credits" });
    }
  });
});
