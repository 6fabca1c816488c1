import assert from "node:assert/strict";
import { globSync } from "node:fs";
import path from "node:path";
import { describe, it } from "mocha";
import { root } from "../../scripts/helpers/root.ts";
import { oldestPart, parseSelection, steps } from "../../scripts/test/selection.ts";

const stepsOf = (...args: readonly string[]) => steps.filter(parseSelection(args).includes);

describe("the selection of tests", () => {
  it("npm test runs every step, on both hosts and both versions of Node", () => {
    assert.deepEqual(stepsOf(), steps);
    const suites = ["types", "lint", "unit", "integration", "webview", "e2e"];
    assert.deepEqual(new Set(steps), new Set([...suites, "integration on oldest", "unit on oldest"]));
    assert.equal(new Set(steps).size, steps.length);
    assert.equal(parseSelection([]).isOldestNamed, false);
  });

  it("a text over titles leaves out checks and the oldest VS Code, which takes long to start", () => {
    const named = stepsOf("--grep", "status bar");
    assert.deepEqual(named, ["e2e", "integration", "unit", "webview", "unit on oldest"]);
  });

  it("a named suite runs on the current host, and on the oldest one where that is named", () => {
    assert.deepEqual(stepsOf("integration"), ["integration"]);
    assert.deepEqual(stepsOf("integration", "--host", "oldest"), ["integration on oldest"]);
    assert.equal(parseSelection(["integration", "--host", "oldest"]).isOldestNamed, true);
    assert.deepEqual(stepsOf("--host", "oldest"), ["integration on oldest", "unit on oldest"]);
  });

  it("a suite or host that does not exist, or does not run on the oldest host, is an error that names the others", () => {
    assert.throws(() => parseSelection(["unti"]), /No suite unti; there are types, lint, unit/);
    assert.throws(() => parseSelection(["--host", "old"]), /No host old; there are current, oldest/);
    assert.throws(
      () => parseSelection(["e2e", "--host", "oldest"]),
      /runs only the suites unit .* integration/,
    );
  });

  it("the part for the oldest VS Code names test files that exist", () => {
    const names = oldestPart.slice(1, -1).split(",");
    const files = globSync(`${oldestPart}.test.ts`, { cwd: path.join(root, "test", "integration") });
    assert.equal(files.length, names.length);
    for (const needed of ["history", "ledger", "sessions", "setKey", "checkCredits"])
      assert.ok(names.includes(needed));
  });
});
