import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { failed } from "../../../../../src/core/readings/outcome.ts";
import { hourMs, minuteMs } from "../../../../../src/core/time/durations.ts";
import { goodOutcome } from "../../../../helpers/gatedReader.ts";
import { accountOf } from "../../../../helpers/pollerHarness.ts";
import { startPoller } from "./helpers/startPoller.ts";

describe("the poller and a clock that is set back", () => {
  it("the poller waits no longer than asked when the clock was a day ahead at the time", async () => {
    const { clock, poller, reader } = await startPoller();
    const failure = () => poller.statuses()[0]?.failure;
    clock.jump(24 * hourMs);
    const retryAtMs = clock.now() + 10 * minuteMs;
    reader.outcome = () => failed({ kind: "rateLimited", status: 429, retryAtMs });
    await clock.advance(20_000);
    reader.outcome = () => goodOutcome("2");
    clock.jump(-24 * hourMs);
    await clock.advance(9 * minuteMs);
    await poller.refresh();
    assert.equal(failure()?.kind, "rateLimited");
    // And the interval over which clients are spread after the pause.
    await clock.advance(4 * minuteMs);
    assert.equal(failure(), undefined);
  });

  it("the poller keeps a pause of the ledger as long as asked, however often it is repeated", async () => {
    const { clock, attemptStore, poller, reader } = await startPoller();
    clock.jump(24 * hourMs);
    poller.holdUntil("poof", clock.now() + 10 * minuteMs);
    await clock.advance(20_000);
    clock.jump(-24 * hourMs);
    await clock.advance(9 * minuteMs);
    await poller.catchUp();
    await poller.refresh();
    assert.equal(reader.reads.length, 1);
    assert.ok(attemptStore.holds.has("poof"));
    // And the interval over which clients are spread after the pause.
    await clock.advance(4 * minuteMs);
    assert.equal(reader.reads.length, 2);
  });

  it("the poller gives the true age of a value read before the clock was set back", async () => {
    const { clock, poller, reader } = await startPoller();
    await clock.advance(5 * minuteMs);
    reader.outcome = () => failed({ kind: "unreachable", reason: "dns" });
    clock.jump(-24 * hourMs);
    await clock.advance(minuteMs);
    const ageMs = clock.now() - (poller.statuses()[0]?.reading?.readAtMs ?? 0);
    assert.ok(ageMs >= 40_000 && ageMs <= minuteMs, `${ageMs} ms`);
  });

  it("the poller gives the true age of a value added just after the clock was set back", async () => {
    const { clock, poller } = await startPoller();
    await clock.advance(5 * minuteMs);
    clock.jump(-24 * hourMs);
    const atMs = clock.now();
    await poller.recordVerifiedReading("poof", goodOutcome("1"));
    await clock.advance(minuteMs);
    assert.equal(poller.statuses()[0]?.reading?.readAtMs, atMs);
  });

  it("the poller gives no future reading time for a value read at another base URL", async () => {
    const { clock, settings, poller, reader } = await startPoller();
    reader.outcome = () => failed({ kind: "unreachable", reason: "dns" });
    clock.jump(-24 * hourMs);
    settings.edit([accountOf("poof", { baseUrl: "https://elsewhere.example" })]);
    await clock.advance(minuteMs);
    const { readAtMs = Number.NaN } = poller.statuses()[0]?.reading ?? {};
    assert.ok(readAtMs <= clock.now());
  });

  it("the poller does not wait for a clock that was set back", async () => {
    const { clock, reader } = await startPoller();
    clock.jump(-30 * 24 * hourMs);
    await clock.advance(20_000);
    assert.equal(reader.reads.length, 2);
    await clock.advance(4 * minuteMs);
    assert.equal(reader.reads.length, 2);
  });
});
