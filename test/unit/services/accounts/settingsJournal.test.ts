import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { hourMs } from "../../../../src/core/time/durations.ts";
import { AccountList } from "../../../../src/services/accounts/accountList.ts";
import { SettingsJournal } from "../../../../src/services/accounts/settingsJournal.ts";
import { Leases } from "../../../../src/services/coordination/leases.ts";
import { NotificationLog } from "../../../../src/services/coordination/notificationLog.ts";
import { deleteOrphanedKeys, orphanAgeMs } from "../../../../src/services/credentials/deleteOrphanedKeys.ts";
import { KeyStore } from "../../../../src/store/secrets/keyStore.ts";
import { FakeClock } from "../../../helpers/fakeClock.ts";
import { historyAt } from "../../../helpers/historyAt.ts";
import { MemorySecrets } from "../../../helpers/memorySecrets.ts";
import { MemorySettings } from "../../../helpers/memorySettings.ts";
import { accountOf } from "../../../helpers/pollerHarness.ts";
import { tempFile } from "../../store/database/helpers/tempHistory.ts";

/** What settings.json holds in the end, and windows of which each has read it when it was opened. */
function served(...entries: readonly unknown[]) {
  const clock = new FakeClock();
  const file = tempFile();
  const disk = { entries: [...entries] as readonly unknown[] };
  const histories: { dispose(): void }[] = [];
  const open = (settings = new MemorySettings(structuredClone(disk.entries))) => {
    const history = historyAt(file, clock);
    histories.push(history);
    const notes = new SettingsJournal({ coordinator: history, leases: new Leases(history, clock), clock });
    const list = new AccountList(settings, () => true, notes);
    const write = settings.setAccounts.bind(settings);
    settings.setAccounts = async (accounts) => {
      await write(accounts);
      disk.entries = structuredClone(accounts);
    };
    const ids = () => list.all().map(({ id }) => id);
    return { settings, history, list, ids };
  };
  return {
    clock,
    disk,
    open,
    ids: () => disk.entries.map((entry) => (entry as { id?: string }).id),
    /** As a person does by hand, with these windows on one desktop. */
    [Symbol.dispose]() {
      for (const history of histories) history.dispose();
    },
  };
}

describe("the account list of windows that do not see each other's settings", () => {
  it("additions, edits and removals in several windows are all kept", async () => {
    using house = served(accountOf("old"), accountOf("other"));
    const [one, two, three] = [house.open(), house.open(), house.open()];
    await house.clock.advance(hourMs);
    await one.list.add(accountOf("a"));
    await two.list.add(accountOf("b"));
    assert.deepEqual(house.ids(), ["old", "other", "a", "b"]);
    assert.deepEqual(two.ids(), ["old", "other", "a", "b"]);
    await one.list.edit("other", { label: "Edited" });
    await three.list.remove("old");
    assert.deepEqual(house.ids(), ["other", "a", "b"]);
    assert.equal((house.disk.entries[0] as { label: string }).label, "Edited");
    await two.list.add(accountOf("c"));
    assert.deepEqual(house.ids(), ["other", "a", "b", "c"], "what was removed elsewhere does not come back");
    await one.list.remove("b");
    assert.deepEqual(house.ids(), ["other", "a", "c"]);
  });

  it("two windows that add at the same time lose nothing", async () => {
    using house = served();
    const [one, two] = [house.open(), house.open()];
    const both = Promise.all([one.list.add(accountOf("a")), two.list.add(accountOf("b"))]);
    await house.clock.advance(2_000);
    await both;
    assert.deepEqual(new Set(house.ids()), new Set(["a", "b"]));
  });

  it("no id is given twice, and one window at a time chooses", async () => {
    using house = served(accountOf("a"));
    const [one, two] = [house.open(), house.open()];
    const addNext = ({ list }: typeof one) =>
      list.runExclusive(async () => {
        const taken = await list.takenIds();
        const id = ["a", "a-2", "a-3", "a-4"].find((each) => !taken.has(each));
        await list.add(accountOf(`${id}`));
      });
    await addNext(one);
    const both = Promise.all([addNext(two), addNext(one)]);
    await house.clock.advance(2_000);
    await both;
    assert.deepEqual(house.ids().toSorted(), ["a", "a-2", "a-3", "a-4"]);
  });

  it("an addition that the settings reject is forgotten", async () => {
    using house = served();
    const [one, two] = [house.open(), house.open()];
    one.settings.setAccounts = () => Promise.reject(new Error("read-only"));
    await assert.rejects(one.list.add(accountOf("a")), { message: "read-only" });
    await two.list.add(accountOf("b"));
    assert.deepEqual(house.ids(), ["b"]);
  });

  it("a window that cannot share anything uses its own list", async () => {
    using house = served(accountOf("old"));
    const one = house.open();
    one.history.dispose();
    await one.list.add(accountOf("a"));
    assert.deepEqual(house.ids(), ["old", "a"]);
  });
});

