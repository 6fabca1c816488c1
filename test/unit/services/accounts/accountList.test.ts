import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { AccountList } from "../../../../src/services/accounts/accountList.ts";
import { FakeClock } from "../../../helpers/fakeClock.ts";
import { MemorySettings } from "../../../helpers/memorySettings.ts";
import { accountOf } from "../../../helpers/pollerHarness.ts";
import { unsharedJournal } from "../../../helpers/unsharedJournal.ts";

const broken = { id: "broken", provider: "nobody", note: "by hand" };

function listOf(entries: unknown) {
  const settings = new MemorySettings(entries);
  const list = new AccountList(settings, (id) => id === "poof", unsharedJournal(new FakeClock()));
  const told: string[][] = [];
  list.onDidChange((accounts) => told.push(accounts.map(({ id }) => id)));
  return { settings, list, told };
}

describe("AccountList", () => {
  it("holds the usable entries and names the others", () => {
    const { list } = listOf([broken, accountOf("poof")]);
    assert.deepEqual(
      list.all().map(({ id }) => id),
      ["poof"],
    );
    assert.deepEqual(
      list.invalid().map(({ index, name }) => [index, name]),
      [[0, "broken"]],
    );
    assert.equal(list.find("poof")?.label, "poof");
    assert.equal(list.find("broken"), undefined);
  });

  it("counts the id of a broken entry as taken", () => {
    const { list } = listOf([broken, "text", null]);
    assert.equal(list.isTaken("broken"), true);
    assert.equal(list.isTaken("poof"), false);
  });

  it("adds and removes without touching what else is there", async () => {
    const { settings, list, told } = listOf([broken, "text", accountOf("one")]);
    await list.add(accountOf("two", { baseUrl: "https://a.example" }));
    await list.remove("one");
    await list.remove("gone");
    assert.deepEqual(settings.accounts(), [
      broken,
      "text",
      accountOf("two", { baseUrl: "https://a.example" }),
    ]);
    assert.deepEqual(told, [["one", "two"], ["two"]]);
  });

  it("removes a broken entry by its id", async () => {
    const { settings, list } = listOf([broken, accountOf("one")]);
    await list.remove("broken");
    assert.deepEqual(settings.accounts(), [accountOf("one")]);
    assert.deepEqual(list.invalid(), []);
  });

  it("begins a list where the setting holds none, and keeps what stands there without brackets", async () => {
    for (const [held, kept] of [
      [undefined, []],
      [accountOf("lone"), [accountOf("lone")]],
      ["a text", ["a text"]],
    ] as const) {
      const { settings, list } = listOf(held);
      await list.add(accountOf("one"));
      assert.deepEqual(settings.accounts(), [...kept, accountOf("one")]);
    }
  });

  it("loses nothing when several change it at once", async () => {
    const { list } = listOf([accountOf("old")]);
    await Promise.all([list.add(accountOf("one")), list.remove("old"), list.add(accountOf("two"))]);
    assert.deepEqual(
      list.all().map(({ id }) => id),
      ["one", "two"],
    );
  });

  it("goes on after a write that the settings refuse", async () => {
    const { settings, list } = listOf([]);
    const write = settings.setAccounts.bind(settings);
    settings.setAccounts = () => Promise.reject(new Error("settings.json is read-only"));
    await assert.rejects(list.add(accountOf("one")), { message: "settings.json is read-only" });
    assert.equal(list.find("one"), undefined);
    settings.setAccounts = write;
    await list.add(accountOf("two"));
    assert.ok(list.find("two"));
  });

  it("follows an edit by hand, and tells only when something differs", () => {
    const { settings, list, told } = listOf([accountOf("one")]);
    settings.edit([accountOf("one")]);
    assert.deepEqual(told, []);
    settings.edit([accountOf("one", { label: "Renamed" })]);
    assert.deepEqual(told, [["one"]]);
    assert.equal(list.find("one")?.label, "Renamed");
    settings.edit(undefined);
    assert.deepEqual(list.all(), []);
  });

  it("tells of its own change once", async () => {
    const { list, told } = listOf([]);
    await list.add(accountOf("one"));
    assert.equal(told.length, 1);
  });

  it("hears nothing once disposed", () => {
    const { settings, list, told } = listOf([]);
    list.dispose();
    settings.edit([accountOf("one")]);
    assert.deepEqual(told, []);
    assert.deepEqual(list.all(), []);
  });
});
