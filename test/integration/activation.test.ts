import assert from "node:assert/strict";
import { extensions, workspace } from "vscode";

describe("the extension in a real VS Code", () => {
  it("activates by itself and offers version 1 of its interface", async () => {
    const extension = extensions.getExtension<{ readonly version: number }>("credit-monitor.credit-monitor");
    assert.ok(extension);
    const api = await extension.activate();
    assert.equal(api.version, 1);
  });

  it("takes no setting from the opened folder", () => {
    const settings = workspace.getConfiguration("creditMonitor");
    assert.deepEqual(settings.get("accounts"), []);
    assert.equal(settings.get("refreshMinutes"), 5);
    assert.equal(settings.get("hideAmounts"), false);
  });
});
