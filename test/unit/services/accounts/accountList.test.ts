import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { AccountList } from "../../../../src/services/accounts/accountList.ts";
import { parseEntry } from "../../../../src/services/accounts/accountSchema.lazy.ts";
import { FakeClock } from "../../../helpers/fakeClock.ts";
import { MemorySettings } from "../../../helpers/memorySettings.ts";
import { accountOf } from "../../../helpers/pollerHarness.ts";
import { unsharedJournal } from "../../../helpers/unsharedJournal.ts";

const broken = { id: "broken", provider: "nobody", note: "by hand" };

function listOf(entries: unknown) {
  const settings = new MemorySettings(entries);
  const list = new AccountList(settings, (id) => id === "poof", unsharedJournal(new FakeClock()), parseEntry);
  const changes: string[][] = [];
  list.onDidChange((accounts) => changes.push(accounts.map(({ id }) => id)));
  return { settings, list, changes };
}

describe("AccountList", () => {
  it("AccountList has the valid entries and names the others", () => {
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

  it("AccountList counts the id of an invalid entry as taken", () => {
    const { list } = listOf([broken, "text", null]);
    assert.equal(list.isTaken("broken"), true);
    assert.equal(list.isTaken("poof"), false);
  });

  it("AccountList adds and removes an entry without changing other entries", async () => {
    const { settings, list, changes } = listOf([broken, "text", accountOf("one")]);
    await list.add(accountOf("two", { baseUrl: "https://a.example" }));
    await list.remove("one");
    await list.remove("gone");
    assert.deepEqual(settings.accounts(), [
      broken,
      "text",
      accountOf("two", { baseUrl: "https://a.example" }),
    ]);
    assert.deepEqual(changes, [["one", "two"], ["two"]]);
  });

  const moves: readonly [
    what: string,
    ids: readonly string[],
    target: string | undefined,
    expected: string,
  ][] = [
    ["up to the place of another", ["c"], "a", "c a broken text b d"],
    ["down, after the one whose place it takes", ["a"], "c", "broken text b c a d"],
    ["to the end", ["a"], undefined, "broken text b c d a"],
    ["together, in their order", ["d", "b"], "a", "b d a broken text c"],
    ["nowhere when it is its own target", ["b", "c"], "c", "a broken text b c d"],
    ["nowhere when the target is gone", ["b"], "gone", "a broken text b c d"],
    ["nowhere when it is gone itself", ["gone"], "a", "a broken text b c d"],
  ];
  for (const [what, ids, target, expected] of moves) {
    it(`AccountList moves an account ${what}, and other entries keep their order`, async () => {
      const { settings, list } = listOf([
        accountOf("a", { refreshMinutes: 7 }),
        broken,
        "text",
        ...["b", "c", "d"].map((id) => accountOf(id)),
      ]);
      await list.move(ids, target);
      const entries = settings.accounts() as readonly (string | { readonly id: string })[];
      const names = entries.map((entry) => (typeof entry === "string" ? entry : entry.id));
      assert.equal(names.join(" "), expected);
      assert.ok(entries.some((entry) => JSON.stringify(entry).includes('"refreshMinutes":7')));
    });
  }

  it("AccountList removes an invalid entry by its id", async () => {
    const { settings, list } = listOf([broken, accountOf("one")]);
    await list.remove("broken");
    assert.deepEqual(settings.accounts(), [accountOf("one")]);
    assert.deepEqual(list.invalid(), []);
  });

  it("AccountList touches one of two entries of an id alone: the one that is the account", async () => {
    const invalid = { id: "one", provider: "nowhere", label: "Invalid" };
    const [first, second] = [accountOf("one", { label: "First" }), accountOf("one", { label: "Second" })];
    const { settings, list } = listOf([invalid, first, second]);
    assert.equal(list.find("one")?.label, "First");
    await list.edit("one", { label: "Renamed" });
    assert.deepEqual(settings.accounts(), [invalid, { ...first, label: "Renamed" }, second]);
    await list.remove("one");
    assert.deepEqual(settings.accounts(), [invalid, second]);
    assert.equal(list.find("one")?.label, "Second");
    await list.remove("one");
    assert.deepEqual(settings.accounts(), [invalid]);
    await list.remove("gone");
    assert.deepEqual(settings.accounts(), [invalid]);
  });

  it("AccountList creates a missing list, and keeps a value that is not a list", async () => {
    for (const [before, preserved] of [
      [undefined, []],
      [accountOf("lone"), [accountOf("lone")]],
      ["a text", ["a text"]],
    ] as const) {
      const { settings, list } = listOf(before);
      await list.add(accountOf("one"));
      assert.deepEqual(settings.accounts(), [...preserved, accountOf("one")]);
    }
  });

  it("AccountList loses nothing in concurrent changes", async () => {
    const { list } = listOf([accountOf("old")]);
    await Promise.all([list.add(accountOf("one")), list.remove("old"), list.add(accountOf("two"))]);
    assert.deepEqual(
      list.all().map(({ id }) => id),
      ["one", "two"],
    );
  });

  it("AccountList continues after a write that the settings reject", async () => {
    const { settings, list } = listOf([]);
    const write = settings.setAccounts.bind(settings);
    settings.setAccounts = () => Promise.reject(new Error("settings.json is read-only"));
    await assert.rejects(list.add(accountOf("one")), { message: "settings.json is read-only" });
    assert.equal(list.find("one"), undefined);
    settings.setAccounts = write;
    await list.add(accountOf("two"));
    assert.ok(list.find("two"));
  });

  it("AccountList follows an edit by hand, and notifies only of differences", () => {
    const { settings, list, changes } = listOf([accountOf("one")]);
    settings.edit([accountOf("one")]);
    assert.deepEqual(changes, []);
    settings.edit([accountOf("one", { label: "Renamed" })]);
    assert.deepEqual(changes, [["one"]]);
    assert.equal(list.find("one")?.label, "Renamed");
    settings.edit(undefined);
    assert.deepEqual(list.all(), []);
  });

  it("AccountList notifies once of its own change", async () => {
    const { list, changes } = listOf([]);
    await list.add(accountOf("one"));
    assert.equal(changes.length, 1);
  });

  it("AccountList ignores changes after it was disposed", () => {
    const { settings, list, changes } = listOf([]);
    list.dispose();
    settings.edit([accountOf("one")]);
    assert.deepEqual(changes, []);
    assert.deepEqual(list.all(), []);
  });
});
