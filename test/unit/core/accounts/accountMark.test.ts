import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { markOf, marksOf } from "../../../../src/core/accounts/accountMark.ts";

describe("the mark of an account", () => {
  const rejected = { kind: "keyRejected" } as const;
  const failed = { kind: "providerError" } as const;

  it("the mark is the level of an account that can be read", () => {
    for (const level of ["ok", "low", "empty", "unknown"] as const) {
      assert.equal(markOf({ level }), level);
      assert.deepEqual(marksOf({ level }), [level]);
    }
  });

  it("the mark of an account that cannot be read says so, and never ok", () => {
    assert.equal(markOf({ level: "unknown", problem: failed }), "failing");
    assert.equal(markOf({ level: "unknown", problem: rejected }), "needsUser");
    // The level of an older state.
    assert.deepEqual(marksOf({ level: "ok", problem: failed }), ["failing"]);
  });

  it("empty comes before a key, a key before low, and low before a failure; words say both", () => {
    assert.equal(markOf({ level: "empty", problem: rejected }), "empty");
    assert.equal(markOf({ level: "low", problem: rejected }), "needsUser");
    assert.equal(markOf({ level: "low", problem: failed }), "low");
    assert.deepEqual(marksOf({ level: "low", problem: failed }), ["low", "failing"]);
    assert.deepEqual(marksOf({ level: "empty", problem: rejected }), ["empty", "needsUser"]);
  });
});
