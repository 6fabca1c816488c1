import assert from "node:assert/strict";
import type { Dialog, Locator } from "playwright-core";
import { workbenchSuite } from "./helpers/workbenchSuite.ts";

const link = "[free](command:workbench.action.closeWindow)";
const marks = `<img src=x onerror=alert(1)>$(flame)**b**|\u202e`;
/** As long as a label may be. */
const label = `${marks}${link}`.slice(0, 80);
const text = `${marks}${link} <script>alert(1)</script> ${"x".repeat(10_000)}`;

describe("hostile labels and provider texts", () => {
  const person = workbenchSuite({
    bound: ({ baseUrl, credentials }) => [
      {
        command: "creditMonitor.addAccount",
        args: { provider: "poof", label, baseUrl: baseUrl("poof"), key: credentials.poof.key },
      },
    ],
  });
  let dialogs = 0;
  const count = (dialog: Dialog) => {
    dialogs += 1;
    void dialog.dismiss();
  };

  after(() => person().window.page.off("dialog", count));

  before(() => {
    person().window.page.on("dialog", count);
    person().sample.accounts.set("poof", {
      maxCredits: "5000",
      usedCredits: "1234",
      plan: text,
      organizationId: text,
    });
  });

  /** Nothing of it has become an element, an icon or a link. */
  const isText = async (place: Locator) => {
    for (const made of [
      "img",
      "script:not([nonce], #boot)",
      "strong:text-is('b')",
      ".codicon-flame",
      "a:text-is('free')",
    ]) {
      assert.equal(await place.locator(made).count(), 0, made);
    }
    const shown = await place.innerText();
    assert.match(shown, /<img src=x/);
    assert.doesNotMatch(shown, /\u202e/);
    assert.ok(shown.length < 2_000, `${shown.length} characters`);
  };

  it("stay text in the status bar and its tooltip", async () => {
    await person().runBoundCommand(1);
    await person().waitForStatusBar(/^<img src=x .* 3,766$/);
    await isText(person().window.statusBarItem());
    person().sample.faults.add("poof", { kind: "error", status: 500, message: text });
    await person().window.runCommand("Credit Monitor: Refresh");
    await person().waitForStatusBar(/ 3,766 \(history\)$/);
    const tooltip = await person().tooltip();
    await isText(tooltip);
    assert.match(await person().tooltipText(), /500, internal_server_error: <img src=x/);
    const box = await tooltip.boundingBox();
    assert.ok(box && box.height < 400, "the tooltip stays a tooltip");
  });

  it("stay text in the panel", async () => {
    const panel = person().window.panel().locator("body");
    await person().clickStatusBar(panel.getByText("internal_server_error").first());
    await isText(panel);
  });

  it("stay text in prompts, and where a key is refused", async () => {
    const { window, sample } = person();
    await window.runCommand("Credit Monitor: Set Key");
    await person().inputBox("Set the key of which account?");
    await isText(window.quickInput());
    await person().press("Enter");
    await window.quickInput().locator('input[type="password"]').waitFor();
    sample.faults.add("poof", { kind: "error", status: 401, message: text });
    await person().type("pk_wrong");
    await person().waitForInputMessage("authentication_error: <img src=x");
    await isText(window.quickInput());
    await person().press("Escape");
  });

  it("stay text in messages", async () => {
    const { window, sample } = person();
    sample.faults.add("poof", { kind: "error", status: 403, message: text });
    await window.runCommand("Credit Monitor: Set Key");
    await person().inputBox("Set the key of which account?");
    await person().press("Enter");
    await window.quickInput().locator('input[type="password"]').waitFor();
    await person().type("pk_wrong");
    await isText(window.notifications().filter({ hasText: "but the account could not be read yet" }));
    await person().dismissNotification("but the account could not be read yet");
  });

  it("stay text in the question before an account is removed", async () => {
    const { window } = person();
    await window.runCommand("Credit Monitor: Remove Account");
    await person().inputBox("Remove which account?");
    await person().press("Enter");
    await isText(window.page.getByRole("dialog").filter({ hasText: "The key is deleted" }));
    await person().press("Escape");
  });

  it("have run nothing", () => {
    assert.equal(dialogs, 0);
  });
});
