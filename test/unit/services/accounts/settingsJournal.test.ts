import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { hourMs } from "../../../../src/core/time/durations.ts";
import { AccountList } from "../../../../src/services/accounts/accountList.ts";
import { parseEntry } from "../../../../src/services/accounts/accountSchema.lazy.ts";
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

/** A settings.json, and windows that read it once when they were opened. */
function createSettingsFile(...entries: readonly unknown[]) {
  const clock = new FakeClock();
  const file = tempFile();
  const disk = { entries: [...entries] as readonly unknown[] };
  const histories: { dispose(): void }[] = [];
  const open = (settings = new MemorySettings(structuredClone(disk.entries))) => {
    const history = historyAt(file, clock);
    histories.push(history);
    const notes = new SettingsJournal({ coordinator: history, leases: new Leases(history, clock), clock });
    const list = new AccountList(settings, () => true, notes, parseEntry);
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
    [Symbol.dispose]() {
      for (const history of histories) history.dispose();
    },
  };
}

describe("the account list of windows that do not see each other's settings", () => {
  it("additions, edits and removals in several windows are all kept", async () => {
    using settingsFile = createSettingsFile(accountOf("old"), accountOf("other"));
    const [one, two, three] = [settingsFile.open(), settingsFile.open(), settingsFile.open()];
    await settingsFile.clock.advance(hourMs);
    await one.list.add(accountOf("a"));
    await two.list.add(accountOf("b"));
    assert.deepEqual(settingsFile.ids(), ["old", "other", "a", "b"]);
    assert.deepEqual(two.ids(), ["old", "other", "a", "b"]);
    await one.list.edit("other", { label: "Edited" });
    await three.list.remove("old");
    assert.deepEqual(settingsFile.ids(), ["other", "a", "b"]);
    assert.equal((settingsFile.disk.entries[0] as { label: string }).label, "Edited");
    await two.list.add(accountOf("c"));
    assert.deepEqual(
      settingsFile.ids(),
      ["other", "a", "b", "c"],
      "what was removed elsewhere does not come back",
    );
    await one.list.remove("b");
    assert.deepEqual(settingsFile.ids(), ["other", "a", "c"]);
  });

  it("of two entries of an id one alone is edited and removed, whichever window writes next", async () => {
    const [invalid, first, second] = ["", "First", "Second"].map((label) => accountOf("a", { label }));
    using settingsFile = createSettingsFile(invalid, first, second, accountOf("b"));
    const [one, two, three] = [settingsFile.open(), settingsFile.open(), settingsFile.open()];
    await settingsFile.clock.advance(hourMs);
    await one.list.edit("a", { label: "Renamed" });
    await two.list.add(accountOf("c"));
    const renamed = { ...first, label: "Renamed" };
    assert.deepEqual(settingsFile.disk.entries, [invalid, renamed, second, accountOf("b"), accountOf("c")]);
    await two.list.remove("a");
    await three.list.remove("b");
    assert.deepEqual(settingsFile.disk.entries, [invalid, second, accountOf("c")]);
    assert.equal(three.list.find("a")?.label, "Second");
  });

  it("two windows that add at the same time lose nothing", async () => {
    using settingsFile = createSettingsFile();
    const [one, two] = [settingsFile.open(), settingsFile.open()];
    const both = Promise.all([one.list.add(accountOf("a")), two.list.add(accountOf("b"))]);
    await settingsFile.clock.advance(2_000);
    await both;
    assert.deepEqual(new Set(settingsFile.ids()), new Set(["a", "b"]));
  });

  it("no id is given twice, and one window at a time chooses", async () => {
    using settingsFile = createSettingsFile(accountOf("a"));
    const [one, two] = [settingsFile.open(), settingsFile.open()];
    const addNext = ({ list }: typeof one) =>
      list.runExclusive(async () => {
        const taken = await list.takenIds();
        const id = ["a", "a-2", "a-3", "a-4"].find((each) => !taken.has(each));
        await list.add(accountOf(`${id}`));
      });
    await addNext(one);
    const both = Promise.all([addNext(two), addNext(one)]);
    await settingsFile.clock.advance(2_000);
    await both;
    assert.deepEqual(settingsFile.ids().toSorted(), ["a", "a-2", "a-3", "a-4"]);
  });

  it("an addition that the settings reject is forgotten", async () => {
    using settingsFile = createSettingsFile();
    const [one, two] = [settingsFile.open(), settingsFile.open()];
    one.settings.setAccounts = () => Promise.reject(new Error("read-only"));
    await assert.rejects(one.list.add(accountOf("a")), { message: "read-only" });
    await two.list.add(accountOf("b"));
    assert.deepEqual(settingsFile.ids(), ["b"]);
  });

  it("a window that cannot share anything uses its own list", async () => {
    using settingsFile = createSettingsFile(accountOf("old"));
    const one = settingsFile.open();
    one.history.dispose();
    await one.list.add(accountOf("a"));
    assert.deepEqual(settingsFile.ids(), ["old", "a"]);
  });
});

