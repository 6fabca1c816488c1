import assert from "node:assert/strict";
import { eventually } from "../helpers/eventually.ts";
import { workbenchSuite } from "./helpers/workbenchSuite.ts";

describe("how long accounts last", () => {
  const person = workbenchSuite({ bound: () => [{ command: "creditMonitor.trySample" }] });

  it("is in the tooltip, an account a row", async () => {
    await person().runBoundCommand(1);
    await person().waitForStatusBar(/\d/);
    await eventually(async () => {
      const [head = "", ...rows] = (await person().tooltipText()).split("\n");
      assert.match(head, /\| Lasts$/);
      const lasts = rows.slice(0, 5).map((row) => row.split(" | ").at(-1) ?? "");
      assert.ok(
        lasts.every((cell) => /^(≥ )?\d+(–\d+)? (days|wks|mths|hr)$|^beyond reset$|^> 3 mths$/.test(cell)),
        lasts.join("; "),
      );
    });
  });

  it("is in the panel, by the headline meter", async () => {
    await person().window.runCommand("Credit Monitor: Open Panel");
    const frame = person().window.page.frameLocator("iframe.webview.ready").frameLocator("#active-frame");
    const meters = frame.getByRole("region", { name: "Meters" });
    await meters.getByText(/^Lasts /).waitFor();
  });
});
