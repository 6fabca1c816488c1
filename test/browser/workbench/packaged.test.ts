import assert from "node:assert/strict";
import { openTestWorkbench } from "../../../scripts/testing/openTestWorkbench.ts";
import type { Workbench } from "../../../scripts/workbench/workbench.ts";

describe("the packaged extension", () => {
  let workbench: Workbench;

  before(async () => {
    workbench = await openTestWorkbench();
  });

  after(() => workbench.close());

  it("offers to add an account in the status bar of a first run", async () => {
    const window = await workbench.openWindow();
    await window.statusBarItem().getByText("Add account").waitFor();
  });

  it("shows its panel in each of two windows", async () => {
    for (const window of [await workbench.openWindow(), await workbench.openWindow()]) {
      await window.runCommand("Credit Monitor: Open Panel");
      await window.panel().getByRole("button", { name: "Add account" }).waitFor();
      assert.equal(await window.page.locator(".tab").filter({ hasText: "Credit Monitor" }).count(), 1);
    }
  });
});
