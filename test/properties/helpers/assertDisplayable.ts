import assert from "node:assert/strict";
import type { Failure } from "../../../src/core/readings/failure.ts";
import { dayMs } from "../../../src/core/time/durations.ts";
import { fixedNowMs as nowMs } from "./instants.ts";
import { canary } from "./mutatedJson.ts";

/** Checks that a failure may be displayed, logged and stored: it has no key, no odd characters and no NaN. */
export function assertDisplayable(failure: Failure): void {
  for (const [name, value] of Object.entries(failure)) {
    if (typeof value === "number") assert.ok(Number.isFinite(value), `${name} ${value}`);
    if (typeof value !== "string") continue;
    assert.ok(!value.includes(canary), name);
    assert.ok(value.length <= 300 && value.isWellFormed() && !/[\p{Cc}\u2028\u202e]/u.test(value), name);
  }
  if ("status" in failure && failure.status !== undefined) {
    assert.ok(Number.isInteger(failure.status) && failure.status >= 100 && failure.status < 600);
  }
  if (failure.kind === "rateLimited") {
    assert.ok(failure.retryAtMs > nowMs && failure.retryAtMs <= nowMs + dayMs);
  }
}
