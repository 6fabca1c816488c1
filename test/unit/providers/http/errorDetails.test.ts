import assert from "node:assert/strict";
import { describe, it } from "mocha";
import * as z from "zod/mini";
import { createErrorParser, sanitizeDetails } from "../../../../src/providers/http/errorDetails.ts";
import { optionalText } from "../../../../src/providers/http/fields.ts";

const parseError = createErrorParser(z.object({ code: optionalText, message: optionalText }), (body) => ({
  code: body.code,
  text: body.message,
}));

describe("createErrorParser", () => {
  it("the error parser keeps one detail when another is missing, null or of another type", () => {
    for (const code of [undefined, null, 5, ["x"], { code: "x" }]) {
      const details = sanitizeDetails(parseError({ code, message: "Go away." }));
      assert.deepEqual(details, { text: "Go away." });
    }
  });

  it("the error parser gives nothing for a body of another shape", () => {
    for (const body of [undefined, null, "text", 5, [], true]) {
      assert.deepEqual(sanitizeDetails(parseError(body)), {});
    }
  });
});

describe("sanitizeDetails", () => {
  it("error details become one line without control, direction and zero-width characters", () => {
    const text = "a\u0000b\r\nc\u202egnp.exe\u200b\u2028d\u001b[31m";
    assert.deepEqual(sanitizeDetails({ text }), { text: "a b c gnp.exe d [31m" });
  });

  it("long error details are cut, but no character is cut in half", () => {
    assert.equal(sanitizeDetails({ text: "x".repeat(5000) }).text, "x".repeat(300));
    assert.equal(sanitizeDetails({ text: `${"x".repeat(299)}🔑` }).text?.isWellFormed(), true);
  });

  it("empty error details are omitted", () => {
    assert.deepEqual(sanitizeDetails({ code: "", text: " \n", requestId: undefined, scope: "a:b" }), {
      scope: "a:b",
    });
  });
});
