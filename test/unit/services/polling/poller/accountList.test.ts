import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { hourMs, minuteMs } from "../../../../../src/core/time/durations.ts";
import { flushPromises } from "../../../../helpers/fakeClock.ts";
import { goodOutcome } from "../../../../helpers/gatedReader.ts";
import { accountOf, createPollerHarness } from "../../../../helpers/pollerHarness.ts";
import { account, startPoller } from "./helpers/startPoller.ts";

describe("the poller and the account list", () => {
  it("the poller reads an added account, and no other", async () => {
    const { settings, reader } = await startPoller();
    settings.edit([accountOf("new"), account]);
    await flushPromises();
    assert.deepEqual(
      reader.reads.map(({ accountId }) => accountId),
      ["poof", "new"],
    );
  });

  it("the poller follows order, label and interval of the settings without another reading", async () => {
    const harness = createPollerHarness([account, accountOf("other")]);
    await harness.poller.start();
    harness.settings.edit([accountOf("other"), accountOf("poof", { label: "Mine", refreshMinutes: 60 })]);
    await flushPromises();
    const statuses = harness.poller.statuses();
    assert.deepEqual(
      statuses.map((status) => [status.account.label, status.intervalMs]),
      [
        ["other", 5 * minuteMs],
        ["Mine", hourMs],
      ],
    );
    assert.ok(statuses[1]?.reading);
    assert.equal(harness.reader.reads.length, 2);
  });

  it("the poller cancels the reading of a removed account, and stores nothing of it", async () => {
    const { settings, poller, reader, attemptStore, reports, bugs } = createPollerHarness([account]);
    reader.isPaused = true;
    await poller.start();
    await flushPromises();
    settings.edit([]);
    await flushPromises();
    assert.equal(reader.reads[0]?.signal.aborted, true);
    assert.deepEqual(poller.statuses(), []);
    assert.equal(attemptStore.attempts.size + reports.length + bugs.length, 0);
  });

  it("the poller sends no request for an account that was removed while it waited", async () => {
    const ids = Array.from({ length: 7 }, (_, index) => `a-${index}`);
    const { settings, poller, reader } = createPollerHarness(ids.map((id) => accountOf(id)));
    reader.isPaused = true;
    await poller.start();
    settings.edit(ids.slice(0, 6).map((id) => accountOf(id)));
    await flushPromises();
    reader.reads[0]?.answer(goodOutcome("1"));
    await flushPromises();
    assert.equal(reader.reads.length, 6);
  });

  it("the poller starts an account again when its base URL changes, and cancels the old reading", async () => {
    const { settings, poller, reader } = createPollerHarness([account]);
    await poller.start();
    await flushPromises();
    reader.isPaused = true;
    const refresh = poller.refresh();
    await flushPromises();
    settings.edit([accountOf("poof", { baseUrl: "https://new.example" })]);
    await refresh;
    await flushPromises();
    assert.equal(poller.statuses()[0]?.reading?.snapshot.meters[0].remaining, "1");
    const [, old, fresh] = reader.reads;
    assert.equal(old?.signal.aborted, true);
    assert.equal(fresh?.signal.aborted, false);
    fresh?.answer(goodOutcome("9"));
    await flushPromises();
    assert.equal(poller.statuses()[0]?.reading?.snapshot.meters[0].remaining, "9");
  });
});
