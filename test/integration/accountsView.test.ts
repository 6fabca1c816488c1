import assert from "node:assert/strict";
import { commands } from "vscode";
import { eventually } from "../helpers/eventually.ts";
import { api } from "./helpers/creditMonitor.ts";
import { hostSession } from "./helpers/hostSession.ts";
import { assertRejectionNames } from "./helpers/rejection.ts";
import { runCommand } from "./helpers/runCommand.ts";
import { userSettings } from "./helpers/userSettings.ts";

describe("the commands of the view of accounts", () => {
  const session = hostSession();
  const order = () =>
    api()
      .accounts()
      .map(({ id }) => id);

  it("moveAccountUp and moveAccountDown write the order to the settings, where the API and the panel read it", async () => {
    const ids = [
      await session.addAccount("poof"),
      await session.addAccount("depicta"),
      await session.addAccount("coals"),
    ];
    const [first = "", second = "", third = ""] = ids;
    const entry = userSettings.entry(third);
    await runCommand("moveAccountUp", { accountId: third });
    await eventually(() => assert.deepEqual(order(), [first, third, second]));
    await runCommand("moveAccountDown", { accountId: first });
    await eventually(() => assert.deepEqual(order(), [third, first, second]));
    await runCommand("moveAccountDown", { accountId: second });
    assert.deepEqual(order(), [third, first, second]);
    assert.deepEqual(userSettings.entries()[0], entry);
    await assertRejectionNames(runCommand("moveAccountUp", { accountId: "nobody" }), "accountId");
  });

  it("a hidden account is skipped by a move, is still read, and its settings stay as they are", async () => {
    const ids = [
      await session.addAccount("poof"),
      await session.addAccount("depicta"),
      await session.addAccount("coals"),
    ];
    const [first = "", second = "", third = ""] = ids;
    const entries = userSettings.entries();
    await runCommand("hideAccount", { accountId: second });
    assert.deepEqual(userSettings.entries(), entries);
    session.sample.requests.clear();
    await runCommand("refresh");
    assert.ok(session.sample.requests.list("depicta").length > 0);
    await runCommand("moveAccountUp", { accountId: third });
    await eventually(() => assert.deepEqual(order(), [third, first, second]));
    await runCommand("showHiddenAccounts", {});
    await assertRejectionNames(runCommand("hideAccount", { accountId: 5 }), "accountId");
  });

  it("grouping is a setting, which the commands switch", async () => {
    await runCommand("groupAccounts");
    assert.equal(userSettings.read("view.groupByProvider"), true);
    await runCommand("ungroupAccounts");
    assert.equal(userSettings.read("view.groupByProvider"), false);
    await userSettings.write("view.groupByProvider", undefined);
  });

  it("VS Code has the view, and opens it by its command", async () => {
    assert.ok((await commands.getCommands()).includes("creditMonitor.accounts.focus"));
    await commands.executeCommand("creditMonitor.accounts.focus");
    await commands.executeCommand("workbench.action.closeSidebar");
  });
});
