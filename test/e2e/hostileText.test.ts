import assert from "node:assert/strict";
import type { Dialog, Locator } from "playwright-core";
import { workbenchSuite } from "./helpers/workbenchSuite.ts";

const link = "[free](command:workbench.action.closeWindow)";
const marks = `<img src=x onerror=alert(1)>$(flame)**b**|\u202e`;
/** The maximum length of a label. */
const label = `${marks}${link}`.slice(0, 80);
const text = `${marks}${link} <script>alert(1)</script> ${"x".repeat(10_000)}`;

describe("hostile labels and provider texts", () => {
  const user = workbenchSuite({
    bound: ({ baseUrl, credentials }) => [
      {
        command: "creditMonitor.addAccount",
        args: { provider: "poof", label, baseUrl: baseUrl("poof"), key: credentials.poof.key },
      },
    ],
  });
  let dialogCount = 0;
  const dismissDialog = (dialog: Dialog) => {
    dialogCount += 1;
    void dialog.dismiss();
  };

  after(() => user().window.page.off("dialog", dismissDialog));

  before(() => {
    user().window.page.on("dialog", dismissDialog);
    user().sample.accounts.set("poof", {
      maxCredits: "5000",
      usedCredits: "1234",
      plan: text,
      organizationId: text,
    });
  });

  /** Asserts that no part of the text has become an element, an icon or a link. */
  const assertIsText = async (place: Locator) => {
    for (const selector of [
      "img",
      'script:not([nonce], [type="text/plain"])',
      "strong:text-is('b')",
      ".codicon-flame",
      "a:text-is('free')",
    ]) {
      assert.equal(await place.locator(selector).count(), 0, selector);
    }
    const shown = await place.innerText();
    assert.match(shown, /<img src=x/);
    assert.doesNotMatch(shown, /\u202e/);
    assert.ok(shown.length < 2_000, `${shown.length} characters`);
  };

  it("hostile text stays text in the status bar and its tooltip", async () => {
    await user().runBoundCommand(1);
    await user().waitForStatusBar(/^<img src=x .* 3,766$/);
    await assertIsText(user().window.statusBarItem());
    user().sample.faults.add("poof", { kind: "error", status: 500, message: text });
    await user().refresh();
    await user().waitForStatusBar(/ 3,766 \(history\)$/);
    const tooltip = await user().tooltip();
    await assertIsText(tooltip);
    const box = await tooltip.boundingBox();
    assert.ok(box && box.height < 400, "the tooltip stays a tooltip");
    assert.match(await user().tooltipText(), /500, internal_server_error: <img src=x/);
  });

  it("hostile text stays text in the panel", async () => {
    const panel = user().window.panel().locator("body");
    await user().clickStatusBar(panel.getByText("internal_server_error").first());

    await assertIsText(panel);
  });

  it("hostile text stays text in prompts, and in the error of a rejected key", async () => {
    const { window, sample } = user();
    await window.runCommand("Credit Monitor: Set Key");
    await user().inputBox("Set the key of which account?");
    await assertIsText(window.quickInput());
    await user().press("Enter");
    await window.quickInput().locator('input[type="password"]').waitFor();
    sample.faults.add("poof", { kind: "error", status: 401, message: text });
    await user().type("pk_wrong");
    await user().waitForInputMessage("authentication_error: <img src=x");
    await assertIsText(window.quickInput());
    await user().press("Escape");
  });

  it("hostile text stays text in notifications", async () => {
    const { window, sample } = user();
    sample.faults.add("poof", { kind: "error", status: 403, message: text });
    await window.runCommand("Credit Monitor: Set Key");
    await user().inputBox("Set the key of which account?");
    await user().press("Enter");
    await window.quickInput().locator('input[type="password"]').waitFor();
    await user().type("pk_wrong");
    await assertIsText(window.notifications().filter({ hasText: "but the account could not be read yet" }));
    await user().dismissNotification("but the account could not be read yet");
  });

  it("hostile text stays text in the confirmation before an account is removed", async () => {
    const { window } = user();
    await window.runCommand("Credit Monitor: Remove Account");
    await user().inputBox("Remove which account?");
    await user().press("Enter");
    await assertIsText(window.page.getByRole("dialog").filter({ hasText: "The key is deleted" }));
    await user().press("Escape");
  });

  it("hostile text has run no script", () => {
    assert.equal(dialogCount, 0);
  });
});
