import assert from "node:assert/strict";
import { mkdirSync } from "node:fs";
import path from "node:path";
import { mock } from "node:test";
import { describe, it } from "mocha";
import { hourMs, minuteMs } from "../../src/core/time/durations.ts";
import { findBuiltInProvider } from "../../src/providers/builtIn/builtInProviders.ts";
import { accountSource } from "../../src/services/accounts/accountSource.ts";
import { openHistory } from "../../src/store/database/openHistory.lazy.ts";
import { meterOf, snapshotOf } from "../helpers/accountStatus.ts";
import { eventually } from "../helpers/eventually.ts";
import { manifest, shippedBundle } from "./helpers/shippedBundle.ts";

/** What may run before the status bar shows, in bytes of minified code. */
const maxStartBytes = 8_000;

const stateKey = "statusBar.1";
const kept = {
  contents: [
    {
      name: "Credit Monitor",
      text: "$(credit-card) Poof 3,766",
      accessibleLabel: "Poof: 3,766 credits left, low, read just now",
      background: "warning",
      accountId: "poof",
    },
  ],
  place: { alignment: "right", priority: 90 },
  freshUntilMs: Date.now() + hourMs,
  language: "en",
  settings: "{}",
};
const stateWith = (changes: object) => new Map([[stateKey, { ...kept, ...changes }]]);

/** A history with one reading, made just now. */
async function storeReading(file: string): Promise<void> {
  mkdirSync(path.dirname(file), { recursive: true });
  const opened = await openHistory(file);
  assert.ok(opened.kind === "open");
  const snapshot = snapshotOf([meterOf("400")]);
  const [account, nowMs] = [{ id: "poof", provider: "poof", label: "Poof" }, Date.now()];
  const source = accountSource(account, findBuiltInProvider("poof"));
  const attempt = { source, reading: { snapshot, readAtMs: nowMs }, failures: 0, attemptedAtMs: nowMs };
  opened.store.saveAttempt("poof", attempt, hourMs);
  opened.store.close();
}

