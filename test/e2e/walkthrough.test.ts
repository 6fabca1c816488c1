import assert from "node:assert/strict";
import { eventually } from "../helpers/eventually.ts";
import { workbenchSuite } from "./helpers/workbenchSuite.ts";

/** As text, for nothing here has the types of a page. */
const pictureWidth = `document.querySelector(".getting-started-media img")?.naturalWidth ?? 0`;

describe("the walkthrough", () => {
  const person = workbenchSuite({
    bound: () => [
      { command: "workbench.action.openWalkthrough", args: "credit-monitor.credit-monitor#start" },
    ],
  });

  const page = () => person().window.page.locator(".gettingStartedContainer");
  const step = (title: string) => page().locator("button.getting-started-step").filter({ hasText: title });
  const done = async (title: string) =>
    eventually(async () => assert.equal(await step(title).getAttribute("aria-checked"), "true"));
  const start = async (title: string, button: string) => {
    await step(title).click();
    await page().getByRole("button", { name: button, exact: true }).click();
  };

  it("leads through four steps, each done by doing it", async () => {
    await person().runBoundCommand(1);
    await page().getByText("See it with sample accounts").first().waitFor();
    await eventually(async () => assert.ok((await person().window.page.evaluate<number>(pictureWidth)) > 0));
    await start("See it with sample accounts", "Try with sample accounts");
    await person().waitForStatusBar(/\d/);
    await done("See it with sample accounts");

    await start("Add an account", "Add an account");
    // Elsewhere than in the box, Escape would leave the walkthrough.
    await (await person().inputBox("Add account")).press("Escape");
    await done("Add an account");

    await start("Set a low-balance warning", "Edit an account");
    await person().inputBox("Edit which account?");
    await person().type("poof");
    await person().inputBox("Edit Poof");
    await person().type("Low-balance warning");
    await person().inputBox("Low-balance warning for Poof");
    await person().press("Control+A");
    await person().type("5000, 10 %");
    await person().window.quickPickRow("Low-balance warning").getByText("below 5000, 10 %").waitFor();
    await (await person().inputBox("Edit Poof")).press("Escape");
    await done("Set a low-balance warning");

    await start("Ask before a big job", "Enough credits for…?");
    await person().inputBox("Check credits in which account?");
    await person().type("poof");
    await person().inputBox("Enough credits in Poof?");
    await person().type("1");
    await person().dismissNotification("Poof: Enough: ");
    await done("Ask before a big job");
    // VS Code's page takes the focus back at its own time.
  }).retries(2);
});
