import assert from "node:assert/strict";
import { setTimeout as wait } from "node:timers/promises";
import { commands } from "vscode";
import { eventually } from "../helpers/eventually.ts";
import { api, getAccount } from "./helpers/creditMonitor.ts";
import { hostSession } from "./helpers/hostSession.ts";
import { runCommand } from "./helpers/runCommand.ts";

const summary = "/auth/account/summary";
const usage = "/auth/account/usage";
/** Long enough for what the panel asks when it opens. */
const openedMs = 1500;

describe("what the panel reads on the side", () => {
  const session = hostSession();
  let accountId = "";
  const asked = () => session.sample.requests.list("richUtilities").map(({ path }) => path);

  beforeEach(async () => {
    // A panel that is still open looks at the account by itself.
    await commands.executeCommand("workbench.action.closeAllEditors");
    accountId = await session.addAccount("richUtilities");
    await eventually(async () => {
      assert.equal((await api().ledger({ accountId, limit: 1 })).sync?.state, "complete");
    });
  });

  it("is asked for when it opens", async () => {
    await runCommand("openPanel", { accountId });
    await eventually(() =>
      assert.deepEqual([asked().includes(summary), asked().includes(usage)], [true, true]),
    );
  });

  it("is in the account's details for everybody, once it is known", async () => {
    const labels = () => getAccount(accountId).details.map(({ label }) => label);
    assert.deepEqual(labels(), ["Total balance"]);
    const told = new Promise<void>((resolve) => {
      const { dispose } = api().onDidChange(([account]) => {
        if (account?.details.length === 1) return;
        dispose();
        resolve();
      });
    });
    await runCommand("openPanel", { accountId });
    await told;
    assert.deepEqual(labels().slice(0, 2), ["Total balance", "Subscription"]);
    assert.ok(labels().includes("Email"));
  });

  it("waits as long as the provider asks, like all else", async () => {
    const headers = { "retry-after": "600" };
    session.sample.faults.add("richUtilities", { kind: "error", status: 429, headers });
    await runCommand("refresh", { accountId });
    session.sample.requests.clear();
    await runCommand("openPanel", { accountId });
    await wait(openedMs);
    assert.deepEqual(asked(), []);
  });

  it("makes all else wait where it is what the provider objects to", async () => {
    const headers = { "retry-after": "600" };
    session.sample.faults.add("richUtilities", { kind: "error", status: 429, headers }, { path: summary });
    await runCommand("openPanel", { accountId });
    await eventually(() => assert.ok(asked().includes(summary)));
    await wait(openedMs);
    session.sample.requests.clear();
    await runCommand("refresh", { accountId });
    assert.deepEqual(asked(), []);
    session.advance(601_000);
    await runCommand("refresh", { accountId });
    assert.equal(getAccount(accountId).problem, undefined);
    assert.ok(asked().length > 0);
  });

  it("rests with an account whose sign-in was refused", async () => {
    session.sample.tokens.revoke("access");
    session.sample.tokens.revoke("refresh");
    await runCommand("refresh", { accountId });
    assert.equal(getAccount(accountId).problem?.kind, "keyRejected");
    session.sample.requests.clear();
    await runCommand("openPanel", { accountId });
    await wait(openedMs);
    assert.deepEqual(asked(), []);
  });
});