describe("an entry that the user deletes by hand", () => {
  it("a deleted entry stays deleted, whichever window writes next", async () => {
    using house = served();
    const [one, two] = [house.open(), house.open()];
    await one.list.add(accountOf("a"));
    await one.list.add(accountOf("b"));
    await house.clock.advance(1_000);
    one.settings.edit([accountOf("b")]);
    await house.clock.advance(1_000);
    await two.list.add(accountOf("c"));
    await one.list.add(accountOf("d"));
    assert.deepEqual(new Set(house.ids()), new Set(["b", "c", "d"]));
  });

  it("an entry that is deleted while no window is open stays deleted", async () => {
    using house = served();
    const one = house.open();
    await one.list.add(accountOf("a"));
    await house.clock.advance(hourMs);
    house.disk.entries = [];
    const later = house.open();
    await later.list.add(accountOf("b"));
    assert.deepEqual(house.ids(), ["b"]);
  });

  it("an entry that is pasted again is kept as it was pasted", async () => {
    using house = served();
    const one = house.open();
    await one.list.add(accountOf("a"));
    one.settings.edit([]);
    await house.clock.advance(1_000);
    one.settings.edit([accountOf("a", { label: "Again" })]);
    await one.list.add(accountOf("b"));
    assert.equal((house.disk.entries[0] as { label: string }).label, "Again");
  });
});

describe("the key of an account that is missing from the settings", () => {
  async function swept(
    house: ReturnType<typeof served>,
    window: ReturnType<ReturnType<typeof served>["open"]>,
  ) {
    const secrets = new MemorySecrets();
    const keyStore = new KeyStore(secrets);
    await keyStore.set("a", { origin: "https://a.example", credential: { kind: "key", key: "k" } });
    const { list: accountList, history: coordinator } = window;
    const errors: unknown[] = [];
    const reportBug = (error: unknown) => errors.push(error);
    const notificationLog = new NotificationLog(coordinator, house.clock);
    // It is missed at once, and swept a week later.
    for (const waitMs of [0, orphanAgeMs]) {
      house.clock.jump(waitMs);
      const sweep = deleteOrphanedKeys({
        accountList,
        keyStore,
        notificationLog,
        coordinator,
        clock: house.clock,
        reportBug,
      });
      await house.clock.advance(11_000);
      await keyStore.accountIds();
      await house.clock.advance(100);
      sweep.dispose();
    }
    assert.deepEqual(errors, []);
    return (await keyStore.accountIds()).length === 0;
  }

  it("a key is kept for a day when another window added its account", async () => {
    using house = served(accountOf("other"));
    const [one, two] = [house.open(), house.open()];
    await one.list.add(accountOf("a"));
    assert.equal(await swept(house, two), false);
    assert.equal(await swept(house, two), true);
  });

  it("a key becomes orphaned when a window saw its account removed", async () => {
    using house = served(accountOf("other"));
    const [one, two] = [house.open(), house.open()];
    await one.list.add(accountOf("a"));
    one.settings.edit([accountOf("other")]);
    await house.clock.advance(1_000);
    assert.equal(await swept(house, two), true);
  });
});
