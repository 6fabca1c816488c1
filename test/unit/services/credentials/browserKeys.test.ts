import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { minuteMs } from "../../../../src/core/time/durations.ts";
import { sampleKeys, sampleSignIn } from "../../../../src/sample/simulation/keys.ts";
import { createCommandServices } from "../../../../src/services/createCommandServices.ts";
import type { Services } from "../../../../src/services/createServices.ts";
import { BrowserSecrets } from "../../../helpers/browserSecrets.ts";
import { eventually } from "../../../helpers/eventually.ts";
import { loadSample, sampleLabel } from "../../../helpers/sampleModule.ts";
import { createTestServices } from "../../../helpers/testServices.ts";

const credentials = {
  poof: { kind: "key", key: sampleKeys.poof.key },
  richUtilities: { kind: "signIn", ...sampleSignIn },
} as const;

/** Windows of a VS Code that is served to a browser. They share settings and history, and write to one browser. */
async function openBrowser() {
  const machine = await createTestServices();
  const { clock, signal, placeOf } = machine;
  const browser = new BrowserSecrets();
  const windows: Services[] = [];
  return {
    ...machine,
    browser,
    async openWindow(): Promise<Services> {
      // A window loads its keys a while before it starts its extensions.
      const secrets = browser.load();
      await clock.advance(minuteMs);
      const window = machine.openWindow({ secrets, browserId: "browser-1" });
      windows.push(window);
      await window.start();
      return window;
    },
    /** Adds an account in a window, as a user does. */
    async add(window: Services, provider: keyof typeof credentials): Promise<string> {
      const { accountManager } = createCommandServices(window, { clock, loadSample, sampleLabel });
      const verified = await accountManager.verify(placeOf(provider), credentials[provider], signal);
      assert.ok(verified.ok);
      return (await accountManager.save(placeOf(provider), verified.value)).id;
    },
    async [Symbol.asyncDispose]() {
      for (const window of windows) window.dispose();
      await machine[Symbol.asyncDispose]();
    },
  };
}

const failureOf = (window: Services, accountId: string) => window.poller.status(accountId)?.failure;

describe("keys in several windows of a browser", () => {
  it("a window says in which window a key is, and follows what happens to it", async () => {
    await using machine = await openBrowser();
    const [first, second] = [await machine.openWindow(), await machine.openWindow()];
    const poofId = await machine.add(first, "poof");
    // A refresh accepts no reading that is older than itself.
    machine.clock.jump(1000);
    await second.poller.refresh(poofId);
    assert.deepEqual(failureOf(second, poofId), { kind: "keyMissing", enteredIn: "stored" });
    assert.equal(failureOf(first, poofId), undefined);

    const third = await machine.openWindow();
    await third.poller.refresh(poofId);
    assert.equal(failureOf(third, poofId), undefined, "a window that is loaded now has the key");

    await machine.add(second, "richUtilities");
    await eventually(() =>
      assert.deepEqual(failureOf(second, poofId), { kind: "keyMissing", enteredIn: "window" }),
    );
    await second.poller.refresh(poofId);
    const fourth = await machine.openWindow();
    await fourth.poller.refresh(poofId);
    assert.deepEqual(failureOf(fourth, poofId), { kind: "keyMissing", enteredIn: "window" });
  });

  it("a window without a key shows the readings of the window that has it", async () => {
    await using machine = await openBrowser();
    const [first, second] = [await machine.openWindow(), await machine.openWindow()];
    const poofId = await machine.add(first, "poof");
    await second.poller.refresh(poofId);
    await machine.clock.advance(minuteMs);
    await first.poller.refresh(poofId);
    await second.poller.catchUp();
    assert.equal(failureOf(second, poofId), undefined);
    assert.ok(second.poller.status(poofId)?.reading);
  });

  it("a key that another window erased is stored again by the window that has it", async () => {
    await using machine = await openBrowser();
    const first = await machine.openWindow();
    const richId = await machine.add(first, "richUtilities");
    const second = await machine.openWindow();
    const poofId = await machine.add(first, "poof");
    await second.keyStore.delete(richId);
    assert.equal(machine.browser.storedAccounts.length, 0);
    await machine.clock.advance(minuteMs);
    assert.ok(machine.browser.storedAccounts.includes(poofId));
    const third = await machine.openWindow();
    await third.poller.refresh(poofId);
    assert.equal(failureOf(third, poofId), undefined);
  });

  it("a renewed session erases no key of another window, also of one that is closed", async () => {
    await using machine = await openBrowser();
    const first = await machine.openWindow();
    const richId = await machine.add(first, "richUtilities");
    const second = await machine.openWindow();
    const poofId = await machine.add(first, "poof");
    first.dispose();
    machine.sample.tokens.revoke("access");
    await second.poller.refresh(richId);
    assert.equal(failureOf(second, richId), undefined);
    assert.deepEqual([machine.sample.tokens.refreshes, machine.sample.tokens.reuses], [1, 0]);
    assert.deepEqual(machine.browser.storedAccounts, [poofId, richId]);
    const third = await machine.openWindow();
    machine.sample.tokens.revoke("access");
    await third.poller.refresh();
    assert.deepEqual([failureOf(third, poofId), failureOf(third, richId)], [undefined, undefined]);
    assert.deepEqual([machine.sample.tokens.refreshes, machine.sample.tokens.reuses], [2, 0]);
  });

  it("a window on a desktop gives keys no revision and notes nothing", async () => {
    await using machine = await createTestServices();
    const { id } = await machine.add("poof", credentials.poof);
    assert.equal((await machine.keyStore.get(id))?.revision, undefined);
    await machine.keyStore.delete(id);
    await machine.poller.refresh(id);
    assert.deepEqual(machine.poller.status(id)?.failure, { kind: "keyMissing" });
    assert.deepEqual(await machine.history.coordinate((store) => store.keyNotes()), []);
  });
});
