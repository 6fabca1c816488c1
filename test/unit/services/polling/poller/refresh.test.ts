import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { failed } from "../../../../../src/core/readings/outcome.ts";
import { flushPromises } from "../../../../helpers/fakeClock.ts";
import { goodOutcome } from "../../../../helpers/gatedReader.ts";
import { accountOf, createPollerHarness } from "../../../../helpers/pollerHarness.ts";
import { account, startPoller } from "./helpers/startPoller.ts";

describe("refreshing", () => {
  it("a refresh reads one account or all, whatever the interval", async () => {
    const { poller, reader } = createPollerHarness([account, accountOf("other")]);
    await poller.start();
    await flushPromises();
    await poller.refresh("other");
    await poller.refresh();
    await poller.refresh("gone");
    assert.deepEqual(
      reader.reads.map(({ accountId }) => accountId),
      ["poof", "other", "other", "poof", "other"],
    );
  });

  it("a refresh shares the reading in progress, and resolves with it", async () => {
    const { poller, reader } = createPollerHarness([account]);
    reader.isPaused = true;
    await poller.start();
    await flushPromises();
    let isDone = false;
    const both = Promise.all([poller.refresh(), poller.refresh("poof")]).then(() => {
      isDone = true;
    });
    await flushPromises();
    assert.equal(isDone, false);
    assert.equal(reader.reads.length, 1);
    reader.reads[0]?.answer(goodOutcome("3"));
    await both;
    assert.equal(poller.statuses()[0]?.reading?.snapshot.meters[0].remaining, "3");
  });

  it("a refresh resolves when the reading fails, and the last good value stays", async () => {
    const { poller, reader } = await startPoller();
    reader.outcome = () => failed({ kind: "providerError", status: 500 });
    await poller.refresh();
    const [status] = poller.statuses();
    assert.equal(status?.reading?.snapshot.meters[0].remaining, "1");
    assert.equal(status?.failure?.kind, "providerError");
    reader.outcome = () => goodOutcome("2");
    await poller.refresh();
    assert.equal(poller.statuses()[0]?.failure, undefined);
  });

  it("a refresh ends a back-off, because the user asked for it", async () => {
    const { poller, reader } = await startPoller();
    reader.outcome = () => failed({ kind: "timeout", seconds: 15 });
    await poller.refresh();
    await poller.refresh();
    assert.equal(reader.reads.length, 3);
  });
});
