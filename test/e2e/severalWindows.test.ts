import assert from "node:assert/strict";
import path from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { StdioClientTransport } from "@modelcontextprotocol/sdk/client/stdio.js";
import { eventually } from "../helpers/eventually.ts";
import { workbenchSuite } from "./helpers/workbenchSuite.ts";
import type { WorkbenchUser } from "./helpers/workbenchUser.ts";

const updateWithinMs = 2_000;
const intervalMs = 66_000;

describe("three windows of one VS Code", () => {
  const user = workbenchSuite({
    settings: { "creditMonitor.statusBar.show": "all" },
    bound: ({ baseUrl, credentials: { poof, richUtilities } }) => [
      {
        command: "creditMonitor.addAccount",
        args: { provider: "poof", baseUrl: baseUrl("poof"), key: poof.key, refreshMinutes: 1 },
      },
      {
        command: "creditMonitor.addAccount",
        args: {
          provider: "richUtilities",
          baseUrl: baseUrl("richUtilities"),
          email: richUtilities.email,
          password: richUtilities.password,
          label: "Rich",
        },
      },
      { command: "creditMonitor.refresh", args: { accountId: "poof" } },
      { command: "creditMonitor.refresh", args: { accountId: "rich" } },
    ],
  });
  const others: WorkbenchUser[] = [];
  const all = () => [user(), ...others];
  const requestCount = (provider: "poof" | "richUtilities", path: string) =>
    user()
      .sample.requests.list(provider)
      .filter((request) => request.path === path).length;
  const setUsed = (usedCredits: string) => user().sample.accounts.set("poof", { usedCredits });
  const agent = new Client({ name: "agent", version: "1" });
  /** An agent asks again and again what the last reading answers, until the returned function is called. */
  const startAsking = () => {
    let isDone = process.platform === "win32";
    const asking = (async () => {
      while (!isDone) {
        const input = { account: "poof", amount: "1", maxAge: "10m" };
        const { content } = await agent.callTool({ name: "check_credits", arguments: input });
        assert.match(JSON.stringify(content), /: yes, enough for 1 credit/);
        await wait(1_000);
      }
    })();
    return () => {
      isDone = true;
      return asking;
    };
  };
  const waitForAll = async (text: RegExp) => {
    await eventually(async () => {
      for (const each of all()) assert.match(await each.statusText(), text);
    }, updateWithinMs);
  };

  before(async function () {
    this.timeout(180_000);
    const { sample } = user();
    sample.clock.resume();
    sample.accounts.set("poof", { maxCredits: "5000", usedCredits: "1000" });
    await user().runBoundCommand(1);
    await user().waitForStatusBar(/Poof 4,000/);
    await user().runBoundCommand(2);
    await user().waitForStatusBar(/Rich /);
    await eventually(() => assert.equal(sample.requests.inFlight("richUtilities"), 0));
    sample.requests.clear();
    // Windows that open from now on answer to programs outside VS Code.
    await user().installCommandLineTool();
    others.push(await user().inAnotherWindow(), await user().inAnotherWindow());
    const command = path.join(path.dirname(user().historyFile), "bin", "credit-monitor");
    if (process.platform !== "win32")
      await agent.connect(new StdioClientTransport({ command, args: ["mcp"], stderr: "ignore" }));
  });

  after(async () => {
    await agent.close();
    for (const { window } of others) await window.page.close();
  });

  it("new windows show the last reading and do not sign in again", async () => {
    for (const each of others) await each.waitForStatusBar(/Poof 4,000/);
    assert.equal(requestCount("richUtilities", "/auth/account/credits"), 0);
    assert.equal(requestCount("richUtilities", "/auth/refresh"), 0);
  });

  it("three windows read an account once an interval, also while an agent asks, and all show it within two seconds", async function () {
    this.timeout(2 * intervalMs);
    const { requests } = user().sample;
    const before = requests.list("poof").length;
    const stopAsking = startAsking();
    setUsed("1500");
    await eventually(() => assert.equal(requests.list("poof").length, before + 1), intervalMs);
    await waitForAll(/Poof 3,500/);
    await wait(5_000);
    await stopAsking();
    assert.equal(requests.list("poof").length, before + 1);
  });

  it("three windows share one request on refresh, and all show its result", async () => {
    const { sample } = user();
    setUsed("1600");
    await others[1]?.runBoundCommand(3);
    await others[1]?.waitForStatusBar(/Poof 3,400/);
    await waitForAll(/Poof 3,400/);
    sample.requests.clear();
    setUsed("1700");
    sample.faults.add("poof", { kind: "delay", ms: 2_500 });
    await Promise.all(all().map((each) => each.runBoundCommand(3)));
    await eventually(() => assert.equal(sample.requests.list("poof").length, 1));
    await eventually(() => assert.equal(sample.requests.inFlight("poof"), 0));
    await waitForAll(/Poof 3,300/);
    await wait(1_000);
    assert.equal(sample.requests.list("poof").length, 1);
  });

  it("three windows use each refresh token once, whichever window needs a new one", async () => {
    const { tokens, accounts, requests } = user().sample;
    const left = (available: string) => {
      accounts.set("richUtilities", { balance: available, reserved: "0", available });
      tokens.revoke("access");
    };
    const before = tokens.refreshes;
    // A round ends when its amount is shown: before that, the next revocation could reject the new token.
    for (const [round, each] of [...all(), ...all()].entries()) {
      left(`70${round}`);
      await each.runBoundCommand(4);
      await each.waitForStatusBar(`Poof 3,300 · Rich 70${round}`);
      assert.equal(tokens.refreshes, before + round + 1);
    }
    left("706");
    requests.clear();
    await Promise.all(all().map((each) => each.runBoundCommand(4)));
    await eventually(() => assert.ok(requestCount("richUtilities", "/auth/refresh") >= 1));
    for (const each of all()) await each.waitForStatusBar("Poof 3,300 · Rich 706");
    await wait(1_000);
    assert.deepEqual([tokens.refreshes - before, tokens.reuses], [7, 0]);
  });

  it("a window takes over from one that is closed while it reads", async function () {
    this.timeout(100_000);
    const { sample } = user();
    const [second, third] = others.splice(0);
    sample.requests.clear();
    sample.faults.add("poof", { kind: "stallHeaders" });
    await third?.runBoundCommand(3);
    await eventually(() => assert.equal(sample.requests.inFlight("poof"), 1));
    await third?.window.page.close();
    if (second) others.push(second);
    setUsed("1800");
    await eventually(async () => {
      for (const each of all()) assert.match(await each.statusText(), /Poof 3,200/);
    }, 90_000);
    assert.equal(sample.requests.list("poof").length, 2);
  });

  it("accounts that two windows add are both kept", async () => {
    const [second] = others;
    assert.ok(second);
    await user().runBoundCommand(1);
    await eventually(() => assert.equal(user().accounts().length, 3));
    await second.runBoundCommand(1);
    await eventually(() =>
      assert.deepEqual(
        user()
          .accounts()
          .map(({ id }) => id),
        ["poof", "rich", "poof-2", "poof-3"],
      ),
    );
  });
});