describe("an entry that the user deletes by hand", () => {
  it("a deleted entry stays deleted, whichever window writes next", async () => {
    using settingsFile = createSettingsFile();
    const [one, two] = [settingsFile.open(), settingsFile.open()];
    await one.list.add(accountOf("a"));
    await one.list.add(accountOf("b"));
    await settingsFile.clock.advance(1_000);
    one.settings.edit([accountOf("b")]);
    await settingsFile.clock.advance(1_000);
    await two.list.add(accountOf("c"));
    await one.list.add(accountOf("d"));
    assert.deepEqual(new Set(settingsFile.ids()), new Set(["b", "c", "d"]));
  });

  it("an entry that is deleted while no window is open stays deleted", async () => {
    using settingsFile = createSettingsFile();
    const one = settingsFile.open();
    await one.list.add(accountOf("a"));
    await settingsFile.clock.advance(hourMs);
    settingsFile.disk.entries = [];
    const later = settingsFile.open();
    await later.list.add(accountOf("b"));
    assert.deepEqual(settingsFile.ids(), ["b"]);
  });

  it("an entry that is pasted again is kept as it was pasted", async () => {
    using settingsFile = createSettingsFile();
    const one = settingsFile.open();
    await one.list.add(accountOf("a"));
    one.settings.edit([]);
    await settingsFile.clock.advance(1_000);
    one.settings.edit([accountOf("a", { label: "Again" })]);
    await one.list.add(accountOf("b"));
    assert.equal((settingsFile.disk.entries[0] as { label: string }).label, "Again");
  });
});

describe("the key of an account that is missing from the settings", () => {
  async function isKeyDeleted(
    settingsFile: ReturnType<typeof createSettingsFile>,
    window: ReturnType<ReturnType<typeof createSettingsFile>["open"]>,
  ) {
    const secrets = new MemorySecrets();
    const keyStore = new KeyStore(secrets);
    await keyStore.set("a", { origin: "https://a.example", credential: { kind: "key", key: "k" } });
    const { list: accountList, history: coordinator } = window;
    const errors: unknown[] = [];
    const reportBug = (error: unknown) => errors.push(error);
    const notificationLog = new NotificationLog(coordinator, settingsFile.clock);
    // The account is missed at once, and its key is deleted after `orphanAgeMs`.
    for (const waitMs of [0, orphanAgeMs]) {
      settingsFile.clock.jump(waitMs);
      const sweep = deleteOrphanedKeys({
        accountList,
        keyStore,
        notificationLog,
        coordinator,
        clock: settingsFile.clock,
        reportBug,
      });
      await settingsFile.clock.advance(11_000);
      await keyStore.accountIds();
      await settingsFile.clock.advance(100);
      sweep.dispose();
    }
    assert.deepEqual(errors, []);
    return (await keyStore.accountIds()).length === 0;
  }

  it("a key is kept for a day when another window added its account", async () => {
    using settingsFile = createSettingsFile(accountOf("other"));
    const [one, two] = [settingsFile.open(), settingsFile.open()];
    await one.list.add(accountOf("a"));
    assert.equal(await isKeyDeleted(settingsFile, two), false);
    assert.equal(await isKeyDeleted(settingsFile, two), true);
  });

  it("a key becomes orphaned when a window saw its account removed", async () => {
    using settingsFile = createSettingsFile(accountOf("other"));
    const [one, two] = [settingsFile.open(), settingsFile.open()];
    await one.list.add(accountOf("a"));
    one.settings.edit([accountOf("other")]);
    await settingsFile.clock.advance(1_000);
    assert.equal(await isKeyDeleted(settingsFile, two), true);
  });
});
