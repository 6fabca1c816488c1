import assert from "node:assert/strict";
import { getAccount } from "./helpers/creditMonitor.ts";
import { hostSession } from "./helpers/hostSession.ts";
import { problemRows } from "./helpers/problemRows.ts";
import { runCommand } from "./helpers/runCommand.ts";

describe("readings that fail", () => {
  const session = hostSession({ keepsAccounts: true });
  let accountId = "";

  before(async () => {
    accountId = await session.addAccount("poof");
  });
  // Setting a key also ends any wait.
  beforeEach(() => runCommand("setKey", { accountId, ...session.credential("poof") }));

  for (const { name, fault, kind, status, message, waitSeconds } of problemRows) {
    it(`a reading that fails by ${name} is ${kind}, keeps the last good values, and recovers`, async () => {
      const { faults, requests } = session.sample;
      const before = getAccount(accountId);
      assert.equal(before.problem, undefined);
      faults.add("poof", fault(), { times: Number.POSITIVE_INFINITY });
      await runCommand("refresh", { accountId });

      const { problem, stale, ...rest } = getAccount(accountId);
      assert.deepEqual([problem?.kind, problem?.status], [kind, status]);
      assert.match(problem?.message ?? "", message);
      assert.deepEqual({ ...rest, stale: false }, before);
      assert.equal(stale, true);
      // The redirects point to Depicta.
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
  const waitSeconds = retryAt === undefined ? undefined : (Date.parse(retryAt) - Date.now()) / 1000;
  if (waitSeconds === undefined || seconds === undefined) assert.equal(waitSeconds, seconds);
  else {
    const isNear = waitSeconds > seconds - 4 && waitSeconds < seconds + 2;
    assert.ok(isNear, `${waitSeconds} instead of ${seconds} seconds`);
  }
}
