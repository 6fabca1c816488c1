import assert from "node:assert/strict";
import { api, extension, getAccount } from "./helpers/creditMonitor.ts";
import { hostSession } from "./helpers/hostSession.ts";
import { assertRejectionNames } from "./helpers/rejection.ts";
import { runCommand } from "./helpers/runCommand.ts";

describe("the command refresh", () => {
  const session = hostSession();
  const requestedProviders = () => session.sample.requests.list().map(({ provider }) => provider);

  it("refresh reads one account now and gives its new state", async () => {
    const accountId = await session.addAccount("poof");
    await session.addAccount("coals");
    session.sample.requests.clear();
    session.sample.accounts.set("poof", { maxCredits: "5000", usedCredits: "4999" });
    const before = getAccount(accountId).readAt ?? "";
    const states = await runCommand("refresh", { accountId });
    assert.deepEqual(
      states.map(({ id, meters }) => [id, meters[0]?.remaining]),
      [[accountId, "1"]],
    );
    assert.ok((states[0]?.readAt ?? "") > before);
    assert.deepEqual(requestedProviders(), ["poof"]);
    assert.deepEqual(states, [getAccount(accountId)]);
  });

  it("refresh reads all accounts without an id", async () => {
    const ids = [
      await session.addAccount("poof"),
      await session.addAccount("depicta"),
      await session.addAccount("coals"),
    ];
    session.sample.requests.clear();
    const states = await runCommand("refresh");
    assert.deepEqual(
      states.map(({ id }) => id),
      ids,
    );
    assert.deepEqual(requestedProviders().sort(), ["coals", "depicta", "poof"]);
  });

  it("refresh resolves with the problems when providers fail", async () => {
    await session.addAccount("poof");
    await session.addAccount("easySlip");
    session.sample.faults.add("poof", { kind: "reset", at: "request" });
    session.sample.faults.add("easySlip", { kind: "error", status: 500 });
    const kinds = (await runCommand("refresh")).map(({ problem }) => problem?.kind);
    assert.deepEqual(kinds, ["unreachable", "providerError"]);
  });

  it("refresh never sends before the provider's Retry-After, and gives the retry time", async () => {
    const accountId = await session.addAccount("depicta");
    const { faults, requests } = session.sample;
    faults.add("depicta", { kind: "error", status: 429, headers: { "retry-after": "90" } });
    await runCommand("refresh", { accountId });
    const { problem } = getAccount(accountId);
    requests.clear();
    for (const passedMs of [0, 45_000, 40_000]) {
      session.advance(passedMs);
      const [waiting] = await runCommand("refresh", { accountId });
      assert.deepEqual(waiting?.problem?.retryAt, problem?.retryAt);
      await api().refresh();
    }
    assert.deepEqual(requests.list(), []);
    session.advance(6_000);
    const [read] = await runCommand("refresh", { accountId });
    assert.equal(read?.problem, undefined);
    assert.equal(requests.list("depicta").length, 1);
  });

  it("a request has the extension's name and version, and nothing else about the user", async () => {
    const accountId = await session.addAccount("poof");
    session.sample.requests.clear();
    await runCommand("refresh", { accountId });
    const [request] = session.sample.requests.list("poof");
    assert.equal(request?.userAgent, `CreditMonitor/${extension().packageJSON.version}`);
    for (const name of ["cookie", "referer", "origin"]) assert.ok(!request?.headerNames.includes(name), name);
  });

  it("refresh gives an empty list without accounts", async () => {
    assert.deepEqual(await runCommand("refresh"), []);
  });

  it("refresh rejects an account that does not exist and names the field", async () => {
    await assertRejectionNames(runCommand("refresh", { accountId: "nobody" }), "accountId");
    await assertRejectionNames(runCommand("refresh", { accountId: "" }), "accountId");
    await assertRejectionNames(api().refresh("nobody"), "accountId");
  });
});
