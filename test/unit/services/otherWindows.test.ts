import assert from "node:assert/strict";
import { failed } from "../../../src/core/outcome.ts";
import { History } from "../../../src/services/history.ts";
import { OtherWindows } from "../../../src/services/otherWindows.ts";
import { openHistory } from "../../../src/store/database/openHistory.ts";
import { tempFile } from "../store/database/support/tempHistory.ts";
import { FakeClock, settled } from "../support/fakeClock.ts";
import { good } from "../support/gatedReader.ts";
import { accountOf, pollerBench } from "../support/pollerBench.ts";

const minuteMs = 60_000;
const account = accountOf("poof");

/** Two windows over one store, both with the account read once by the first. */
async function twoWindows() {
  const first = pollerBench([account]);
  const second = pollerBench([account], { clock: first.clock, attempts: first.attempts });
  await first.poller.start();
  await settled();
  await second.poller.start();
  await settled();
  return { first, second };
}

describe("two windows with one account", () => {
  it("read it once: the second takes over what the first read", async () => {
    const { first, second } = await twoWindows();
    assert.equal(first.reader.reads.length, 1);
    assert.equal(second.reader.reads.length, 0);
    assert.equal(second.poller.statuses()[0]?.reading?.snapshot.meters[0].remaining, "1");
  });

  it("read it once an interval, whoever is due first", async () => {
    const { first, second } = await twoWindows();
    for (let interval = 1; interval <= 20; interval += 1) {
      await first.clock.pass(6 * minuteMs);
      await settled();
    }
    const reads = first.reader.reads.length + second.reader.reads.length;
    assert.ok(reads >= 20 && reads <= 26, `${reads} reads in two hours`);
  });

  it("show each other's readings when told of them", async () => {
    const { first, second } = await twoWindows();
    await first.clock.pass(minuteMs);
    first.reader.outcome = () => good("5");
    await first.poller.refresh();
    await second.poller.catchUp();
    assert.equal(second.poller.statuses()[0]?.reading?.snapshot.meters[0].remaining, "5");
    assert.equal(second.reader.reads.length, 0);
  });

  it("share a wait that the provider asked for, but no refused key", async () => {
    const { first, second } = await twoWindows();
    await first.clock.pass(minuteMs);
    first.reader.outcome = () => failed({ kind: "keyRejected", status: 401 });
    await first.poller.refresh();
    await second.poller.catchUp();
    assert.equal(second.poller.statuses()[0]?.failure, undefined);
    await first.clock.pass(minuteMs);
    const retryAtMs = first.clock.now() + 30 * minuteMs;
    first.reader.outcome = () => failed({ kind: "rateLimited", status: 429, retryAtMs });
    await first.poller.refresh();
    await second.poller.catchUp();
    await second.poller.refresh();
    assert.equal(second.reader.reads.length, 0);
  });
});

describe("a window that another window writes beside", () => {
  it("notices it within two seconds, and its own writing never", async () => {
    const file = tempFile();
    const clock = new FakeClock();
    const reportBug = (error: unknown) => assert.fail(String(error));
    const windowOf = () =>
      new History({ open: (isSuspect) => openHistory(file, { isSuspect }), clock, reportBug });
    const [here, there] = [windowOf(), windowOf()];
    const others = new OtherWindows({ history: here, clock, reportBug });
    let told = 0;
    others.onDidWrite(() => {
      told += 1;
    });
    const write = (history: History) =>
      history.write("poof", (store) => store.setSyncState("poof", "partial", clock.now()));
    await write(here);
    await clock.pass(2_000);
    await write(here);
    await clock.pass(4_000);
    assert.equal(told, 0);
    await write(there);
    await clock.pass(2_000);
    assert.equal(told, 1);
    others.dispose();
    await write(there);
    await clock.pass(10_000);
    assert.equal(told, 1);
    here.dispose();
    there.dispose();
  });
});
