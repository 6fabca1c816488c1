import assert from "node:assert/strict";
import type { ConsoleMessage, Frame } from "playwright-core";
import { canaries } from "../integration/helpers/canaries.ts";
import { encodingsOf } from "../integration/helpers/findLeaks.ts";
import { workbenchSuite } from "./helpers/workbenchSuite.ts";

/**
 * A script that records the messages that a frame reads. A listener would be lost: VS Code fills the panel's
 * frame by `document.open()`, which removes listeners. It is text because tests lack the page's types.
 */
const recordMessages = `globalThis.recordedMessages = [];
const { get } = Object.getOwnPropertyDescriptor(MessageEvent.prototype, "data");
Object.defineProperty(MessageEvent.prototype, "data", {
  configurable: true,
  get() {
    const data = get.call(this);
    try { recordedMessages.push(JSON.stringify(data)); } catch {}
    return data;
  },
});`;

// The panel's real policy is tested here too.
describe("a key that a provider repeats in every text", () => {
  const user = workbenchSuite({
    initScript: recordMessages,
    bound: ({ baseUrl, credentials }) => [
      { command: "creditMonitor.setKey", args: { accountId: "poof", key: credentials.poof.key } },
      {
        command: "creditMonitor.addAccount",
        args: { provider: "richUtilities", baseUrl: baseUrl("richUtilities"), ...credentials.richUtilities },
      },
    ],
  });
  const recorded: string[] = [];
  const recordConsole = (message: ConsoleMessage) => recorded.push(message.text());

  before(() => {
    user().window.page.on("console", recordConsole);
    const { key } = user().sample.credentials.poof;
    user().sample.accounts.set("poof", { plan: `Plan ${key}`, organizationId: btoa(`user:${key}`) });
  });
  after(() => user().window.page.off("console", recordConsole));

  const recordFrames = async () => {
    for (const frame of user().window.page.frames()) recorded.push(await contentOf(frame));
  };

  it("a key is entered, rejected and accepted while the screen is recorded", async () => {
    const { window, sample } = user();
    const { key } = sample.credentials.poof;
    await window.runCommand("Credit Monitor: Add Account");
    await user().inputBox("Add account");
    await user().type("poof");
    await user().inputBox("Add Poof account (2/3)");
    sample.faults.add("poof", { kind: "error", status: 401, message: `no key ${key} ${btoa(`u:${key}`)}` });
    await user().type(key);
    await user().waitForInputMessage("The provider rejected the key");
    await recordFrames();
    await user().press("Control+A");
    await user().type(key);
    await user().inputBox("Add Poof account (3/3)");
    await user().type("Poof");
    await user().dismissNotification("Added Poof");
    await user().inputBox("Low-balance warning for Poof");
    await recordFrames();
    await user().press("Escape");
  });

  it("the status bar, the tooltip, the panel and notifications are recorded", async () => {
    const { window, sample } = user();
    const { key } = sample.credentials.poof;
    await user().runBoundCommand(2);
    await user().waitForStatusBar(/^(Poof|Rich)/);
    const message = `no credits for ${key} ${encodeURIComponent(btoa(`u:${key}`))} ${key.toUpperCase()}`;
    sample.faults.add("poof", { kind: "error", status: 402, message }, { times: Number.POSITIVE_INFINITY });
    await user().refresh();
    await user().tooltip();
    await recordFrames();
    await user().openPanel();
    await window.panel().getByRole("tab", { name: "Poof" }).click();
    await window.panel().getByText("•••").first().waitFor();
    await recordFrames();
    await window.panel().getByRole("tab", { name: "Rich Utilities" }).click();
    await window.panel().getByRole("grid", { name: "Ledger" }).waitFor();
    await recordFrames();
    await user().runBoundCommand(1);
    await user().openNotifications();
    await recordFrames();
  });

  it("no key is in the recorded screens, the messages to frames and the console", () => {
    const all = recorded.join("\n");
    for (const kind of ["state", "response"]) {
      assert.match(
        all,
        new RegExp(`^\\{"kind":"${kind}"`, "m"),
        `messages "${kind}" to the panel were recorded`,
      );
    }
    assert.match(all, /no credits for •••|•••/);
    const bytes = Buffer.from(all);
    const found = canaries.filter((secret) => encodingsOf(secret).some((form) => bytes.includes(form)));
    assert.deepEqual(found, []);
  });

  it("the panel's policy names every source and allows nothing unsafe", async () => {
    const frames = await Promise.all(
      user()
        .window.page.frames()
        .map((frame) => policyOf(frame)),
    );
    const [policy = ""] = frames.filter((found) => found.includes("script-src 'nonce-"));
    const rules = Object.fromEntries(
      policy.split(";").map((rule) => {
        const [name = "", ...sources] = rule.trim().split(/\s+/);
        return [name, sources];
      }),
    );
    const names = ["base-uri", "default-src", "form-action", "img-src", "script-src", "style-src"];
    assert.deepEqual(new Set(Object.keys(rules)), new Set(names));
    for (const name of ["base-uri", "default-src", "form-action"]) assert.deepEqual(rules[name], ["'none'"]);
    assert.deepEqual(rules["img-src"], ["data:"]);
    for (const name of ["script-src", "style-src"]) assert.match(String(rules[name]), /^'nonce-[\w-]{20,}'$/);
    assert.doesNotMatch(policy, /unsafe|\*|http/);
  });
});

async function contentOf(frame: Frame): Promise<string> {
  const messages = await frame.evaluate("(globalThis.recordedMessages ?? []).join('\\n')").catch(() => "");
  return [await frame.content().catch(() => ""), String(messages)].join("\n");
}

async function policyOf(frame: Frame): Promise<string> {
  const policy = await frame
    .evaluate(`document.querySelector('meta[http-equiv="Content-Security-Policy"]')?.content ?? ""`)
    .catch(() => "");
  return String(policy);
}
