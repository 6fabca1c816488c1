import assert from "node:assert/strict";
import { setTimeout as wait } from "node:timers/promises";
import { commands } from "vscode";
import { eventually } from "../helpers/eventually.ts";
import { api, getAccount } from "./helpers/creditMonitor.ts";
import { hostSession } from "./helpers/hostSession.ts";
import { runCommand } from "./helpers/runCommand.ts";

const summary = "/auth/account/summary";
const usage = "/auth/account/usage";
/** Long enough for the requests of a panel that opens. */
const openedMs = 1500;

describe("details that only the panel reads", () => {
  const session = hostSession();
  let accountId = "";
  const requestedPaths = () => session.sample.requests.list("richUtilities").map(({ path }) => path);

  beforeEach(async () => {
    // A panel that is still open would read the account by itself.
    await commands.executeCommand("workbench.action.closeAllEditors");
    accountId = await session.addAccount("richUtilities");
    await eventually(async () => {
      assert.equal((await api().ledger({ accountId, limit: 1 })).sync?.state, "complete");
    });
  });

  it("the details are requested when the panel opens", async () => {
    await runCommand("openPanel", { accountId });
    await eventually(() =>
      assert.deepEqual([requestedPaths().includes(summary), requestedPaths().includes(usage)], [true, true]),
    );
  });

  it("the details are in the account's state for all readers once they are known", async () => {
    const labels = () => getAccount(accountId).details.map(({ label }) => label);
    assert.deepEqual(labels(), ["Total balance"]);
    const changed = new Promise<void>((resolve) => {
      const { dispose } = api().onDidChange(([account]) => {
        if (account?.details.length === 1) return;
        dispose();
        resolve();
      });
    });
    await runCommand("openPanel", { accountId });
    await changed;
    assert.deepEqual(labels().slice(0, 2), ["Total balance", "Subscription"]);
    assert.ok(labels().includes("Email"));
  });

  it("the details wait as long as the provider asks", async () => {
    const headers = { "retry-after": "600" };
    session.sample.faults.add("richUtilities", { kind: "error", status: 429, headers });
    await runCommand("refresh", { accountId });
    session.sample.requests.clear();
    await runCommand("openPanel", { accountId });
    await wait(openedMs);
    assert.deepEqual(requestedPaths(), []);
  });

  it("a wait that the provider asks for by the details applies to the account's readings", async () => {
    const headers = { "retry-after": "600" };
    session.sample.faults.add("richUtilities", { kind: "error", status: 429, headers }, { path: summary });
    await runCommand("openPanel", { accountId });
    await eventually(() => assert.ok(requestedPaths().includes(summary)));
    await wait(openedMs);
    session.sample.requests.clear();
    await runCommand("refresh", { accountId });
    assert.deepEqual(requestedPaths(), []);
    session.advance(601_000);
    await runCommand("refresh", { accountId });
    assert.equal(getAccount(accountId).problem, undefined);
    assert.ok(requestedPaths().length > 0);
  });

  it("the details are not requested for an account whose sign-in was rejected", async () => {
    session.sample.tokens.revoke("access");
    session.sample.tokens.revoke("refresh");
    await runCommand("refresh", { accountId });
    assert.equal(getAccount(accountId).problem?.kind, "keyRejected");
    session.sample.requests.clear();
    await runCommand("openPanel", { accountId });
    await wait(openedMs);
    assert.deepEqual(requestedPaths(), []);
  });
});
