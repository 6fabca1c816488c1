import assert from "node:assert/strict";
import { describe, it } from "mocha";
import {
  definitionErrorOf,
  definitionOf,
  failureFrom,
  snapshotFrom,
} from "../../../helpers/declaredProvider.ts";

async function calculated(source: unknown, reply: unknown): Promise<string | null> {
  const meters = [{ id: "m", unit: "credits", remaining: source }];
  return (await snapshotFrom({ meters }, JSON.stringify(reply))).meters[0].remaining;
}

async function missingField(source: unknown, reply: unknown): Promise<unknown> {
  const meters = [{ id: "m", unit: "credits", remaining: source }];
  return (await failureFrom({ meters }, JSON.stringify(reply))) as unknown;
}

describe("a calculation", () => {
  for (const [what, source, reply, result] of [
    [
      "an operand with its own scale",
      { value: "/hard", minus: { value: "/usage", divideBy: 100 } },
      { hard: 20, usage: "639.4104" },
      "13.605896",
    ],
    [
      "money in units and nanos",
      { sum: ["/c/units", { value: "/c/nanos", divideBy: 1_000_000_000 }] },
      { c: { units: "1", nanos: 33_292_280 } },
      "1.03329228",
    ],
    ["a fixed number", { value: 100, minus: "/percent" }, { percent: 25.5 }, "74.5"],
    ["a share as percent", { value: 1, minus: "/ratio", multiplyBy: 100 }, { ratio: "0.0338" }, "96.62"],
    ["several subtrahends", { value: "/a", minus: ["/b", "/c"] }, { a: 10, b: 1, c: 2.5 }, "6.5"],
    ["the smallest", { min: ["/a", "/b", "/none"] }, { a: 10, b: 9.5 }, "9.5"],
    ["the largest", { max: ["/a", "/b"] }, { a: "10", b: 9.5 }, "10"],
    ["no sign", { value: "/a", abs: true }, { a: "-135" }, "135"],
    ["a floor", { value: "/a", minus: "/b", atLeast: 0 }, { a: 1, b: 3 }, "0"],
    ["an absent operand as zero", { value: "/a", minus: { value: "/b", orZero: true } }, { a: 7 }, "7"],
    ["only nulls as zero", { sum: ["/a", "/b"] }, { a: null, b: null }, "0"],
    ["a quotient with many digits", { value: "/a", divideBy: 1_048_576 }, { a: 1 }, "0.00000095367431640625"],
    [
      "a quotient by a value of the reply",
      { value: "/a", divideBy: "/per" },
      { a: 24997909, per: 500000 },
      "49.995818",
    ],
    [
      "the first alternative that applies",
      {
        value: [
          { value: "/in", when: { at: "/type", is: ["credit"] } },
          { value: "/in", negate: true },
        ],
      },
      { in: 5, type: "debit" },
      "-5",
    ],
    [
      "a sum over arrays within arrays",
      {
        sumOf: {
          each: ["/data", "/results"],
          value: "/amount/value",
          where: { at: "/amount/currency", is: ["usd"] },
        },
      },
      {
        data: [
          {
            results: [
              { amount: { value: "12.50", currency: "usd" } },
              { amount: { value: 1, currency: "eur" } },
            ],
          },
          { results: [] },
          { results: [{ amount: { value: 4, currency: "usd" } }] },
        ],
      },
      "16.5",
    ],
    ["an empty array as zero", { sumOf: { each: "/data", value: "/v" } }, { data: [] }, "0"],
    ["money as text", { value: "/a", money: true }, { a: "$35.30" }, "35.3"],
    ["a number with an exponent", "/a", { a: "1e-7" }, "0.0000001"],
    ["a number with a large exponent", "/a", { a: "-2.5E+3" }, "-2500"],
    ["a number between blanks", "/a", { a: "  12.50\n" }, "12.5"],
    ["a number with a plus", "/a", { a: "+0.30" }, "0.3"],
    ["a negative zero", "/a", { a: "-0.00" }, "0"],
    [
      "fifty decimals",
      { value: "/a", minus: "/b" },
      { a: `0.${"1".repeat(50)}`, b: `0.${"1".repeat(49)}` },
      `0.${"0".repeat(49)}1`,
    ],
    ["separators of thousands, as money", { value: "/a", money: true }, { a: "1,234,567.80" }, "1234567.8"],
    ["micro-units", { value: "/a", divideBy: 1_000_000 }, { a: "-1" }, "-0.000001"],
  ] as const) {
    it(`a calculation reads ${what}`, async () => {
      assert.equal(await calculated(source, reply), result);
    });
  }

  it("a calculation names the operand that is really missing", async () => {
    const missing = (field: string) => ({ kind: "badResponse", reason: "missingField", field });
    const source = { value: "/limit", minus: "/used" };
    assert.deepEqual(await missingField(source, { limit: 5 }), missing("/used"));
    assert.deepEqual(await missingField(source, { used: 5 }), missing("/limit"));
    const sum = { sumOf: { each: "/rows", value: "/cost" } };
    assert.deepEqual(await missingField(sum, { rows: [{ cost: 1 }, {}] }), missing("/cost"));
    assert.deepEqual(await missingField(sum, {}), missing("/rows"));
    assert.deepEqual(
      await missingField({ value: "/a", divideBy: "/per" }, { a: 1, per: 0 }),
      missing("/per"),
    );
  });

  it("a calculation over more than 10,000 elements is refused, because it would block", async () => {
    const reply = { rows: Array.from({ length: 10_001 }, () => 1) };
    assert.deepEqual(await missingField({ sumOf: { each: "/rows", value: "" } }, reply), {
      kind: "badResponse",
      reason: "tooMany",
      field: "/rows",
    });
  });

  for (const [what, remaining, field] of [
    ["two starts", { value: "/a", sum: ["/b"] }, "meters.0.remaining"],
    ["no start", { minus: "/a" }, "meters.0.remaining"],
    ["two starts within", { value: "/a", minus: { value: "/a", max: ["/b"] } }, "meters.0.remaining.minus"],
    ["a division by zero", { value: "/a", divideBy: 0 }, "meters.0.remaining.divideBy"],
  ] as const) {
    it(`a calculation with ${what} is refused with the field's name`, () => {
      const meters = [{ id: "m", unit: "credits", remaining }];
      assert.deepEqual(definitionErrorOf(definitionOf({ meters })), { field, reason: "invalid" });
    });
  }
});
