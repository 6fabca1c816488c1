import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { listFields, parsePointer, resolvePointer } from "../../../../src/providers/declared/jsonPointer.ts";
import { parseExactJson } from "../../../../src/providers/http/exactJson.ts";

describe("listFields", () => {
  const text = `{"a":{"b/c":[1.50,"x\\ny",null]},"d~e":true,"none":{},"empty":[],"":0}`;

  it("listFields lists every value with its pointer and its digits", () => {
    assert.deepEqual(
      listFields(parseExactJson(text)).map(({ pointer, value }) => [pointer, value]),
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

  it("listFields gives pointers that resolve to their values", () => {
    const body = parseExactJson(text);
    for (const { pointer, value } of listFields(body)) {
      const found = resolvePointer(body, parsePointer(pointer)?.tokens ?? []);
      assert.equal(typeof found === "object" && found !== null ? String(value) : value, value, pointer);
      assert.notEqual(found, undefined, pointer);
    }
  });

  it("listFields lists at most 500 values and cuts long ones", () => {
    const many = parseExactJson(JSON.stringify(Array.from({ length: 5000 }, (_, index) => index)));
    assert.equal(listFields(many).length, 500);
    assert.ok((listFields("x".repeat(10_000))[0]?.value.length ?? 0) <= 300);
  });
});
