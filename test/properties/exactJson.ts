import assert from "node:assert/strict";
import fc from "fast-check";
import { isHeaderSafe } from "../../src/core/credentials/isHeaderSafe.ts";
import { Numeral, parseExactJson } from "../../src/providers/http/exactJson.ts";
import { readBody } from "../../src/providers/http/readBody.ts";
import { fixtureTrees } from "./helpers/fixtureTrees.ts";
import { type JsonTree, stringifyTree } from "./helpers/jsonTree.ts";
import { canary, mutatedJson } from "./helpers/mutatedJson.ts";
import { property } from "./helpers/property.ts";

const replies = mutatedJson(fixtureTrees("*/*"));

/** The value of a tree by JSON's rules: of duplicate names the last one counts. */
function expectedValue(tree: JsonTree): unknown {
  if (tree.kind === "list") return tree.items.map(expectedValue);
  if (tree.kind === "object")
    return Object.fromEntries(tree.fields.map(([name, value]) => [name, expectedValue(value)]));
  // Some leaves contain small documents.
  return /^[[{]/.test(tree.text) || !/\d$/.test(tree.text)
    ? parseExactJson(tree.text)
    : new Numeral(tree.text);
}

/** Cuts bytes into pieces at positions, which wrap around. */
function cut(bytes: Uint8Array, positions: readonly number[]): Uint8Array[] {
  const ends = [...positions.map((position) => position % (bytes.length + 1)), bytes.length].toSorted(
    (a, b) => a - b,
  );
  return ends.map((end, index) => bytes.subarray(ends[index - 1] ?? 0, end));
}

const anyPosition = fc.nat(1_000_000);

export const exactJsonProperties = [
  property("bodies: every digit and name of a body is parsed as written", replies, (tree) => {
    assert.deepEqual(parseExactJson(stringifyTree(tree)), expectedValue(tree));
  }),

  property("bodies: a key that a reply repeats is removed", replies, (tree) => {
    assert.ok(!JSON.stringify(parseExactJson(stringifyTree(tree), [canary])).includes(canary));
  }),

  property(
    "bodies: a body in pieces is read like a body in one piece, and broken bytes are a bad response",
    fc.tuple(
      replies,
      fc.array(anyPosition, { maxLength: 3 }),
      fc.option(fc.tuple(anyPosition, fc.nat(255))),
      fc.nat(4000),
    ),
    async ([tree, positions, error, maxBytes]) => {
      const bytes = Buffer.from(stringifyTree(tree));
      if (error && bytes.length > 0) bytes[error[0] % bytes.length] = error[1];
      const options = { maxBytes, contentType: "application/json", secrets: [] };
      const outcome = await readBody(ReadableStream.from(cut(bytes, positions)), options);
      const inOnePiece = await readBody(ReadableStream.from([bytes]), options);
      assert.deepEqual(outcome, inOnePiece);
      if (bytes.length > maxBytes)
        assert.deepEqual(outcome, { ok: false, failure: { kind: "tooLarge", limitBytes: maxBytes } });
      else if (!outcome.ok) assert.equal(outcome.failure.kind, "badResponse");
      if (!error && bytes.length <= maxBytes) assert.ok(outcome.ok);
    },
  ),

  property(
    "keys: a header accepts every key that counts as safe for headers",
    fc.string({ unit: "binary", maxLength: 12 }),
    (text) => {
      if (isHeaderSafe(text)) assert.equal(new Headers({ "x-api-key": text }).get("x-api-key"), text);
      else assert.ok(text === "" || /[^\x21-\x7e]/.test(text));
    },
  ),
];
