import assert from "node:assert/strict";
import { getAccount } from "./helpers/creditMonitor.ts";
import { hostSession } from "./helpers/hostSession.ts";
import { problemRows } from "./helpers/problemRows.ts";
import { runCommand } from "./helpers/runCommand.ts";

describe("a reading that fails", () => {
  const session = hostSession({ keepsAccounts: true });
  let accountId = "";

  before(async () => {
    accountId = await session.addAccount("poof");
  });
  // A new key is also what ends any wait.
  beforeEach(() => runCommand("setKey", { accountId, ...session.credential("poof") }));

  for (const { name, fault, kind, status, message, waitSeconds } of problemRows) {
    it(`by ${name} is ${kind}, keeps the last good values, and recovers`, async () => {
      const { faults, requests } = session.sample;
      const before = getAccount(accountId);
      assert.equal(before.problem, undefined);
      faults.add("poof", fault(), { times: Number.POSITIVE_INFINITY });
      await runCommand("refresh", { accountId });

      const { problem, stale, ...kept } = getAccount(accountId);
      assert.deepEqual([problem?.kind, problem?.status], [kind, status]);
      assert.match(problem?.message ?? "", message);
      assert.deepEqual({ ...kept, stale: false }, before);
      assert.equal(stale, true);
      // Where the redirects point to.
      assert.equal(requests.list("depicta").length, 0);
      assertWait(problem?.retryAt, waitSeconds);

      faults.clear();
      session.advance((waitSeconds ?? 0) * 1000 + 2000);
      await runCommand("refresh", { accountId });
      const after = getAccount(accountId);
      assert.deepEqual([after.problem, after.stale], [undefined, false]);
      assert.ok((after.readAt ?? "") > (before.readAt ?? ""));
    });
  }
});

function assertWait(retryAt: string | undefined, seconds: number | undefined): void {
  const told = retryAt === undefined ? undefined : (Date.parse(retryAt) - Date.now()) / 1000;
  if (told === undefined || seconds === undefined) assert.equal(told, seconds);
  else assert.ok(told > seconds - 4 && told < seconds + 2, `${told} instead of ${seconds} seconds`);
}
