import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { pollerBench } from "../../../../helpers/createPollerHarness.ts";
import { account, minuteMs } from "./helpers/startPoller.ts";

describe("the poller and a bug", () => {
  it("tells a thrown exception once and waits it out like a failure", async () => {
    const { clock, dice, poller, reader, bugs } = pollerBench([account]);
    dice.next = 1;
    reader.outcome = () => {
      throw new Error("a bug");
    };
    await poller.start();
    await clock.pass(9 * minuteMs);
    assert.equal(reader.reads.length, 1);
    assert.equal(bugs.length, 1);
    assert.deepEqual(poller.statuses()[0]?.failure, { kind: "unreachable", reason: "internal" });
    await clock.pass(minuteMs);
    assert.equal(reader.reads.length, 2);
  });

  it("goes on reading when somebody who is told of a reading throws", async () => {
    const { clock, poller, reader, bugs } = pollerBench([account]);
    poller.onDidChange(() => {
      throw new Error("a bug in the status bar");
    });
    await poller.start();
    await clock.pass(21 * minuteMs);
    assert.equal(reader.reads.length, 5);
    assert.ok(bugs.length > 0);
  });

  it("goes on reading when nothing can be kept", async () => {
    const { clock, attempts, poller, reader, bugs } = pollerBench([account]);
    attempts.save = () => Promise.reject(new Error("a bug in the store"));
    await poller.start();
    await clock.pass(11 * minuteMs);
    await poller.refresh();
    assert.equal(reader.reads.length, 4);
    assert.equal(bugs.length, 4);
    assert.equal(poller.statuses()[0]?.failure, undefined);
  });
});
