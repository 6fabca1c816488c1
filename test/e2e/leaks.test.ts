import assert from "node:assert/strict";
import type { ConsoleMessage, Frame } from "playwright-core";
import { canaries } from "../integration/helpers/canaries.ts";
import { encodingsOf } from "../integration/helpers/findLeaks.ts";
import { workbenchSuite } from "./helpers/workbenchSuite.ts";

/** Keeps what frames are told; as text, for nothing here has the types of a page. */
const overhear = `globalThis.overheard = [];
addEventListener("message", ({ data }) => {
  try { overheard.push(JSON.stringify(data)); } catch {}
}, true);`;

// The policy of what is on the screen is looked at here too, for it is the real one.
describe("no key, while a provider repeats it in every word,", () => {
  const person = workbenchSuite({
    bound: ({ baseUrl, credentials }) => [
      { command: "creditMonitor.setKey", args: { accountId: "poof", key: credentials.poof.key } },
      {
        command: "creditMonitor.addAccount",
        args: { provider: "richUtilities", baseUrl: baseUrl("richUtilities"), ...credentials.richUtilities },
      },
    ],
  });
  const heard: string[] = [];
  const listen = (message: ConsoleMessage) => heard.push(message.text());

  before(async () => {
    const { page } = person().window;
    await page.addInitScript(overhear);
    page.on("console", listen);
    await person().load();
    const { key } = person().sample.credentials.poof;
    person().sample.accounts.set("poof", { plan: `Plan ${key}`, organizationId: btoa(`user:${key}`) });
  });
  after(() => person().window.page.off("console", listen));

  const look = async () => {
    for (const frame of person().window.page.frames()) heard.push(await seenIn(frame));
  };

  it("shows while it is typed, refused and taken", async () => {
    const { window, sample } = person();
    const { key } = sample.credentials.poof;
    await window.runCommand("Credit Monitor: Add Account");
    await person().inputBox("Add account");
    await person().type("poof");
    await person().inputBox("Add Poof account (2/3)");
    sample.faults.add("poof", { kind: "error", status: 401, message: `no key ${key} ${btoa(`u:${key}`)}` });
    await person().type(key);
    await person().waitForInputMessage("Poof rejected the key");
    await look();
    await person().press("Control+A");
    await person().type(key);
    await person().inputBox("Add Poof account (3/3)");
    await person().type("Poof");
    await person().dismissNotification("Added Poof");
    await look();
  });

  it("shows in the status bar, the tooltip, the panel and messages", async () => {
    const { window, sample } = person();
    const { key } = sample.credentials.poof;
    await person().runBoundCommand(2);
    await person().waitForStatusBar(/^(Poof|Rich)/);
    const message = `no credits for ${key} ${encodeURIComponent(btoa(`u:${key}`))} ${key.toUpperCase()}`;
    sample.faults.add("poof", { kind: "error", status: 402, message }, { times: Number.POSITIVE_INFINITY });
    await window.runCommand("Credit Monitor: Refresh");
    await person().tooltip();
    await look();
    await window.runCommand("Credit Monitor: Open Panel");
    await window.panel().getByRole("tab", { name: "Poof" }).click();
    await window.panel().getByText("•••").first().waitFor();
    await look();
    await window.panel().getByRole("tab", { name: "Rich Utilities" }).click();
    await window.panel().getByRole("grid", { name: "Ledger" }).waitFor();
    await look();
    await person().runBoundCommand(1);
    await person().openNotifications();
    await look();
  });

  it("is in what the window showed, what its frames were told, or the console", () => {
    const all = heard.join("\n");
    assert.match(all, /"kind":"state"/, "messages to the panel were overheard");
    assert.match(all, /no credits for •••|•••/);
    const bytes = Buffer.from(all);
    const found = canaries.filter((secret) => encodingsOf(secret).some((form) => bytes.includes(form)));
    assert.deepEqual(found, []);
  });

  it("could leave the panel: its policy names every source, and nothing unsafe", async () => {
    const frames = await Promise.all(
      person()
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

async function seenIn(frame: Frame): Promise<string> {
  const told = await frame.evaluate("(globalThis.overheard ?? []).join('\\n')").catch(() => "");
  return [await frame.content().catch(() => ""), String(told)].join("\n");
}

async function policyOf(frame: Frame): Promise<string> {
  const policy = await frame
    .evaluate(`document.querySelector('meta[http-equiv="Content-Security-Policy"]')?.content ?? ""`)
    .catch(() => "");
  return String(policy);
}
