import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { failed } from "../../../../../src/core/readings/outcome.ts";
import { pollerBench } from "../../../../helpers/createPollerHarness.ts";
import { settled } from "../../../../helpers/fakeClock.ts";
import { good } from "../../../../helpers/gatedReader.ts";
import { account, minuteMs, started } from "./helpers/startPoller.ts";

describe("a reading made elsewhere", () => {
  it("counts as the account's own", async () => {
    const { clock, poller, reader, attempts } = await started();
    await clock.pass(4 * minuteMs);
    await poller.seed("poof", good("5"));
    await poller.seed("gone", good("5"));
    await clock.pass(4 * minuteMs);
    assert.equal(reader.reads.length, 1);
    assert.equal(attempts.kept.get("poof")?.reading?.snapshot.meters[0].remaining, "5");
    assert.equal(attempts.kept.has("gone"), false);
    await clock.pass(minuteMs);
    assert.equal(reader.reads.length, 2);
  });

  it("releases an account that rested", async () => {
    const { clock, poller, reader } = pollerBench([account]);
    reader.outcome = () => failed({ kind: "keyMissing" });
    await poller.start();
    await settled();
    await poller.seed("poof", good("5"));
    assert.equal(poller.statuses()[0]?.failure, undefined);
    await clock.pass(5 * minuteMs);
    assert.equal(reader.reads.length, 2);
  });

  it("has the last word over what is under way with the old key", async () => {
    const { poller, reader } = pollerBench([account]);
    reader.isShut = true;
    await poller.start();
    await settled();
    const seeded = poller.seed("poof", good("5"));
    reader.reads[0]?.answer(failed({ kind: "keyRejected", status: 401 }));
    await seeded;
    const [status] = poller.statuses();
    assert.equal(status?.failure, undefined);
    assert.equal(status?.reading?.snapshot.meters[0].remaining, "5");
  });
});
