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

/** What a reader that knows JSON's rules makes of a tree: of duplicate names the last counts. */
function expectedValue(tree: JsonTree): unknown {
  if (tree.kind === "list") return tree.items.map(expectedValue);
  if (tree.kind === "object")
    return Object.fromEntries(tree.fields.map(([name, value]) => [name, expectedValue(value)]));
  // Some leaves are small documents.
  return /^[[{]/.test(tree.text) || !/\d$/.test(tree.text)
    ? parseExactJson(tree.text)
    : new Numeral(tree.text);
}

/** Cuts bytes at the given places. */
function cut(bytes: Uint8Array, places: readonly number[]): Uint8Array[] {
  const ends = [...places.map((place) => place % (bytes.length + 1)), bytes.length].toSorted((a, b) => a - b);
  return ends.map((end, index) => bytes.subarray(ends[index - 1] ?? 0, end));
}

const chance = fc.nat(1_000_000);

export const exactJsonProperties = [
  property("bodies: every digit and name is read as it is written", replies, (tree) => {
    assert.deepEqual(parseExactJson(stringifyTree(tree)), expectedValue(tree));
  }),

  property("bodies: no key that a reply repeats is left in it", replies, (tree) => {
    assert.ok(!JSON.stringify(parseExactJson(stringifyTree(tree), [canary])).includes(canary));
  }),

  property(
    "bodies: what comes in pieces is what comes at once, and broken bytes are a bad response",
    fc.tuple(
      replies,
      fc.array(chance, { maxLength: 3 }),
      fc.option(fc.tuple(chance, fc.nat(255))),
      fc.nat(4000),
    ),
    async ([tree, places, flaw, maxBytes]) => {
      const bytes = Buffer.from(stringifyTree(tree));
      if (flaw && bytes.length > 0) bytes[flaw[0] % bytes.length] = flaw[1];
      const options = { maxBytes, contentType: "application/json", secrets: [] };
      const outcome = await readBody(ReadableStream.from(cut(bytes, places)), options);
      const whole = await readBody(ReadableStream.from([bytes]), options);
      assert.deepEqual(outcome, whole);
      if (bytes.length > maxBytes)
        assert.deepEqual(outcome, { ok: false, failure: { kind: "tooLarge", limitBytes: maxBytes } });
      else if (!outcome.ok) assert.equal(outcome.failure.kind, "badResponse");
      if (!flaw && bytes.length <= maxBytes) assert.ok(outcome.ok);
    },
  ),

  property(
    "keys: what may go into a header is taken by one",
    fc.string({ unit: "binary", maxLength: 12 }),
    (text) => {
      if (isHeaderSafe(text)) assert.equal(new Headers({ "x-api-key": text }).get("x-api-key"), text);
      else assert.ok(text === "" || /[^\x21-\x7e]/.test(text));
    },
  ),
];
