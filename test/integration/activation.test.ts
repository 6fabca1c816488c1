import assert from "node:assert/strict";
import { extensions, workspace } from "vscode";

describe("activation in a real VS Code", () => {
  it("the extension activates by itself and exports version 1 of its API", async () => {
    const extension = extensions.getExtension<{ readonly version: number }>("credit-monitor.credit-monitor");
    assert.ok(extension);
    const api = await extension.activate();
    assert.equal(api.version, 1);
  });

  it("the extension uses no setting of the opened folder", () => {
    const settings = workspace.getConfiguration("creditMonitor");
    assert.deepEqual(settings.get("accounts"), []);
    assert.equal(settings.get("refreshMinutes"), 5);
    assert.equal(settings.get("hideAmounts"), false);
  });
});
