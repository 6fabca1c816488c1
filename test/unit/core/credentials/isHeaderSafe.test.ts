import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { isHeaderSafe } from "../../../../src/core/credentials/isHeaderSafe.ts";

describe("isHeaderSafe", () => {
  for (const text of ["pk_live_123", "!", "~", "eyJ.a-b_c.d==", "x".repeat(8192)]) {
    it(`isHeaderSafe accepts ${text.slice(0, 20)} (${text.length} characters)`, () =>
      assert.ok(isHeaderSafe(text)));
  }

  const invalid = ["", " ", "a b", "a\n", "\na", "a\r", "a\t", "a\u0000", "a\u007f", "ключ", "a\u00a0", "🔑"];
  for (const text of [...invalid, "x".repeat(8193)]) {
    it(`isHeaderSafe rejects ${JSON.stringify(text.slice(0, 20))} (${text.length} characters)`, () => {
      assert.equal(isHeaderSafe(text), false);
    });
  }

  it("isHeaderSafe accepts only text that the Headers class keeps unchanged", () => {
    for (let code = 0; code < 256; code += 1) {
      const text = `k${String.fromCharCode(code)}y`;
      if (isHeaderSafe(text)) assert.equal(new Headers({ "x-api-key": text }).get("x-api-key"), text);
    }
  });
});
