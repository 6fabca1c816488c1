import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { parseExactJson } from "../../../../src/providers/http/exactJson.ts";
import { parseSlicedJson } from "../../../../src/providers/http/slicedJson.ts";

describe("parseSlicedJson", () => {
  it("the sliced parser reads what the other parser reads", async () => {
    for (const text of [
      `{"a":[1,2.50,-3e2,{"b":null}],"c":true,"d":false,"e":"x\\n\\u0041\\"","":{}, "f":[]}`,
      ` [ ] `,
      `"text"`,
      `0`,
      `{"__proto__":{"a":1}}`,
    ]) {
      assert.deepEqual(await parseSlicedJson(text), parseExactJson(text), text);
    }
  });

  it("the sliced parser refuses what is not JSON", async () => {
    for (const text of [
      "",
      "{",
      "[1,]",
      "{a:1}",
      "01",
      "[1]]",
      `"open`,
      "nul",
      `{"a" 1}`,
      "[".repeat(1000),
    ]) {
      await assert.rejects(parseSlicedJson(text), SyntaxError, text.slice(0, 10));
    }
  });

  it("the sliced parser redacts secrets and replaces texts that are too long", async () => {
    const secret = "acme_7c9e6679f0c2";
    const body = await parseSlicedJson(`{"a":"${secret}","b":"${"x".repeat(5000)}","${secret}":1}`, [secret]);
    assert.ok(!JSON.stringify(body).includes(secret));
    assert.equal((body as { b: string }).b, "…");
  });
});
