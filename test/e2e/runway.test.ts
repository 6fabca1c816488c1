import assert from "node:assert/strict";
import { eventually } from "../helpers/eventually.ts";
import { workbenchSuite } from "./helpers/workbenchSuite.ts";

describe("the runway of accounts", () => {
  const user = workbenchSuite({ bound: () => [{ command: "creditMonitor.trySample" }] });

  it("the tooltip shows the runway of each account", async () => {
    await user().runBoundCommand(1);
    await user().waitForStatusBar(/\d/);
    await eventually(async () => {
      const [head = "", ...lines] = (await user().tooltipText()).split("\n");
      assert.match(head, /\| Lasts$/);
      // The rows of single meters are indented.
      const accountRows = lines
        .map((line) => line.split(" | "))
        .filter(([name = "", , level]) => level && !name.startsWith(" "));
      const lasts = accountRows.map((cells) => cells[5] ?? "");
      assert.equal(lasts.length, 5);
      assert.ok(
        lasts.every((cell) => /^(≥ )?\d+(–\d+)? (days|wks|mths|hr)$|^beyond reset$|^> 3 mths$/.test(cell)),
        lasts.join("; "),
      );
    });
  });

  it("the panel shows the runway of the headline meter", async () => {
    await user().window.runCommand("Credit Monitor: Open Panel");
    const frame = user().window.page.frameLocator("iframe.webview.ready").frameLocator("#active-frame");
    const meters = frame.getByRole("region", { name: "Meters" });
    await meters.getByText(/^Lasts /).waitFor();
  });
});
