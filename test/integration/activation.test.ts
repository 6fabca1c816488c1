import assert from "node:assert/strict";
import { extensions, workspace } from "vscode";
import { userSettings } from "./helpers/userSettings.ts";

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

  it("all that the user has set of the extension can be read in one call", async () => {
    const userValues = () => workspace.getConfiguration().inspect("creditMonitor")?.globalValue ?? {};
    const before = JSON.stringify(userValues());
    await userSettings.write("statusBar.priority", 41);
    assert.match(JSON.stringify(userValues()), /"priority":41/);
    await userSettings.write("statusBar.priority", undefined);
    assert.equal(JSON.stringify(userValues()), before);
  });
});
