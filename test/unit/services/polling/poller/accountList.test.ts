import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { hourMs, minuteMs } from "../../../../../src/core/time/durations.ts";
import { flushPromises } from "../../../../helpers/fakeClock.ts";
import { goodOutcome } from "../../../../helpers/gatedReader.ts";
import { accountOf, createPollerHarness } from "../../../../helpers/pollerHarness.ts";
import { account, started } from "./helpers/startPoller.ts";

describe("the poller and the account list", () => {
  it("reads an added account, and lets the others be", async () => {
    const { settings, reader } = await started();
    settings.edit([accountOf("new"), account]);
    await flushPromises();
    assert.deepEqual(
      reader.reads.map(({ accountId }) => accountId),
      ["poof", "new"],
    );
  });

  it("follows the order, label and interval of the settings without reading again", async () => {
    const bench = createPollerHarness([account, accountOf("other")]);
    await bench.poller.start();
    bench.settings.edit([accountOf("other"), accountOf("poof", { label: "Mine", refreshMinutes: 60 })]);
    await flushPromises();
    const statuses = bench.poller.statuses();
    assert.deepEqual(
      statuses.map((status) => [status.account.label, status.intervalMs]),
      [
        ["other", 5 * minuteMs],
        ["Mine", hourMs],
      ],
    );
    assert.ok(statuses[1]?.reading);
    assert.equal(bench.reader.reads.length, 2);
  });

  it("cancels the reading of a removed account, and keeps nothing of it", async () => {
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

  it("does not even ask for an account that was removed while it waited in line", async () => {
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

  it("starts an account over when its base URL changes, and cancels what goes to the old one", async () => {
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
