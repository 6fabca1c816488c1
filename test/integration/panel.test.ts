import assert from "node:assert/strict";
import { type Tab, TabInputWebview, window } from "vscode";
import { panelViewType } from "../../src/ui/context/constants.ts";
import { run } from "./helpers/command.ts";
import { eventually } from "./helpers/eventually.ts";
import { hostSession } from "./helpers/hostSession.ts";
import { assertNames } from "./helpers/refusal.ts";

describe("the command openPanel", () => {
  const session = hostSession();
  beforeEach(() => window.tabGroups.close(panelTabs()));

  it("opens one panel, and brings it to the front the next time", async () => {
    await run("openPanel");
    await eventually(() => assert.deepEqual(titles(), ["Credit Monitor"]));
    await run("openPanel");
    await session.add("poof");
    await run("openPanel", { accountId: "poof" });
    await eventually(() => assert.equal(panelTabs()[0]?.isActive, true));
    assert.deepEqual(titles(), ["Credit Monitor"]);
  });

  it("looks at the account that it opens on, and reads what only the panel shows", async () => {
    await session.add("poof");
    const accountId = await session.add("richUtilities");
    session.sample.requests.clear();
    await run("openPanel", { accountId });
    await eventually(() => {
      const paths = session.sample.requests.of("richUtilities").map(({ path }) => path);
      assert.ok(paths.includes("/auth/account/summary"), paths.join());
    });
  });

  it("looks anew when another account came in the place of the one shown, or its key was changed", async () => {
    const accountId = await session.add("richUtilities");
    const asked = () => session.sample.requests.of().filter(({ path }) => path.endsWith("/summary")).length;
    await run("openPanel", { accountId });
    await eventually(() => assert.equal(asked(), 1));
    await run("removeAccount", { accountId, history: "delete" });
    assert.equal(await session.add("richUtilities"), accountId);
    await run("openPanel", { accountId });
    await eventually(() => assert.equal(asked(), 2));
    await run("setKey", { accountId, ...session.key("richUtilities") });
    await eventually(() => assert.equal(asked(), 3));
  });

  it("rejects, naming the field, for an account that is not there, and opens nothing", async () => {
    await assertNames(run("openPanel", { accountId: "nobody" }), "accountId");
    await assertNames(run("openPanel", { accountId: 5 }), "accountId");
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
