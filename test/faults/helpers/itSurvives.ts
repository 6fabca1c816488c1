import assert from "node:assert/strict";
import { it } from "mocha";
import type { Failure } from "../../../src/core/readings/failure.ts";
import { isRetriedHourly, needsUserAction } from "../../../src/core/readings/failure.ts";
import { minuteMs } from "../../../src/core/time/durations.ts";
import { accountIds, defaultTimeLimitMs, type FaultHarness, goodReplies } from "./faultHarness.ts";
import type { Script } from "./scriptedServer.ts";

/** Longer than every back-off; a pause that the provider asks for may last longer. */
const retryWithinMs = 90 * minuteMs;

export interface Fault {
  /** How every account's request is answered. */
  readonly script: Script;
  /** The failure that every account reports: the fields that matter. */
  readonly failure: Partial<Failure> & Pick<Failure, "kind">;
  /** The time limit of a request, for a fault that would last forever. */
  readonly limitMs?: number;
}

/**
 * One test: every account's provider fails over real connections. The last good values and their age stay,
 * an account that needs the user is not requested again, and after the fault every account is read again:
 * automatically where waiting helps, else once the user has acted.
 */
export function itSurvives(harness: () => FaultHarness, faultName: string, createFault: () => Fault): void {
  it(`every account recovers from ${faultName}`, async () => {
    const { server, poller, status, advance, withTimeLimit, takeRequestCounts, bugs } = harness();
    const { script, failure, limitMs = defaultTimeLimitMs } = createFault();
    server.script = goodReplies();
    await advance(retryWithinMs);
    const before = new Map(accountIds.map((id) => [id, status(id).reading]));
    server.script = script;
    await withTimeLimit(limitMs, () => advance(7 * minuteMs));
    for (const id of accountIds) {
      const { reading, failure: reported } = status(id);
      assert.ok(reported, `${id} reports no failure`);
      assert.deepEqual({ ...reported, ...failure }, reported, id);
      assert.ok(!JSON.stringify(reported).includes("canary_"), id);
      assert.deepEqual(reading, before.get(id), id);
    }
    const waitsForUser = (id: string) => {
      const { failure: reported } = status(id);
      return reported !== undefined && needsUserAction(reported.kind) && !isRetriedHourly(reported);
    };
    const waitingIds = accountIds.filter(waitsForUser);
    server.script = goodReplies();
    takeRequestCounts();
    await advance(retryWithinMs);
    const counts = takeRequestCounts();
    for (const id of waitingIds) {
      assert.equal(counts[id], undefined, `${id} was requested again before the user acted`);
    }
    await Promise.all(waitingIds.map((id) => poller.unblock(id)));
    for (const id of accountIds) {
      const { reading, failure: remaining } = status(id);
      assert.equal(remaining, undefined, id);
      assert.ok((reading?.readAtMs ?? 0) > (before.get(id)?.readAtMs ?? 0), id);
    }
    assert.deepEqual(bugs, []);
  });
}
