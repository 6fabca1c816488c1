import assert from "node:assert/strict";
import { escapeForScript } from "../../../../src/ui/panel/html.ts";

describe("escapeForScript", () => {
  it("escapeForScript keeps the parsed value and leaves no markup in the text", () => {
    const hostile = { label: '</script><script>alert("1")</script><!--', amount: "1.50" };
    assert.deepEqual(JSON.parse(escapeForScript(hostile)), hostile);
    assert.doesNotMatch(escapeForScript(hostile), /</);
  });
});
