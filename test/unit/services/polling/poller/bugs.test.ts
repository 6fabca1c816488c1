import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { minuteMs } from "../../../../../src/core/time/durations.ts";
import { createPollerHarness } from "../../../../helpers/pollerHarness.ts";
import { account } from "./helpers/startPoller.ts";

describe("the poller and a bug", () => {
  it("the poller reports a thrown exception once and backs off as after a failure", async () => {
    const { clock, random, poller, reader, bugs } = createPollerHarness([account]);
    random.next = 1;
    reader.outcome = () => {
      throw new Error("a bug");
    };
    await poller.start();
    await clock.advance(9 * minuteMs);
    assert.equal(reader.reads.length, 1);
    assert.equal(bugs.length, 1);
    assert.deepEqual(poller.statuses()[0]?.failure, { kind: "unreachable", reason: "internal" });
    await clock.advance(minuteMs);
    assert.equal(reader.reads.length, 2);
  });

  it("the poller continues when a listener throws", async () => {
    const { clock, poller, reader, bugs } = createPollerHarness([account]);
    poller.onDidChange(() => {
      throw new Error("a bug in the status bar");
    });
    await poller.start();
    await clock.advance(21 * minuteMs);
    assert.equal(reader.reads.length, 5);
    assert.ok(bugs.length > 0);
  });

  it("the poller continues when nothing can be stored", async () => {
    const { clock, attemptStore, poller, reader, bugs } = createPollerHarness([account]);
    attemptStore.save = () => Promise.reject(new Error("a bug in the store"));
    await poller.start();
    await clock.advance(11 * minuteMs);
    await poller.refresh();
    assert.equal(reader.reads.length, 4);
    assert.equal(bugs.length, 4);
    assert.equal(poller.statuses()[0]?.failure, undefined);
  });
});
