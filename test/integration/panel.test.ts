import assert from "node:assert/strict";
import { type Tab, TabInputWebview, window } from "vscode";
import { panelViewType } from "../../src/ui/context/ids.ts";
import { eventually } from "../helpers/eventually.ts";
import { hostSession } from "./helpers/hostSession.ts";
import { assertRejectionNames } from "./helpers/rejection.ts";
import { runCommand } from "./helpers/runCommand.ts";

describe("the command openPanel", () => {
  const session = hostSession();
  beforeEach(() => window.tabGroups.close(panelTabs()));

  it("opens one panel, and brings it to the front the next time", async () => {
    await runCommand("openPanel");
    await eventually(() => assert.deepEqual(titles(), ["Credit Monitor"]));
    await runCommand("openPanel");
    await session.addAccount("poof");
    await runCommand("openPanel", { accountId: "poof" });
    await eventually(() => assert.equal(panelTabs()[0]?.isActive, true));
    assert.deepEqual(titles(), ["Credit Monitor"]);
  });

  it("looks at the account that it opens on, and reads what only the panel shows", async () => {
    await session.addAccount("poof");
    const accountId = await session.addAccount("richUtilities");
    session.sample.requests.clear();
    await runCommand("openPanel", { accountId });
    await eventually(() => {
      const paths = session.sample.requests.list("richUtilities").map(({ path }) => path);
      assert.ok(paths.includes("/auth/account/summary"), paths.join());
    });
  });

  it("looks anew when another account came in the place of the one shown, or its key was changed", async () => {
    const accountId = await session.addAccount("richUtilities");
    const asked = () => session.sample.requests.list().filter(({ path }) => path.endsWith("/summary")).length;
    await runCommand("openPanel", { accountId });
    await eventually(() => assert.equal(asked(), 1));
    await runCommand("removeAccount", { accountId, history: "delete" });
    assert.equal(await session.addAccount("richUtilities"), accountId);
    await runCommand("openPanel", { accountId });
    await eventually(() => assert.equal(asked(), 2));
    await runCommand("setKey", { accountId, ...session.credential("richUtilities") });
    await eventually(() => assert.equal(asked(), 3));
  });

  it("rejects, naming the field, for an account that is not there, and opens nothing", async () => {
    await assertRejectionNames(runCommand("openPanel", { accountId: "nobody" }), "accountId");
    await assertRejectionNames(runCommand("openPanel", { accountId: 5 }), "accountId");
    assert.deepEqual(titles(), []);
  });
});

function panelTabs(): Tab[] {
  const tabs = window.tabGroups.all.flatMap((group) => group.tabs);
  // VS Code puts a word of its own before the view type.
  return tabs.filter(
    ({ input }) => input instanceof TabInputWebview && input.viewType.endsWith(panelViewType),
  );
}

function titles(): string[] {
  return panelTabs().map(({ label }) => label);
}