describe("the start of the shipped extension", () => {
  const bundle = shippedBundle();

  it("the first start loads the whole extension, and keeps what it shows for the next one", async () => {
    const state = new Map();
    await using first = await bundle.activate({ state });
    assert.ok(first.loadedBundles().includes("monitor.cjs"));
    const [item] = first.shownItems();
    assert.equal(item?.text, "$(credit-card) Credit Monitor: add account");
    await eventually(() => assert.ok(state.has(stateKey)));
    await using second = await bundle.activate({ state });
    assert.deepEqual(second.loadedBundles(), ["extension.cjs"]);
    assert.equal(second.shownItems()[0]?.text, item.text);
    assert.equal(second.commands.size, manifest.contributes.commands.length);
    assert.deepEqual(second.tools, ["credit-monitor_check_credits"]);
  });

  it("what was shown last stands there before anything else is loaded, and one small file is enough", async () => {
    await using extension = await bundle.activate({ state: stateWith({}) });
    assert.deepEqual(extension.loadedBundles(), ["extension.cjs"]);
    const [item, ...others] = extension.shownItems();
    assert.equal(item?.text, "$(credit-card) Poof 3,766");
    assert.equal(item.accessibilityInformation?.label, "Poof: 3,766 credits left, low, read just now");
    assert.ok(item.backgroundColor);
    assert.deepEqual(others, []);
    const size = bundle.size("extension.cjs");
    assert.ok(size <= maxStartBytes, `${size} bytes`);
  });

  it("the rest is loaded soon after, and shows the accounts as they are now in the same item", async () => {
    await using extension = await bundle.activate({ state: stateWith({}) });
    const [before] = extension.shownItems();
    await eventually(() =>
      assert.equal(extension.shownItems()[0]?.text, "$(credit-card) Credit Monitor: add account"),
    );
    assert.ok(extension.loadedBundles().includes("monitor.cjs"));
    assert.equal(extension.shownItems()[0], before);
    assert.equal(extension.shownItems()[0]?.backgroundColor, undefined);
  });

  it("the API's first call loads the rest at once", async () => {
    await using extension = await bundle.activate({ state: stateWith({}) });
    assert.deepEqual(extension.api.accounts(), []);
    assert.deepEqual(extension.loadedBundles(), ["extension.cjs", "monitor.cjs"]);
  });

  it("an amount that has grown old meanwhile is marked, and says nothing about a level", async () => {
    await using extension = await bundle.activate({ state: stateWith({ freshUntilMs: Date.now() - 1 }) });
    const [item] = extension.shownItems();
    assert.equal(item?.text, "$(credit-card) Poof 3,766 $(history)");
    assert.equal(item.accessibilityInformation?.label, "Credit Monitor");
    assert.equal(item.backgroundColor, undefined);
  });

  it("the clock alone has the status bar updated each minute, no more often", async () => {
    mock.timers.enable({ apis: ["Date", "setInterval"], now: Date.now() });
    try {
      await using extension = await bundle.activate({
        settings: { accounts: [{ id: "poof", provider: "poof", label: "Poof" }] },
        fillStorage: (folder) => storeReading(path.join(folder, "history.db")),
      });
      const label = () => extension.shownItems()[0]?.accessibilityInformation?.label;
      await eventually(() => assert.equal(label(), "Poof: 400 credits left, ok, read just now"));
      await eventually(() => assert.ok(extension.loadedBundles().includes("backgroundTasks.cjs")));
      const count = extension.showCount();
      mock.timers.tick(minuteMs - 1);
      assert.equal(extension.showCount(), count);
      mock.timers.tick(1);
      assert.equal(extension.showCount(), count + 1);
      assert.equal(label(), "Poof: 400 credits left, ok, read 1 minute ago");
    } finally {
      mock.timers.reset();
    }
  });

  it("the status bar is left alone where the clock changes nothing of it", async () => {
    mock.timers.enable({ apis: ["setInterval"] });
    try {
      const state = new Map();
      await using extension = await bundle.activate({ state });
      await eventually(() => assert.ok(extension.loadedBundles().includes("backgroundTasks.cjs")));
      await eventually(() => assert.ok(state.has(stateKey)));
      const count = extension.showCount();
      mock.timers.tick(3 * minuteMs);
      assert.equal(extension.showCount(), count);
    } finally {
      mock.timers.reset();
    }
  });

  it("a setting is looked up once until it changes, whatever the number of accounts", async () => {
    const entries = Array.from({ length: 30 }, (_, index) => ({
      id: `poof${index}`,
      provider: "poof",
      label: `Poof ${index}`,
    }));
    await using extension = await bundle.activate({ settings: { accounts: entries } });
    assert.equal(extension.api.accounts().length, 30);
    const count = extension.lookupCount();
    for (let times = 0; times < 5; times += 1) extension.api.accounts();
    assert.equal(extension.lookupCount(), count);
    extension.changeSettings({ accounts: entries.slice(0, 2) });
    assert.equal(extension.api.accounts().length, 2);
    assert.ok(extension.lookupCount() > count);
  });

  it("an extension that is deactivated at once loads nothing more", async () => {
    const extension = await bundle.activate({ state: stateWith({}) });
    await extension[Symbol.asyncDispose]();
    assert.deepEqual(extension.shownItems(), []);
    await using other = await bundle.activate({ state: stateWith({}) });
    await eventually(() => assert.ok(other.loadedBundles().includes("monitor.cjs")));
    assert.deepEqual(extension.loadedBundles(), ["extension.cjs"]);
  });

  const unfit: Readonly<Record<string, object>> = {
    "another language": { language: "de" },
    "other settings": { settings: '{"refreshMinutes":9}' },
    "no item": { contents: [] },
    "an item without text": { contents: [{ ...kept.contents[0], text: "" }] },
    "a background that does not exist": { contents: [{ ...kept.contents[0], background: "green" }] },
    "no place": { place: undefined },
    "a place in the middle": { place: { alignment: "center", priority: 1 } },
    "a time that is none": { freshUntilMs: "soon" },
  };
  for (const [name, changes] of Object.entries(unfit)) {
    it(`what was kept is not shown with ${name}: the rest is loaded at once`, async () => {
      await using extension = await bundle.activate({ state: stateWith(changes) });
      assert.ok(extension.loadedBundles().includes("monitor.cjs"));
      assert.doesNotMatch(
        extension
          .shownItems()
          .map(({ text }) => text)
          .join(),
        /Poof/,
      );
    });
  }

  const accounts = [{ id: "depicta", provider: "depicta", label: "Depicta" }];
  for (const settings of [{ hideAmounts: true }, { accounts }, { "statusBar.show": "all" }]) {
    const [name] = Object.keys(settings);
    it(`what was kept is not shown once ${name} has been set`, async () => {
      await using extension = await bundle.activate({ state: stateWith({}), settings });
      assert.doesNotMatch(
        extension
          .shownItems()
          .map(({ text }) => text)
          .join(),
        /3,766/,
      );
    });
  }
});
