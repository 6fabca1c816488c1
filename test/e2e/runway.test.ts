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
      assert.match(head, /\| Lasts( \||$)/);
      const lasts = lines
        .map((line) => line.replaceAll("\u2060", "").split(" | ")[2]?.trim() ?? "")
        .filter((text) => /^(≥ )?\d+(–\d+)? (days|wks|mths|hr)$|^until reset$|^> 3 mths$/.test(text));
      assert.equal(lasts.length, 5, lines.join("\n"));
      // A month of history has seven days of it, and today.
      const usage = lines.filter((line) => /^ *[▁▂▃▄▅▆▇█]{7} \S+ today \|/.test(line));
      assert.equal(usage.length, 5, lines.join("\n"));
    });
  });

  it("the panel shows the runway of the headline meter", async () => {
    await user().window.runCommand("Credit Monitor: Open Panel");
    const frame = user().window.page.frameLocator("iframe.webview.ready").frameLocator("#active-frame");
    const meters = frame.getByRole("region", { name: "Meters" });
    await meters.getByText(/^Lasts /).waitFor();
  });
});
