import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { Numeral, parseExactJson } from "../../../../src/providers/http/exactJson.ts";
import { parseSlicedJson, TooManyValuesError } from "../../../../src/providers/http/slicedJson.ts";

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

  it("the sliced parser tells escaped quotes from the end of a text, after any number of backslashes", async () => {
    const rest = String.raw`","after\\":["\"",""," \\\" ","\\\\"],"\"":1}`;
    for (const count of [0, 2, 4000, 65_534, 65_536, 65_538, 131_072, 300_000]) {
      for (const quotes of [0, 1, 3]) {
        const text = `{"a":"${String.raw`\\`.repeat(count / 2)}${String.raw`\"`.repeat(quotes)}${rest}`;
        const expected = parseExactJson(text) as { a: string };
        if (expected.a.length > 2000) expected.a = "…";
        const body = (await parseSlicedJson(text)) as { a: string };
        if (body.a.length > 2000) body.a = "…";
        assert.deepEqual(body, expected, `${count} ${quotes}`);
      }
    }
  });

  it("the sliced parser refuses control characters in texts, and a number that is too long is no number", async () => {
    for (const text of ['"a\nb"', '{"a\tb":1}', '["\u0000"]']) {
      await assert.rejects(parseSlicedJson(text), SyntaxError);
    }
    assert.deepEqual(await parseSlicedJson(`[${"7".repeat(5000)},1]`), ["…", new Numeral("1")]);
  });

  it("other work runs while the sliced parser reads four mebibytes", async () => {
    const size = 4 * 1_048_576;
    const fill = (part: string) => part.repeat(Math.floor(size / part.length));
    for (const text of [
      `[${fill('{"a":"b","c":"some text that is not short"},')}0]`,
      `["${fill('\\"')}"]`,
      `[${fill(`"${"\\u0041".repeat(500)}",`)}0]`,
    ]) {
      let turns = 0;
      const watch = setInterval(() => {
        turns += 1;
      }, 0);
      await parseSlicedJson(text, ["acme_7c9e6679f0c2"]).finally(() => clearInterval(watch));
      assert.ok(turns >= 2, `${text.slice(0, 20)}: ${turns} turns`);
    }
  });

  it("the sliced parser stops at more values than any reply has", async () => {
    const values = (count: number) => `[${"0,".repeat(count - 2)}0]`;
    assert.equal(((await parseSlicedJson(values(300_000))) as unknown[]).length, 299_999);
    await assert.rejects(parseSlicedJson(values(300_001)), TooManyValuesError);
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
