import assert from "node:assert/strict";
import { setTimeout as wait } from "node:timers/promises";
import { eventually } from "../helpers/eventually.ts";
import { workbenchSuite } from "./helpers/workbenchSuite.ts";
import type { WorkbenchUser } from "./helpers/workbenchUser.ts";

const shownMs = 2_000;
const intervalMs = 66_000;

describe("three windows of one VS Code", () => {
  const person = workbenchSuite({
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
  const all = () => [person(), ...others];
  const asked = (provider: "poof" | "richUtilities", path: string) =>
    person()
      .sample.requests.list(provider)
      .filter((request) => request.path === path).length;
  const used = (usedCredits: string) => person().sample.accounts.set("poof", { usedCredits });
  const allSee = async (text: RegExp) => {
    await eventually(async () => {
      for (const one of all()) assert.match(await one.statusText(), text);
    }, shownMs);
  };

  before(async function () {
    this.timeout(180_000);
    const { sample } = person();
    sample.clock.resume();
    sample.accounts.set("poof", { maxCredits: "5000", usedCredits: "1000" });
    await person().runBoundCommand(1);
    await person().waitForStatusBar(/Poof 4,000/);
    await person().runBoundCommand(2);
    await person().waitForStatusBar(/Rich /);
    await eventually(() => assert.equal(sample.requests.inFlight("richUtilities"), 0));
    sample.requests.clear();
    others.push(await person().inAnotherWindow(), await person().inAnotherWindow());
  });

  after(async () => {
    for (const { window } of others) await window.page.close();
  });

  it("show the last reading as they open, and do not sign in anew", async () => {
    for (const one of others) await one.waitForStatusBar(/Poof 4,000/);
    assert.equal(asked("richUtilities", "/auth/account/credits"), 0);
    assert.equal(asked("richUtilities", "/auth/refresh"), 0);
  });

  it("read an account once an interval between them, and all show it within two seconds", async function () {
    this.timeout(2 * intervalMs);
    const { requests } = person().sample;
    const before = requests.list("poof").length;
    used("1500");
    await eventually(() => assert.equal(requests.list("poof").length, before + 1), intervalMs);
    await allSee(/Poof 3,500/);
    await wait(5_000);
    assert.equal(requests.list("poof").length, before + 1);
  });

  it("share one request when all are asked to refresh, and what one is asked all show", async () => {
    const { sample } = person();
    used("1600");
    await others[1]?.runBoundCommand(3);
    await others[1]?.waitForStatusBar(/Poof 3,400/);
    await allSee(/Poof 3,400/);
    sample.requests.clear();
    used("1700");
    sample.faults.add("poof", { kind: "delay", ms: 2_500 });
    await Promise.all(all().map((one) => one.runBoundCommand(3)));
    await eventually(() => assert.equal(sample.requests.list("poof").length, 1));
    await eventually(() => assert.equal(sample.requests.inFlight("poof"), 0));
    await allSee(/Poof 3,300/);
    await wait(1_000);
    assert.equal(sample.requests.list("poof").length, 1);
  });

  it("spend each refresh token once, whichever window needs a new one", async () => {
    const { tokens, accounts, requests } = person().sample;
    const left = (available: string) => {
      accounts.set("richUtilities", { balance: available, reserved: "0", available });
      tokens.revoke("access");
    };
    // A round is over when its amount shows: before, the new token may be refused for being revoked already.
    for (const [round, one] of [...all(), ...all()].entries()) {
      left(`70${round}`);
      await one.runBoundCommand(4);
      await one.waitForStatusBar(`Poof 3,300 · Rich 70${round}`);
      assert.equal(tokens.refreshes, round + 1);
    }
    left("706");
    requests.clear();
    await Promise.all(all().map((one) => one.runBoundCommand(4)));
    await eventually(() => assert.ok(asked("richUtilities", "/auth/refresh") >= 1));
    for (const one of all()) await one.waitForStatusBar("Poof 3,300 · Rich 706");
    await wait(1_000);
    assert.deepEqual([tokens.refreshes, tokens.reuses], [7, 0]);
  });

  it("take over from a window that is closed while it reads", async function () {
    this.timeout(100_000);
    const { sample } = person();
    const [second, third] = others.splice(0);
    sample.requests.clear();
    sample.faults.add("poof", { kind: "stallHeaders" });
    await third?.runBoundCommand(3);
    await eventually(() => assert.equal(sample.requests.inFlight("poof"), 1));
    await third?.window.page.close();
    if (second) others.push(second);
    used("1800");
    await eventually(async () => {
      for (const one of all()) assert.match(await one.statusText(), /Poof 3,200/);
    }, 90_000);
    assert.equal(sample.requests.list("poof").length, 2);
  });

  it("keep what each adds to the account list", async () => {
    const [second] = others;
    assert.ok(second);
    await person().runBoundCommand(1);
    await eventually(() => assert.equal(person().accounts().length, 3));
    await second.runBoundCommand(1);
    await eventually(() =>
      assert.deepEqual(
        person()
          .accounts()
          .map(({ id }) => id),
        ["poof", "rich", "poof-2", "poof-3"],
      ),
    );
  });
});
