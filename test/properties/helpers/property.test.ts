import assert from "node:assert/strict";
import fc from "fast-check";
import { describe, it } from "mocha";
import { property } from "./property.ts";

describe("a property", () => {
  const small = property("numbers are small", fc.nat(), (value) => assert.ok(value < 10));

  it("a broken property reports the smallest value that breaks it, with the seed and path to repeat it", async () => {
    const failure = await small.check({ numRuns: 100, seed: 1 }).catch((error: unknown) => String(error));
    assert.match(String(failure), /Counterexample: \[10\]/);
    const path = /--only "numbers are small" --seed 1 --path (\S+)/.exec(String(failure))?.[1];
    assert.ok(path);
    await assert.rejects(small.check({ numRuns: 1, seed: 1, path }), /Counterexample: \[10\]/);
  });

  it("a property without time for a check is not broken", async () => {
    assert.equal(await small.check({ numRuns: 100, seed: 1, interruptAfterTimeLimit: 0 }), 0);
  });
});
