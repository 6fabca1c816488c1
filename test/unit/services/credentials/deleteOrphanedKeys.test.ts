import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { dayMs, minuteMs } from "../../../../src/core/time/durations.ts";
import { AccountList } from "../../../../src/services/accounts/accountList.ts";
import { parseEntry } from "../../../../src/services/accounts/accountSchema.lazy.ts";
import { NotificationLog } from "../../../../src/services/coordination/notificationLog.ts";
import { deleteOrphanedKeys } from "../../../../src/services/credentials/deleteOrphanedKeys.ts";
import { KeyStore } from "../../../../src/store/secrets/keyStore.ts";
import { FakeClock, flushPromises } from "../../../helpers/fakeClock.ts";
import { historyAt } from "../../../helpers/historyAt.ts";
import { MemorySecrets } from "../../../helpers/memorySecrets.ts";
import { MemorySettings } from "../../../helpers/memorySettings.ts";
import { accountOf } from "../../../helpers/pollerHarness.ts";
import { unsharedJournal } from "../../../helpers/unsharedJournal.ts";
import { tempFile } from "../../store/database/helpers/tempHistory.ts";

/** Advances to the check of the keys, and lets its promises settle. */
async function advanceToCheck(clock: FakeClock): Promise<void> {
  await clock.advance(10_000);
  for (let count = 0; count < 20; count += 1) await flushPromises();
}

/** The keys of accounts, and windows that share one history and these keys. */
async function createKeyHarness(...ids: string[]) {
  const clock = new FakeClock();
  const settings = new MemorySettings([accountOf("kept"), { id: "broken" }]);
  const secrets = new MemorySecrets();
  const keyStore = new KeyStore(secrets);
  const errors: unknown[] = [];
  const file = tempFile();
  const storeKey = (id: string) =>
    keyStore.set(id, { origin: "https://a.example", credential: { kind: "key", key: id } });
  for (const id of ids) await storeKey(id);
  const open = () => {
    const history = historyAt(file, clock);
    const accountList = new AccountList(settings, () => true, unsharedJournal(clock), parseEntry);
    const notificationLog = new NotificationLog(history, clock);
    const reportBug = (error: unknown) => errors.push(error);
    const sweep = deleteOrphanedKeys({
      accountList,
      keyStore,
      notificationLog,
      coordinator: history,
      clock,
      reportBug,
    });
    return {
      close: () => {
        sweep.dispose();
        accountList.dispose();
        history.dispose();
      },
    };
  };
  /** Opens a window, lets it check the keys, and closes it. */
  const openBriefly = async () => {
    const window = open();
    await advanceToCheck(clock);
    window.close();
  };
  return { clock, settings, secrets, keyStore, errors, storeKey, open, openBriefly };
}

describe("deleteOrphanedKeys", () => {
  it("keys whose account is missing for a week are deleted, and no other secret", async () => {
    const { clock, secrets, keyStore, openBriefly } = await createKeyHarness("kept", "broken", "gone");
    await secrets.store("foreign", "x");
    await openBriefly();
    clock.jump(7 * dayMs - 11_000);
    await openBriefly();
    assert.equal((await keyStore.accountIds()).length, 3);
    clock.jump(1_000);
    await openBriefly();
    assert.deepEqual(await keyStore.accountIds(), ["kept", "broken"]);
    assert.equal(secrets.entries.get("foreign"), "x");
    assert.equal(clock.pendingTimers, 0);
  });

  it("no key is deleted for time in which no window was open", async () => {
    const { clock, keyStore, openBriefly } = await createKeyHarness("gone");
    clock.jump(30 * dayMs);
    await openBriefly();
    assert.deepEqual(await keyStore.accountIds(), ["gone"]);
  });

  it("the week starts again after the account came back in between", async () => {
    const { clock, settings, keyStore, openBriefly, open } = await createKeyHarness("back");
    const list = settings.accounts();
    const window = open();
    await advanceToCheck(clock);
    settings.edit([accountOf("kept"), accountOf("back")]);
    await advanceToCheck(clock);
    window.close();
    settings.edit(list);
    clock.jump(7 * dayMs);
    await openBriefly();
    assert.deepEqual(await keyStore.accountIds(), ["back"]);
    clock.jump(7 * dayMs);
    await openBriefly();
    assert.deepEqual(await keyStore.accountIds(), []);
  });

  it("no key is deleted by an empty or missing list, as a broken settings.json leaves it", async () => {
    for (const list of [[], undefined, null]) {
      const { clock, settings, keyStore, openBriefly } = await createKeyHarness("kept", "gone");
      await openBriefly();
      settings.edit(list);
      for (let week = 0; week < 3; week += 1) {
        clock.jump(7 * dayMs);
        await openBriefly();
      }
      assert.equal((await keyStore.accountIds()).length, 2);
    }
  });

  it("a key that was stored in between is kept, for an account that is being added", async () => {
    const { clock, keyStore, storeKey, openBriefly } = await createKeyHarness("gone");
    await openBriefly();
    clock.jump(7 * dayMs);
    await storeKey("new");
    await openBriefly();
    assert.deepEqual(await keyStore.accountIds(), ["new"]);
  });

  it("the deletion stops when it is disposed", async () => {
    const { clock, keyStore, openBriefly, open } = await createKeyHarness("gone");
    await openBriefly();
    clock.jump(7 * dayMs);
    open().close();
    await clock.advance(minuteMs);
    assert.deepEqual(await keyStore.accountIds(), ["gone"]);
  });

  it("a keyring that fails is reported, and nothing is deleted", async () => {
    const { secrets, errors, openBriefly } = await createKeyHarness("gone");
    secrets.keys = () => Promise.reject(new Error("locked"));
    await openBriefly();
    assert.equal(errors.length, 1);
    assert.equal(secrets.entries.size, 1);
  });
});
