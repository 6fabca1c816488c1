import assert from "node:assert/strict";
import { api, extension } from "./helpers/creditMonitor.ts";
import { hostSession } from "./helpers/hostSession.ts";
import { runCommand } from "./helpers/runCommand.ts";
import { userSettings } from "./helpers/userSettings.ts";

// Each test goes on where the one before ended: five accounts with a month of history take a while.
describe("the sample accounts", () => {
  const session = hostSession({ keepsAccounts: true });
  const sampleIds = [
    "sample-poof",
    "sample-depicta",
    "sample-richutilities",
    "sample-easyslip",
    "sample-coals",
  ];
  let entries: readonly unknown[] = [];

  it("removeSample does nothing without sample accounts", async () => {
    await runCommand("removeSample");
    assert.deepEqual(api().accounts(), []);
  });

  it("trySample adds the accounts once, however often it is called", async () => {
    await Promise.all([runCommand("trySample"), runCommand("trySample")]);
    await runCommand("trySample");
    assert.equal(api().accounts().length, 5);
    assert.equal(sampleEntries().length, 5);
  });

  it("trySample adds five accounts on loopback, all of them read", async () => {
    const states = api().accounts();
    assert.deepEqual(
      states.map(({ id }) => id),
      sampleIds,
    );
    for (const { id, problem, meters, stale } of states) {
      assert.deepEqual([problem, stale, meters.length > 0], [undefined, false, true], id);
    }
    assert.deepEqual(
      states.map(({ label }) => label.endsWith(" (sample)")),
      [true, true, true, true, true],
    );
    for (const baseUrl of baseUrls()) assert.equal(URL.parse(baseUrl)?.hostname, "127.0.0.1");
    const again = await runCommand("refresh");
    assert.deepEqual(
      again.map(({ problem }) => problem),
      [undefined, undefined, undefined, undefined, undefined],
    );
  });

  it("sample accounts are in a setting that Settings Sync leaves on this machine, and changes stay there", async () => {
    assert.deepEqual(userSettings.entries(), [], "the setting that is synced has no sample account");
    await runCommand("editAccount", { accountId: "sample-poof", pinned: true, label: "Mine" });
    assert.deepEqual(userSettings.entries(), []);
    const [first] = sampleEntries();
    assert.deepEqual(
      { ...(first as object), baseUrl: "" },
      {
        id: "sample-poof",
        provider: "poof",
        label: "Mine",
        baseUrl: "",
        pinned: true,
      },
    );
    const { properties } = extension().packageJSON.contributes.configuration;
    assert.equal(properties["creditMonitor.sampleAccounts"].ignoreSync, true);
    assert.equal(properties["creditMonitor.accounts"].ignoreSync, undefined);
  });

  it("removeSample removes the accounts, their setting and their server, and leaves other accounts", async () => {
    const ownId = await session.addAccount("poof");
    assert.equal(api().accounts().length, 6);
    entries = sampleEntries();
    const [first = ""] = baseUrls();
    assert.equal((await fetch(new URL("/", first))).status, 200);
    await runCommand("removeSample");
    assert.deepEqual(
      api()
        .accounts()
        .map(({ id }) => id),
      [ownId],
    );
    assert.equal(userSettings.read("sampleAccounts"), undefined);
    assert.deepEqual(userSettings.entries(), [userSettings.entry(ownId)]);
    await assert.rejects(fetch(new URL("/", first)));
    await runCommand("removeAccount", { accountId: ownId, history: "delete" });
  });

  it("removeSample leaves no keys, so that restored entries ask for them, and trySample repairs them", async () => {
    await userSettings.write("sampleAccounts", entries);
    const kinds = (await runCommand("refresh")).map(({ problem }) => problem?.kind);
    assert.deepEqual(kinds, ["keyMissing", "keyMissing", "keyMissing", "keyMissing", "keyMissing"]);

    // Nothing answers at their addresses.
    await runCommand("trySample");
    const repaired = await runCommand("refresh");
    assert.deepEqual(
      repaired.map(({ id, problem }) => [id, problem]),
      sampleIds.map((id) => [id, undefined]),
    );
    await runCommand("removeSample");
  });
});

function sampleEntries(): readonly unknown[] {
  const entries = userSettings.read("sampleAccounts");
  return Array.isArray(entries) ? entries : [];
}

function baseUrls(): string[] {
  return sampleEntries().map((entry) => (entry as { readonly baseUrl: string }).baseUrl);
}
