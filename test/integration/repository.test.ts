import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { ConfigurationTarget, workspace } from "vscode";
import { minuteMs } from "../../src/core/time/durations.ts";
import { type SampleProviders, startSampleProviders } from "../../src/sample/startServer.ts";
import { eventually } from "../helpers/eventually.ts";
import { api, extension, getAccount } from "./helpers/creditMonitor.ts";
import { hostSession } from "./helpers/hostSession.ts";
import { runCommand } from "./helpers/runCommand.ts";
import { userSettings } from "./helpers/userSettings.ts";

// scripts/test/runIntegrationSuite.ts writes settings into the opened folder that name an account `poof`.
describe("the settings.json of the opened repository", () => {
  const session = hostSession();
  const file = path.join(process.env.CREDIT_MONITOR_TEST_FOLDER ?? "", ".vscode", "settings.json");
  const original = readFileSync(file, "utf8");
  let other: SampleProviders | undefined;

  before(async () => {
    other = await startSampleProviders();
  });
  afterEach(() => writeFileSync(file, original));
  after(() => other?.close());

  it("the repository's settings are in place and name an account", () => {
    assert.equal(workspace.workspaceFolders?.[0]?.uri.fsPath, process.env.CREDIT_MONITOR_TEST_FOLDER);
    const content = JSON.parse(original);
    assert.equal(content["creditMonitor.accounts"][0].id, "poof");
    assert.equal(content["creditMonitor.hideAmounts"], true);
  });

  it("the repository's settings add no account", async () => {
    assert.deepEqual(api().accounts(), []);
    assert.deepEqual(await runCommand("refresh"), []);
  });

  it("the repository's settings do not redirect, rename or read more often an account of the same id", async () => {
    const accountId = await session.addAccount("poof");
    assert.equal(accountId, "poof");
    assert.equal(getAccount(accountId).label, "Poof");
    session.sample.requests.clear();
    session.advance(3 * minuteMs);
    await userSettings.editEntry(accountId, { label: "Mine" });
    await eventually(() => assert.equal(getAccount(accountId).label, "Mine"));
    await wait(200);
    assert.deepEqual(session.sample.requests.list(), []);
    await runCommand("refresh", { accountId });
    assert.equal(session.sample.requests.list("poof").length, 1);
    assert.equal(getAccount(accountId).problem, undefined);
  });

  it("the repository's settings hide no amounts", async () => {
    session.sample.accounts.set("poof", { maxCredits: "100", usedCredits: "40" });
    const accountId = await session.addAccount("poof");
    const { reason } = await runCommand("checkCredits", { accountId, amount: "20" });
    assert.equal(reason, "Enough: 40 credits would be left.");
    assert.match(await runCommand("copyDiagnostics"), /refreshMinutes 5,.* hideAmounts false/);
  });

  it("a change of the repository's settings while the folder is open has no effect", async () => {
    const accountId = await session.addAccount("poof");
    const before = getAccount(accountId);
    const baseUrl = other?.baseUrl("poof");
    const entry = { id: accountId, provider: "poof", label: "Stolen", baseUrl };
    const seen = new Promise<void>((resolve) => {
      const subscription = workspace.onDidChangeConfiguration((event) => {
        if (!event.affectsConfiguration("editor.rulers")) return;
        subscription.dispose();
        resolve();
      });
    });
    writeFileSync(file, JSON.stringify({ "creditMonitor.accounts": [entry], "editor.rulers": [77] }));
    await seen;
    await runCommand("refresh");
    assert.deepEqual({ ...getAccount(accountId), readAt: "" }, { ...before, readAt: "" });
    assert.deepEqual(other?.requests.list(), []);
    assert.equal(userSettings.entry(accountId)?.baseUrl, session.sample.baseUrl("poof"));
  });

  it("a command cannot write a setting of the extension into the repository", async () => {
    const { properties } = extension().packageJSON.contributes.configuration;
    const names = Object.keys(properties).map((name) => name.replace(/^creditMonitor\./, ""));
    assert.ok(names.includes("accounts") && names.length >= 7);
    const settings = workspace.getConfiguration("creditMonitor", workspace.workspaceFolders?.[0]?.uri);
    for (const name of names) {
      for (const target of [ConfigurationTarget.Workspace, ConfigurationTarget.WorkspaceFolder]) {
        await assert.rejects(async () => settings.update(name, undefined, target), name);
      }
    }
  });
});
