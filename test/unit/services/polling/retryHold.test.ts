import assert from "node:assert/strict";
import { failed } from "../../../../src/core/readings/outcome.ts";
import { hourMs, minuteMs } from "../../../../src/core/time/durations.ts";
import { flushPromises } from "../../../helpers/fakeClock.ts";
import { accountOf, createPollerHarness } from "../../../helpers/pollerHarness.ts";
import { createTestServices } from "../../../helpers/testServices.ts";

describe("a pause that a provider asked for", () => {
  it("a pause applies to another path of its origin, and not to another origin", async () => {
    const { clock, poller, reader, settings } = createPollerHarness([
      accountOf("poof", { baseUrl: "https://a.example/v1" }),
    ]);
    const limited = failed({ kind: "rateLimited", status: 429, retryAtMs: clock.now() + hourMs });
    reader.outcome = () => limited;
    await poller.start();
    await flushPromises();
    assert.equal(reader.reads.length, 1);
    settings.edit([accountOf("poof", { baseUrl: "https://a.example/v2" })]);
    await clock.advance(minuteMs);
    await poller.refresh();
    assert.equal(reader.reads.length, 1);
    settings.edit([accountOf("poof", { baseUrl: "https://b.example/v1" })]);
    await clock.advance(minuteMs);
    assert.equal(reader.reads.length, 2);
    poller.dispose();
  });

  it("a pause does not outlast a clock that was set back, for a window that opens then", async () => {
    await using services = await createTestServices();
    await services.add("poof", { kind: "key", key: services.sample.credentials.poof.key });
    services.clock.jump(20 * hourMs);
    services.poller.holdUntil("poof", services.clock.now() + minuteMs);
    await services.attemptStore.accountIds();
    services.poller.dispose();
    services.clock.jump(-20 * hourMs);
    const later = services.openWindow();
    await later.poller.start();
    assert.equal(later.poller.retryAtMs("poof"), undefined);
    later.poller.holdUntil("poof", services.clock.now() + minuteMs);
    await later.attemptStore.accountIds();
    const latest = services.openWindow();
    await latest.poller.start();
    assert.equal(latest.poller.retryAtMs("poof"), services.clock.now() + minuteMs);
    for (const window of [later, latest]) window.dispose();
  });
});
