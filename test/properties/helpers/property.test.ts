import assert from "node:assert/strict";
import fc from "fast-check";
import { property } from "./property.ts";

describe("a property", () => {
  const small = property("numbers are small", fc.nat(), (value) => assert.ok(value < 10));

  it("is broken by the smallest value that breaks it", async () => {
    const { failure } = await small.try({ cases: 100, seed: 1 });
    assert.equal(failure?.example, "10");
    const { seed, path } = failure;
    const again = await small.try({ cases: 1, seed, path });
    assert.equal(again.failure?.example, "10");
  });

  it("is not broken by having no time to be tried", async () => {
    assert.deepEqual(await small.try({ cases: 100, seed: 1, limitMs: 0 }), { cases: 0 });
  });
});
