import assert from "node:assert/strict";
import { inertJson } from "../../../../src/ui/panel/html.ts";

describe("inertJson", () => {
  it("is the same value to whoever parses it, and no markup to whoever does not", () => {
    const hostile = { label: '</script><script>alert("1")</script><!--', amount: "1.50" };
    assert.deepEqual(JSON.parse(inertJson(hostile)), hostile);
    assert.doesNotMatch(inertJson(hostile), /</);
  });
});
