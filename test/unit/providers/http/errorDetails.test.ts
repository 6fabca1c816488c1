import assert from "node:assert/strict";
import { describe, it } from "mocha";
import * as z from "zod/mini";
import { parseErrorBody, sanitizeDetails } from "../../../../src/providers/http/errorDetails.ts";
import { word } from "../../../../src/providers/http/fields.ts";

const describeError = parseErrorBody(z.object({ code: word, message: word }), (body) => ({
  code: body.code,
  text: body.message,
}));

describe("errorWords", () => {
  it("keeps the words that are there when another is missing, null or of another type", () => {
    for (const code of [undefined, null, 5, ["x"], { code: "x" }]) {
      const said = sanitizeDetails(describeError({ code, message: "Go away." }));
      assert.deepEqual(said, { text: "Go away." });
    }
  });

  it("says nothing of a body of another shape", () => {
    for (const body of [undefined, null, "text", 5, [], true]) {
      assert.deepEqual(sanitizeDetails(describeError(body)), {});
    }
  });
});

describe("presentable", () => {
  it("makes one line without control, direction or zero-width characters", () => {
    const text = "a\u0000b\r\nc\u202egnp.exe\u200b\u2028d\u001b[31m";
    assert.deepEqual(sanitizeDetails({ text }), { text: "a b c gnp.exe d [31m" });
  });

  it("cuts long ones, and no character in half", () => {
    assert.equal(sanitizeDetails({ text: "x".repeat(5000) }).text, "x".repeat(300));
    assert.equal(sanitizeDetails({ text: `${"x".repeat(299)}🔑` }).text?.isWellFormed(), true);
  });

  it("leaves out empty ones", () => {
    assert.deepEqual(sanitizeDetails({ code: "", text: " \n", requestId: undefined, scope: "a:b" }), {
      scope: "a:b",
    });
  });
});
