import assert from "node:assert/strict";
import { api } from "./helpers/creditMonitor.ts";
import { hostSession } from "./helpers/hostSession.ts";
import { runCommand } from "./helpers/runCommand.ts";
import { userSettings } from "./helpers/userSettings.ts";

describe("the sample accounts", () => {
  const session = hostSession();
  afterEach(() => runCommand("removeSample"));
  const sampleIds = [
    "sample-poof",
    "sample-depicta",
    "sample-richutilities",
    "sample-easyslip",
    "sample-coals",
  ];

  it("trySample adds five accounts on loopback, all of them read", async () => {
    await runCommand("trySample");
    const states = api().accounts();
    assert.deepEqual(
      states.map(({ id }) => id),
      sampleIds,
    );
    for (const { id, problem, meters, stale } of states) {
      assert.deepEqual([problem, stale, meters.length > 0], [undefined, false, true], id);
    }
    for (const baseUrl of baseUrls()) assert.equal(URL.parse(baseUrl)?.hostname, "127.0.0.1");
    const again = await runCommand("refresh");
    assert.deepEqual(
      again.map(({ problem }) => problem),
      [undefined, undefined, undefined, undefined, undefined],
    );
  });

  it("trySample adds the accounts once, however often it is called", async () => {
    await Promise.all([runCommand("trySample"), runCommand("trySample")]);
    await runCommand("trySample");
    assert.equal(api().accounts().length, 5);
    assert.equal(userSettings.entries().length, 5);
  });

  it("removeSample removes the accounts and their server, and leaves other accounts", async () => {
    const ownId = await session.addAccount("poof");
    await runCommand("trySample");
    const [first = ""] = baseUrls().filter((baseUrl) => !baseUrl.includes(`:${session.sample.port}`));
    assert.equal((await fetch(new URL("/", first))).status, 200);
    await runCommand("removeSample");
    assert.deepEqual(
      api()
        .accounts()
        .map(({ id }) => id),
      [ownId],
    );
    assert.deepEqual(userSettings.entries(), [userSettings.entry(ownId)]);
    await assert.rejects(fetch(new URL("/", first)));
  });

  it("removeSample leaves no keys, so that restored entries ask for them", async () => {
    await runCommand("trySample");
    const entries = userSettings.entries();
    await runCommand("removeSample");
    await userSettings.writeEntries(entries);
    const kinds = (await runCommand("refresh")).map(({ problem }) => problem?.kind);
    assert.deepEqual(kinds, ["keyMissing", "keyMissing", "keyMissing", "keyMissing", "keyMissing"]);
  });

  it("removeSample does nothing without sample accounts", async () => {
    await runCommand("removeSample");
    assert.deepEqual(api().accounts(), []);
  });
});

function baseUrls(): string[] {
  return userSettings.entries().map((entry) => (entry as { readonly baseUrl: string }).baseUrl);
}
