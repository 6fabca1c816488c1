import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { afterEach, beforeEach, describe, it } from "mocha";
import { minuteMs } from "../../../../src/core/time/durations.ts";
import { KeyNotes } from "../../../../src/services/credentials/keyNotes.lazy.ts";
import type { History } from "../../../../src/services/history/history.ts";
import { KeyStore } from "../../../../src/store/secrets/keyStore.ts";
import type { StoredKey } from "../../../../src/store/secrets/storedKey.ts";
import { statusOf } from "../../../helpers/accountStatus.ts";
import { BrowserSecrets } from "../../../helpers/browserSecrets.ts";
import { FakeClock } from "../../../helpers/fakeClock.ts";
import { historyAt } from "../../../helpers/historyAt.ts";
import { tempFile } from "../../store/database/helpers/tempHistory.ts";

const keyOf = (name: string): StoredKey => ({
  origin: "https://api.example",
  credential: { kind: "key", key: `pk_secret_${name}` },
});

describe("the notes of windows about their keys", () => {
  let clock = new FakeClock();
  let file = "";
  let browser = new BrowserSecrets();
  let histories: History[] = [];

  beforeEach(() => {
    clock = new FakeClock();
    file = tempFile();
    browser = new BrowserSecrets();
    histories = [];
  });
  afterEach(() => {
    for (const history of histories) history.dispose();
  });

  /** Loads a window of the browser, a minute after whatever happened before. */
  const openWindow = async (from = browser, browserId = "browser-1") => {
    await clock.advance(minuteMs);
    const coordinator = historyAt(file, clock);
    histories.push(coordinator);
    const keyStore: KeyStore = new KeyStore(from.load(), (write) => keyNotes.recordWrite(write));
    const keyNotes = new KeyNotes({ keyStore, coordinator, clock, browserId, startedAtMs: clock.now() });
    return { keyStore, keyNotes };
  };

  it("a key that another window entered is missing until this one is loaded again", async () => {
    const [first, second] = [await openWindow(), await openWindow()];
    assert.equal(await second.keyNotes.findMissing("poof"), undefined);
    await first.keyStore.set("poof", keyOf("1"));
    assert.equal(await second.keyNotes.findMissing("poof"), "stored");
    const reloaded = await openWindow();
    assert.deepEqual((await reloaded.keyStore.get("poof"))?.credential, keyOf("1").credential);
  });

  it("a key that a window erased in the browser is to be entered there too", async () => {
    const [first, second] = [await openWindow(), await openWindow()];
    await first.keyStore.set("poof", keyOf("1"));
    assert.equal(await second.keyNotes.wouldErase(), true);
    assert.deepEqual(await second.keyNotes.erasedUnlessReloaded(), ["poof"]);
    await second.keyStore.set("rich", keyOf("2"));
    assert.deepEqual(browser.storedAccounts, ["rich"]);
    assert.equal(await second.keyNotes.findMissing("poof"), "window");
    assert.equal(await (await openWindow()).keyNotes.findMissing("poof"), "window");
    await second.keyStore.set("poof", keyOf("1"));
    assert.deepEqual(browser.storedAccounts, ["poof", "rich"]);
    assert.equal(await first.keyNotes.findMissing("rich"), "stored");
  });

  it("a window that would lose its own key by loading is not advised to", async () => {
    const [first, second] = [await openWindow(), await openWindow()];
    await first.keyStore.set("poof", keyOf("1"));
    await second.keyStore.set("rich", keyOf("2"));
    assert.equal(await first.keyNotes.findMissing("rich"), "window");
    assert.equal(await first.keyNotes.wouldErase(), true);
    assert.deepEqual(await first.keyNotes.erasedUnlessReloaded(), []);
  });

  it("a window stores its key again when a window without it wrote", async () => {
    await (await openWindow()).keyStore.set("depicta", keyOf("0"));
    const [first, second] = [await openWindow(), await openWindow()];
    await first.keyStore.set("poof", keyOf("1"));
    await first.keyStore.set("easySlip", keyOf("2"));
    await second.keyStore.replace("depicta", keyOf("0"));
    assert.deepEqual(browser.storedAccounts, ["depicta"]);
    await first.keyNotes.restoreErased();
    assert.deepEqual(browser.storedAccounts, ["depicta", "easySlip", "poof"]);
    const third = await openWindow();
    assert.deepEqual((await third.keyStore.get("poof"))?.credential, keyOf("1").credential);
    await third.keyStore.replace("depicta", keyOf("0"));
    await first.keyNotes.restoreErased();
    assert.deepEqual(browser.storedAccounts, ["depicta", "easySlip", "poof"]);
  });

  it("a window restores no key where that would erase another window's", async () => {
    const [first, second] = [await openWindow(), await openWindow()];
    await first.keyStore.set("poof", keyOf("1"));
    await second.keyStore.set("rich", keyOf("2"));
    await first.keyNotes.restoreErased();
    assert.deepEqual(browser.storedAccounts, ["rich"]);
  });

  it("a window restores its key over an older one, and not over a newer one", async () => {
    await (await openWindow()).keyStore.set("poof", keyOf("old"));
    const [first, second] = [await openWindow(), await openWindow()];
    await first.keyStore.set("poof", keyOf("new"));
    await second.keyStore.replace("poof", keyOf("old"));
    await second.keyNotes.restoreErased();
    await first.keyNotes.restoreErased();
    const stored = await (await openWindow()).keyStore.get("poof");
    assert.deepEqual(stored?.credential, keyOf("new").credential);
    await second.keyNotes.restoreErased();
    assert.deepEqual((await (await openWindow()).keyStore.get("poof"))?.credential, keyOf("new").credential);
  });

  it("the key of a removed account is not restored and hinders no restoring", async () => {
    await (await openWindow()).keyStore.set("poof", keyOf("1"));
    const [first, second] = [await openWindow(), await openWindow()];
    await first.keyStore.set("rich", keyOf("2"));
    await second.keyStore.delete("poof");
    await first.keyNotes.restoreErased();
    assert.deepEqual(browser.storedAccounts, ["poof", "rich"]);
    assert.equal(await second.keyNotes.findMissing("poof"), undefined);
    assert.equal(await second.keyNotes.findMissing("rich"), "stored");
    await first.keyStore.delete("poof");
    await first.keyNotes.restoreErased();
    assert.deepEqual(browser.storedAccounts, ["rich"]);
  });

  it("keys from before there were notes are not erased by a restoring window", async () => {
    const [first, plain] = [await openWindow(), new KeyStore(browser.load())];
    await first.keyStore.set("poof", keyOf("1"));
    await plain.set("rich", keyOf("2"));
    const second = await openWindow();
    await second.keyStore.set("depicta", keyOf("3"));
    await first.keyNotes.restoreErased();
    assert.deepEqual(browser.storedAccounts, ["depicta", "rich"]);
  });

  it("a key that was entered in another browser is missing for that reason", async () => {
    const other = await openWindow(new BrowserSecrets(), "browser-2");
    await other.keyStore.set("poof", keyOf("1"));
    const here = await openWindow();
    assert.equal(await here.keyNotes.findMissing("poof"), "browser");
    assert.equal(await here.keyNotes.wouldErase(), false);
    await here.keyStore.set("poof", keyOf("1"));
    assert.deepEqual([browser.storedAccounts, await here.keyNotes.findMissing("poof")], [["poof"], "stored"]);
  });

  it("a stored key that the browser lost by itself is missing without a place", async () => {
    await (await openWindow()).keyStore.set("poof", keyOf("1"));
    const cleared = await openWindow(new BrowserSecrets());
    assert.equal(await cleared.keyNotes.findMissing("poof"), undefined);
  });

  it("a window explains a missing key anew when another one erased it, and only then", async () => {
    const [first, second, third] = [await openWindow(), await openWindow(), await openWindow()];
    await first.keyStore.set("poof", keyOf("1"));
    const unblocked: string[] = [];
    const follow = () =>
      third.keyNotes.follow({
        statuses: () => [
          { ...statusOf({ id: "poof" }), failure: { kind: "keyMissing", enteredIn: "stored" } },
          statusOf({ id: "rich", failure: "keyMissing" }),
          statusOf({ id: "depicta", failure: "timeout" }),
        ],
        unblock: async (accountId) => void unblocked.push(accountId),
      });
    await follow();
    assert.deepEqual(unblocked, []);
    await second.keyStore.set("easySlip", keyOf("2"));
    await follow();
    assert.deepEqual(unblocked, ["poof"]);
  });

  it("the notes contain no key", async () => {
    const { keyStore } = await openWindow();
    await keyStore.set("poof", keyOf("1"));
    for (const history of histories) history.dispose();
    for (const suffix of ["", "-wal"]) {
      const bytes = readIfPresent(file + suffix);
      assert.doesNotMatch(bytes, /pk_secret/);
    }
    assert.match(readIfPresent(file), /browser-1/);
  });
});

function readIfPresent(file: string): string {
  try {
    return readFileSync(file, "latin1");
  } catch {
    return "";
  }
}
