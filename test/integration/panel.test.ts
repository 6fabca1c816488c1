import assert from "node:assert/strict";
import { type Tab, TabInputWebview, window } from "vscode";
import { hourMs } from "../../src/core/time/durations.ts";
import { systemTimeZone } from "../../src/core/time/timeZone.ts";
import { panelViewType } from "../../src/ui/context/ids.ts";
import { eventually } from "../helpers/eventually.ts";
import { api } from "./helpers/creditMonitor.ts";
import { hostSession } from "./helpers/hostSession.ts";
import { assertRejectionNames } from "./helpers/rejection.ts";
import { runCommand } from "./helpers/runCommand.ts";

describe("the command openPanel", () => {
  const session = hostSession();
  beforeEach(() => window.tabGroups.close(panelTabs()));

  it("openPanel opens one panel, and shows it again the next time", async () => {
    await runCommand("openPanel");
    await eventually(() => assert.deepEqual(titles(), ["Credit Monitor"]));
    await runCommand("openPanel");
    await session.addAccount("poof");
    await runCommand("openPanel", { accountId: "poof" });
    await eventually(() => assert.equal(panelTabs()[0]?.isActive, true));
    assert.deepEqual(titles(), ["Credit Monitor"]);
  });

  it("openPanel reads the details of the account that it shows", async () => {
    await session.addAccount("poof");
    const accountId = await session.addAccount("richUtilities");
    session.sample.requests.clear();
    await runCommand("openPanel", { accountId });
    await eventually(() => {
      const paths = session.sample.requests.list("richUtilities").map(({ path }) => path);
      assert.ok(paths.includes("/auth/account/summary"), paths.join());
    });
  });

  it("the panel reads the details again after another account took the id or the key changed", async () => {
    const accountId = await session.addAccount("richUtilities");
    const requestCount = () =>
      session.sample.requests.list().filter(({ path }) => path.endsWith("/summary")).length;
    await runCommand("openPanel", { accountId });
    await eventually(() => assert.equal(requestCount(), 1));
    await runCommand("removeAccount", { accountId, history: "delete" });
    assert.equal(await session.addAccount("richUtilities"), accountId);
    await runCommand("openPanel", { accountId });
    await eventually(() => assert.equal(requestCount(), 2));
    await runCommand("setKey", { accountId, ...session.credential("richUtilities") });
    await eventually(() => assert.equal(requestCount(), 3));
  });

  it("openPanel rejects an account that does not exist, names the field and opens nothing", async () => {
    await assertRejectionNames(runCommand("openPanel", { accountId: "nobody" }), "accountId");
    await assertRejectionNames(runCommand("openPanel", { accountId: 5 }), "accountId");
    assert.deepEqual(titles(), []);
  });
});

describe("the time zone of the panel's reader", () => {
  const session = hostSession();
  const { CREDIT_MONITOR_TEST_TIME_ZONE: timeZone = systemTimeZone() } = process.env;

  it("once a panel was open, the API describes and finds an observed change by the reader's time", async () => {
    const accountId = await session.addAccount("poof");
    await runCommand("openPanel", { accountId });
    // Two hours apart, so that the host's time of either is not in the description.
    session.advance(2 * hourMs);
    session.sample.accounts.set("poof", { usedCredits: "4999" });
    await runCommand("refresh", { accountId });
    const timeOf = (at = "", zone = timeZone) =>
      new Intl.DateTimeFormat("en", { timeStyle: "short", timeZone: zone }).format(new Date(at));
    const find = (text: string) => api().ledger({ accountId, source: "observed", ...(text ? { text } : {}) });
    await eventually(async () => {
      const [entry] = (await find("")).entries;
      assert.match(entry?.description ?? "", new RegExp(`and .*${timeOf(entry?.at)}$`));
      assert.equal((await find(entry?.description ?? "")).total, 1);
      if (timeZone !== systemTimeZone())
        assert.doesNotMatch(entry?.description ?? "", new RegExp(`${timeOf(entry?.at, systemTimeZone())}$`));
    });
  });
});

function panelTabs(): Tab[] {
  const tabs = window.tabGroups.all.flatMap((group) => group.tabs);
  // VS Code adds a prefix to the view type.
  return tabs.filter(
    ({ input }) => input instanceof TabInputWebview && input.viewType.endsWith(panelViewType),
  );
}

function titles(): string[] {
  return panelTabs().map(({ label }) => label);
}
