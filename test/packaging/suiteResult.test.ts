import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { countEvents, summary } from "../../scripts/test/suiteResult.ts";
import type { TestEvent } from "../../scripts/test/testEvents.ts";

const start: TestEvent = { kind: "start", runtime: "Node v24.0.0" };
const failed = (title: string, kind: "fail" | "retry", detail = "5 !== 6"): TestEvent => ({
  kind,
  title,
  detail,
});

describe("the result of a suite", () => {
  it("a test that passes at the second try is counted once, as passed, and named", () => {
    const result = countEvents("e2e", [start, failed("one", "retry"), { kind: "pass", title: "one", ms: 3 }]);
    assert.deepEqual(result.failures, []);
    assert.deepEqual(
      result.unsure.map(({ title, detail }) => [title, detail]),
      [["one", "5 !== 6"]],
    );
    assert.equal(summary(result), "✓ e2e: 1 passed, 0 failed, 1 at the second try (Node v24.0.0)");
  });

  it("a test that fails twice is one failure, and both reasons are told", () => {
    const result = countEvents("e2e", [
      start,
      failed("one", "retry", "timeout"),
      failed("one", "fail"),
      failed("two", "fail"),
    ]);
    assert.deepEqual(
      result.failures.map(({ title, detail }) => [title, detail]),
      [
        ["one", "timeout\nand at the second try:\n5 !== 6"],
        ["two", "5 !== 6"],
      ],
    );
    assert.deepEqual(result.unsure, []);
    assert.equal(summary(result), "✗ e2e: 0 passed, 2 failed (Node v24.0.0)");
  });
});
