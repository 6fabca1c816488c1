import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { failed } from "../../../../../src/core/readings/outcome.ts";
import { hourMs, minuteMs } from "../../../../../src/core/time/durations.ts";
import { goodOutcome } from "../../../../helpers/gatedReader.ts";
import { accountOf } from "../../../../helpers/pollerHarness.ts";
import { started } from "./helpers/startPoller.ts";

describe("the poller and a clock that is set back", () => {
  it("waits no longer than it was asked to when the clock was a day ahead then", async () => {
    const { clock, poller, reader } = await started();
    const hasTold = () => poller.statuses()[0]?.failure;
    clock.jump(24 * hourMs);
    const retryAtMs = clock.now() + 10 * minuteMs;
    reader.outcome = () => failed({ kind: "rateLimited", status: 429, retryAtMs });
    await clock.advance(20_000);
    reader.outcome = () => goodOutcome("2");
    clock.jump(-24 * hourMs);
    await clock.advance(9 * minuteMs);
    await poller.refresh();
    assert.equal(hasTold()?.kind, "rateLimited");
    // And what all who were told the same are spread over.
    await clock.advance(4 * minuteMs);
    assert.equal(hasTold(), undefined);
  });

  it("keeps to a pause for something else alike, however often it is told", async () => {
    const { clock, attemptStore, poller, reader } = await started();
    clock.jump(24 * hourMs);
    poller.holdUntil("poof", clock.now() + 10 * minuteMs);
    await clock.advance(20_000);
    clock.jump(-24 * hourMs);
    await clock.advance(9 * minuteMs);
    await poller.catchUp();
    await poller.refresh();
    assert.equal(reader.reads.length, 1);
    assert.ok(attemptStore.holds.has("poof"));
    // And what all who were told the same are spread over.
    await clock.advance(4 * minuteMs);
    assert.equal(reader.reads.length, 2);
  });

  it("tells the true age of a value that was read before the clock was set back", async () => {
    const { clock, poller, reader } = await started();
    await clock.advance(5 * minuteMs);
    reader.outcome = () => failed({ kind: "unreachable", reason: "dns" });
    clock.jump(-24 * hourMs);
    await clock.advance(minuteMs);
    const ageMs = clock.now() - (poller.statuses()[0]?.reading?.readAtMs ?? 0);
    assert.ok(ageMs >= 40_000 && ageMs <= minuteMs, `${ageMs} ms`);
  });

  it("tells the true age of a value that was taken in just after the clock was set back", async () => {
    const { clock, poller } = await started();
    await clock.advance(5 * minuteMs);
    clock.jump(-24 * hourMs);
    const atMs = clock.now();
    await poller.seed("poof", goodOutcome("1"));
    await clock.advance(minuteMs);
    assert.equal(poller.statuses()[0]?.reading?.readAtMs, atMs);
  });

  it("tells no age from the future of a value that was read at another base URL", async () => {
    const { clock, settings, poller, reader } = await started();
    reader.outcome = () => failed({ kind: "unreachable", reason: "dns" });
    clock.jump(-24 * hourMs);
    settings.edit([accountOf("poof", { baseUrl: "https://elsewhere.example" })]);
    await clock.advance(minuteMs);
    const { readAtMs = Number.NaN } = poller.statuses()[0]?.reading ?? {};
    assert.ok(readAtMs <= clock.now());
  });

  it("does not wait for a clock that was set back", async () => {
    const { clock, reader } = await started();
    clock.jump(-30 * 24 * hourMs);
    await clock.advance(20_000);
    assert.equal(reader.reads.length, 2);
    await clock.advance(4 * minuteMs);
    assert.equal(reader.reads.length, 2);
  });
});
