import assert from "node:assert/strict";
import { run } from "./helpers/command.ts";
import { state } from "./helpers/creditMonitor.ts";
import { hostSession } from "./helpers/hostSession.ts";
import { problemRows } from "./helpers/problemRows.ts";

describe("a reading that fails", () => {
  const session = hostSession({ keepsAccounts: true });
  let accountId = "";

  before(async () => {
    accountId = await session.add("poof");
  });
  // A new key is also what ends any wait.
  beforeEach(() => run("setKey", { accountId, ...session.key("poof") }));

  for (const { name, fault, kind, status, said, waitSeconds } of problemRows) {
    it(`by ${name} is ${kind}, keeps the last good values, and recovers`, async () => {
      const { faults, requests } = session.sample;
      const before = state(accountId);
      assert.equal(before.problem, undefined);
      faults.add("poof", fault(), { times: Number.POSITIVE_INFINITY });
      await run("refresh", { accountId });

      const { problem, stale, ...kept } = state(accountId);
      assert.deepEqual([problem?.kind, problem?.status], [kind, status]);
      assert.match(problem?.message ?? "", said);
      assert.deepEqual({ ...kept, stale: false }, before);
      assert.equal(stale, true);
      // Where the redirects point to.
      assert.equal(requests.of("depicta").length, 0);
      assertWait(problem?.retryAt, waitSeconds);

      faults.clear();
      session.pass((waitSeconds ?? 0) * 1000 + 2000);
      await run("refresh", { accountId });
      const after = state(accountId);
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
