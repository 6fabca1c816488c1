import assert from "node:assert/strict";
import path from "node:path";
import { root } from "../../scripts/helpers/root.ts";
import { testRepository } from "../../scripts/test/testRepository.ts";
import { eventually } from "../helpers/eventually.ts";
import { workbenchSuite } from "./helpers/workbenchSuite.ts";

/** An expression for the page. It is text because tests lack the page's types. */
const pictureWidth = `document.querySelector(".getting-started-media img")?.naturalWidth ?? 0`;

describe("what VS Code shows of the extension", () => {
  const user = workbenchSuite({
    bound: () => [
      { command: "workbench.action.openWalkthrough", args: "credit-monitor.credit-monitor#start" },
      { command: "extension.open", args: "credit-monitor.credit-monitor" },
    ],
  });

  const page = () => user().window.page.locator(".gettingStartedContainer");
  const step = (title: string) => page().locator("button.getting-started-step").filter({ hasText: title });
  const waitUntilDone = async (title: string) =>
    eventually(async () => assert.equal(await step(title).getAttribute("aria-checked"), "true"));
  const startStep = async (title: string, button: string) => {
    await step(title).click();
    await page().getByRole("button", { name: button, exact: true }).click();
  };

  it("the page of the extension shows the README's pictures from the repository, and every link leads to the web", async () => {
    const pictures = `${testRepository}/raw/HEAD/`;
    await user()
      .window.page.context()
      .route(`${pictures}**`, (route) =>
        route.fulfill({ path: path.join(root, route.request().url().slice(pictures.length)) }),
      );
    await user().runBoundCommand(2);
    const shown = user().window.panel();
    await shown.getByRole("heading", { name: "Install" }).waitFor();
    await eventually(async () => {
      const widths = await shown
        .locator("img")
        .evaluateAll((images) => images.map((image) => Number(Reflect.get(image, "naturalWidth"))));
      assert.ok(widths.length >= 3 && widths.every((width) => width > 100), String(widths));
    });
    const links = await shown
      .locator("a[href]")
      .evaluateAll((anchors) => anchors.map((anchor) => anchor.getAttribute("href") ?? ""));
    assert.ok(links.length > 5);
    assert.deepEqual(
      links.filter((link) => !/^(https:|#)/.test(link)),
      [],
    );
    assert.equal(await shown.getByText("All pictures show sample data").count(), 0);
  });

  it("the walkthrough has four steps, each completed by its action", async () => {
    await user().runBoundCommand(1);
    await page().getByText("See it with sample accounts").first().waitFor();
    await eventually(async () => assert.ok((await user().window.page.evaluate<number>(pictureWidth)) > 0));
    await startStep("See it with sample accounts", "Try with sample accounts");
    // The panel shows the accounts, in front of the walkthrough.
    await user().dismissNotification("These are sample accounts with made-up numbers.");
    await user().runBoundCommand(1);
    await waitUntilDone("See it with sample accounts");

    await startStep("Add an account", "Add an account");
    // Outside of the input box, Escape would close the walkthrough.
    await (await user().inputBox("Add account")).press("Escape");
    await waitUntilDone("Add an account");

    await startStep("Set a low-balance warning", "Edit an account");
    await user().inputBox("Edit which account?");
    await user().type("poof");
    await user().inputBox("Edit Poof (sample)");
    await user().type("Low-balance warning");
    await user().inputBox("Low-balance warning for Poof (sample)");
    await user().press("Control+A");
    await user().type("5000, 10 %");
    await user().window.quickPickRow("Low-balance warning").getByText("below 5000, 10 %").waitFor();
    await (await user().inputBox("Edit Poof (sample)")).press("Escape");
    await waitUntilDone("Set a low-balance warning");

    await startStep("Ask before a big job", "Enough credits for…?");
    await user().inputBox("Check credits in which account?");
    await user().type("poof");
    await user().inputBox("Enough credits in Poof (sample)?");
    await user().type("1");
    await user().dismissNotification("Poof (sample): Enough: ");
    await waitUntilDone("Ask before a big job");
    // The walkthrough page may take the focus back at any time.
  }).retries(2);
});
