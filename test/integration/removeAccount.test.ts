import assert from "node:assert/strict";
import { eventually } from "../helpers/eventually.ts";
import { api, findAccount, getAccount } from "./helpers/creditMonitor.ts";
import { hostSession } from "./helpers/hostSession.ts";
import { assertRejectionNames } from "./helpers/rejection.ts";
import { runCommand } from "./helpers/runCommand.ts";
import { userSettings } from "./helpers/userSettings.ts";

describe("the command removeAccount", () => {
  const session = hostSession();

  it("removeAccount deletes the entry from the settings and leaves the others as they are", async () => {
    const invalidEntry = { id: "odd one", note: "written by hand" };
    const accountId = await session.addAccount("poof");
    const other = await session.addAccount("depicta");
    await userSettings.writeEntries([invalidEntry, ...userSettings.entries()]);
    await runCommand("removeAccount", { accountId, history: "delete" });
    assert.equal(findAccount(accountId), undefined);
    assert.deepEqual(userSettings.entries(), [invalidEntry, userSettings.entry(other)]);
  });

  for (const history of ["keep", "delete"] as const) {
    it(`removeAccount deletes the key (history: ${history}), so that a restored entry asks for it`, async () => {
      const accountId = await session.addAccount("poof");
      const entry = userSettings.entry(accountId);
      await runCommand("removeAccount", { accountId, history });
      session.sample.requests.clear();
      await userSettings.writeEntries([entry]);
      await eventually(() => assert.equal(getAccount(accountId).problem?.kind, "keyMissing"));
      assert.match(getAccount(accountId).problem?.message ?? "", /No key is stored\. Enter it again/);
      assert.deepEqual(session.sample.requests.list(), []);
    });
  }

  it("removeAccount is not undone by a reading in progress", async () => {
    const accountId = await session.addAccount("easySlip");
    const { faults, requests } = session.sample;
    requests.clear();
    // Longer than settings take to be written on a busy machine.
    faults.add("easySlip", { kind: "delay", ms: 10_000 });
    const reading = runCommand("refresh", { accountId });
    await eventually(() => assert.equal(requests.inFlight("easySlip"), 1));
    await runCommand("removeAccount", { accountId, history: "delete" });
    await eventually(() => assert.equal(requests.inFlight("easySlip"), 0));
    assert.deepEqual(await reading, []);
    assert.deepEqual(api().accounts(), []);
    // Nothing is stored for it any more, so its id is free again.
    assert.equal(await session.addAccount("easySlip"), accountId);
  });

  describe("wrong arguments of removeAccount", () => {
    it("removeAccount rejects an unknown, a missing and an invalid account, and names the field", async () => {
      await assertRejectionNames(runCommand("removeAccount", { accountId: "nobody" }), "accountId");
      await assertRejectionNames(runCommand("removeAccount", {}), "accountId");
      await assertRejectionNames(runCommand("removeAccount", { accountId: 7 }), "accountId");
    });

    it("removeAccount rejects an invalid history, names the field and removes nothing", async () => {
      const accountId = await session.addAccount("poof");
      await assertRejectionNames(runCommand("removeAccount", { accountId, history: "burn" }), "history");
      assert.ok(findAccount(accountId));
    });
  });
});
