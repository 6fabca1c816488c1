import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { fieldsOf, follow, parsePointer } from "../../../../src/providers/declared/jsonPointer.ts";
import { parseExactJson } from "../../../../src/providers/http/exactJson.ts";

describe("fieldsOf", () => {
  const text = `{"a":{"b/c":[1.50,"x\\ny",null]},"d~e":true,"none":{},"empty":[],"":0}`;

  it("lists every value with its pointer, digits kept", () => {
    assert.deepEqual(
      fieldsOf(parseExactJson(text)).map(({ pointer, value }) => [pointer, value]),
      [
        ["/a/b~1c/0", "1.50"],
        ["/a/b~1c/1", `"x\\ny"`],
        ["/a/b~1c/2", "null"],
        ["/d~0e", "true"],
        ["/none", "{}"],
        ["/empty", "[]"],
        ["/", "0"],
      ],
    );
  });

  it("gives pointers that lead back to their values", () => {
    const body = parseExactJson(text);
    for (const { pointer, value } of fieldsOf(body)) {
      const found = follow(body, parsePointer(pointer)?.steps ?? []);
      assert.equal(typeof found === "object" && found !== null ? String(value) : value, value, pointer);
      assert.notEqual(found, undefined, pointer);
    }
  });

  it("ends", () => {
    const many = parseExactJson(JSON.stringify(Array.from({ length: 5000 }, (_, index) => index)));
    assert.equal(fieldsOf(many).length, 500);
    assert.ok((fieldsOf("x".repeat(10_000))[0]?.value.length ?? 0) <= 300);
  });
});
