import assert from "node:assert/strict";
import { failed } from "../../../src/core/outcome.ts";
import { settled } from "../support/fakeClock.ts";
import { accountOf, pollerBench } from "../support/pollerBench.ts";

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;

describe("a pause that a provider asked for", () => {
  it("holds for another path of its origin, and not for another origin", async () => {
    const { clock, poller, reader, settings } = pollerBench([
      accountOf("poof", { baseUrl: "https://a.example/v1" }),
    ]);
    const limited = failed({ kind: "rateLimited", status: 429, retryAtMs: clock.now() + hourMs });
    reader.outcome = () => limited;
    await poller.start();
    await settled();
    assert.equal(reader.reads.length, 1);
    settings.edit([accountOf("poof", { baseUrl: "https://a.example/v2" })]);
    await clock.pass(minuteMs);
    await poller.refresh();
    assert.equal(reader.reads.length, 1);
    settings.edit([accountOf("poof", { baseUrl: "https://b.example/v1" })]);
    await clock.pass(minuteMs);
    assert.equal(reader.reads.length, 2);
    poller.dispose();
  });
});
