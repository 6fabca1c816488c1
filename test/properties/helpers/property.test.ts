import assert from "node:assert/strict";
import fc from "fast-check";
import { describe, it } from "mocha";
import { property } from "./property.ts";

describe("a property", () => {
  const small = property("numbers are small", fc.nat(), (value) => assert.ok(value < 10));

  it("is broken by the smallest value that breaks it, again under the seed and path that it reports", async () => {
    const failure = await small.check({ numRuns: 100, seed: 1 }).catch((error: unknown) => String(error));
    assert.match(String(failure), /Counterexample: \[10\]/);
    const path = /--only "numbers are small" --seed 1 --path (\S+)/.exec(String(failure))?.[1];
    assert.ok(path);
    await assert.rejects(small.check({ numRuns: 1, seed: 1, path }), /Counterexample: \[10\]/);
  });

  it("is not broken when there is no time to check it", async () => {
    assert.equal(await small.check({ numRuns: 100, seed: 1, interruptAfterTimeLimit: 0 }), 0);
  });
});
