import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { logBug, logUnreadableHeaders } from "../../../../src/ui/diagnostics/log.ts";

function logged(error: unknown): string {
  const lines: string[] = [];
  logBug({ error: (line: string) => lines.push(line) }, error);
  return lines.join("\n");
}

describe("a bug in the log", () => {
  it("the log names the type of a bug and where it happened", () => {
    assert.match(logged(new TypeError("odd")), /^TypeError\n\s+at .*log\.test\.ts/);
  });

  it("the log omits the message of a bug, also where it looks like a stack frame", () => {
    for (const message of ["pk_secret", "odd\n    at pk_secret\n    at $& pk_secret"]) {
      const text = logged(new TypeError(message));
      assert.doesNotMatch(text, /pk_secret/);
      assert.match(text, /log\.test\.ts/);
    }
    assert.doesNotMatch(logged("pk_secret"), /pk_secret/);
  });
});

describe("a header of nonsense in the log", () => {
  it("the log names the header and its host", () => {
    const lines: string[] = [];
    logUnreadableHeaders({ warn: (line) => lines.push(line) }, "api.example.com", [
      "retry-after",
      "ratelimit",
    ]);
    assert.deepEqual(lines, ["api.example.com: ignored, not readable as a wait: retry-after, ratelimit"]);
  });
});
