import assert from "node:assert/strict";
import path from "node:path";
import { root } from "../../scripts/helpers/root.ts";
import { testRepository } from "../../scripts/test/testRepository.ts";
import { eventually } from "../helpers/eventually.ts";
import { workbenchSuite } from "./helpers/workbenchSuite.ts";

describe("the page of the installed extension", () => {
  const user = workbenchSuite({
    bound: () => [{ command: "extension.open", args: "credit-monitor.credit-monitor" }],
  });

  it("the page shows the README's pictures from the repository, and every link leads to the web", async () => {
    const pictures = `${testRepository}/raw/HEAD/`;
    await user()
      .window.page.context()
      .route(`${pictures}**`, (route) =>
        route.fulfill({ path: path.join(root, route.request().url().slice(pictures.length)) }),
      );
    await user().runBoundCommand(1);
    const page = user().window.panel();
    await page.getByRole("heading", { name: "Install" }).waitFor();
    await eventually(async () => {
      const widths = await page
        .locator("img")
        .evaluateAll((images) => images.map((image) => Number(Reflect.get(image, "naturalWidth"))));
      assert.ok(widths.length >= 3 && widths.every((width) => width > 100), String(widths));
    });
    const links = await page
      .locator("a[href]")
      .evaluateAll((anchors) => anchors.map((anchor) => anchor.getAttribute("href") ?? ""));
    assert.ok(links.length > 5);
    assert.deepEqual(
      links.filter((link) => !/^(https:|#)/.test(link)),
      [],
    );
    assert.equal(await page.getByText("All pictures show sample data").count(), 0);
  });
});
