import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { sparkline } from "../../../../src/core/history/sparkline.ts";

describe("a sparkline", () => {
  it("the greatest value has the highest bar, and only zero has the lowest", () => {
    assert.equal(sparkline([0, 1, 50, 100]), "▁▂▅█");
    assert.equal(sparkline([0.001, 1000]), "▂█");
    assert.equal(sparkline([0, 0]), "▁▁");
    assert.equal(sparkline([]), "");
  });
});
