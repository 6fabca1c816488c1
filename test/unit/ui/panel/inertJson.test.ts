import assert from "node:assert/strict";
import { escapeForScript } from "../../../../src/ui/panel/html.ts";

describe("inertJson", () => {
  it("is the same value to whoever parses it, and no markup to whoever does not", () => {
    const hostile = { label: '</script><script>alert("1")</script><!--', amount: "1.50" };
    assert.deepEqual(JSON.parse(escapeForScript(hostile)), hostile);
    assert.doesNotMatch(escapeForScript(hostile), /</);
  });
});
