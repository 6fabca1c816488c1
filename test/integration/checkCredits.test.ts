import assert from "node:assert/strict";
import { hourMs, minuteMs } from "../../src/core/time/durations.ts";
import { api, getAccount } from "./helpers/creditMonitor.ts";
import { hostSession } from "./helpers/hostSession.ts";
import { assertRejectionNames } from "./helpers/rejection.ts";
import { runCommand } from "./helpers/runCommand.ts";

describe("checking credits", () => {
  const session = hostSession();
  // The command and the API answer alike.
  const verdict = async (request: { accountId: string; amount: string; meterId?: string }) => {
    const { ageSeconds: _, ...byCommand } = await runCommand("checkCredits", request);
    const { ageSeconds: __, ...byApi } = await api().check(request);
    assert.deepEqual(byCommand, byApi);
    return byCommand.verdict;
  };

  it("is exact at the boundary of whole credits", async () => {
    session.sample.accounts.set("poof", { maxCredits: "100", usedCredits: "40" });
    const accountId = await session.addAccount("poof");
    assert.equal(await verdict({ accountId, amount: "60" }), "yes");
    assert.equal(await verdict({ accountId, amount: "60.00" }), "yes");
    assert.equal(await verdict({ accountId, amount: "60.000000000000000000001" }), "no");
    assert.equal(await verdict({ accountId, amount: "61" }), "no");
    assert.equal(await verdict({ accountId, amount: "0" }), "yes");
  });

  it("is exact where a float is not", async () => {
    session.sample.accounts.set("depicta", { balance_eur: "9007199254740993.123457" });
    const accountId = await session.addAccount("depicta");
    assert.equal(await verdict({ accountId, amount: "9007199254740993.123457" }), "yes");
    assert.equal(await verdict({ accountId, amount: "9007199254740993.123458" }), "no");
  });

  it("tells what is left, when it was read, its age and the reason", async () => {
    session.sample.accounts.set("poof", { maxCredits: "100", usedCredits: "40" });
    const accountId = await session.addAccount("poof");
    session.advance(120_000);
    const { ageSeconds, ...answer } = await runCommand("checkCredits", { accountId, amount: "70" });
    const { readAt = "" } = getAccount(accountId);
    assert.deepEqual(answer, {
      verdict: "no",
      reason: "Not enough: short by 10 credits.",
      remaining: "60",
      readAt,
    });
    assert.ok(ageSeconds !== undefined && ageSeconds >= 120 && ageSeconds <= 122);
    const enough = await runCommand("checkCredits", { accountId, amount: "58" });
    assert.equal(enough.reason, "Enough: 2 credits would be left.");
  });

  it("asks the meter that is named, and does not know one that is not there", async () => {
    session.sample.accounts.set("coals", { balance: "2.5", quota_monthly: "10", used_this_month: "0" });
    const accountId = await session.addAccount("coals");
    assert.equal(await verdict({ accountId, amount: "3" }), "yes");
    assert.equal(await verdict({ accountId, amount: "3", meterId: "balance" }), "no");
    assert.equal(await verdict({ accountId, amount: "2.50", meterId: "balance" }), "yes");
    assert.equal(await verdict({ accountId, amount: "0", meterId: "nothing" }), "unknown");
  });

  it("says yes for an unlimited account, with null remaining", async () => {
    session.sample.accounts.set("easySlip", { maxQuota: null, remainingQuota: null });
    const accountId = await session.addAccount("easySlip");
    const answer = await runCommand("checkCredits", { accountId, amount: "9".repeat(40) });
    assert.deepEqual([answer.verdict, answer.remaining], ["yes", null]);
  });

  it("says no for a blocked account, an expired one and one in debt", async () => {
    session.sample.accounts.set("coals", { can_convert: false });
    session.sample.accounts.set("easySlip", { expiredAt: "2025-01-01T00:00:00+07:00" });
    session.sample.accounts.set("poof", { maxCredits: "100", usedCredits: "103" });
    const answers = [];
    for (const provider of ["coals", "easySlip", "poof"] as const) {
      const accountId = await session.addAccount(provider);
      answers.push(await runCommand("checkCredits", { accountId, amount: "0" }));
    }
    assert.deepEqual(
      answers.map((answer) => answer.verdict),
      ["no", "no", "no"],
    );
    const [blocked, expired, debt] = answers;
    assert.match(blocked?.reason ?? "", /refusing requests/);
    assert.match(expired?.reason ?? "", /expired/);
    assert.equal(debt?.remaining, "-3");
  });

  it("does not know an account that was never read, and tries to read it first", async () => {
    session.sample.faults.add("poof", { kind: "error", status: 500 }, { times: Number.POSITIVE_INFINITY });
    const accountId = await session.addAccount("poof");
    const { verdict: first, reason, ...rest } = await runCommand("checkCredits", { accountId, amount: "1" });
    assert.deepEqual([first, reason, rest], ["unknown", "The account has not been read yet.", {}]);
    session.sample.faults.clear();
    assert.equal(await verdict({ accountId, amount: "1" }), "yes");
  });

  it("reads anew where the reading is older than two intervals, and not before", async () => {
    session.sample.accounts.set("poof", { maxCredits: "100", usedCredits: "40" });
    const accountId = await session.addAccount("poof", { refreshMinutes: 5 });
    session.sample.accounts.set("poof", { usedCredits: "90" });
    session.advance(9 * minuteMs);
    assert.equal(await verdict({ accountId, amount: "60" }), "yes");
    session.advance(2 * minuteMs);
    assert.equal(await verdict({ accountId, amount: "60" }), "no");
  });

  it("answers from the last good reading, with its age, while the provider fails", async () => {
    session.sample.accounts.set("poof", { maxCredits: "100", usedCredits: "40" });
    const accountId = await session.addAccount("poof");
    const { readAt } = getAccount(accountId);
    session.sample.faults.add("poof", { kind: "error", status: 500 }, { times: Number.POSITIVE_INFINITY });
    session.advance(hourMs);
    const answer = await runCommand("checkCredits", { accountId, amount: "60" });
    assert.deepEqual([answer.verdict, answer.readAt], ["yes", readAt]);
    assert.ok((answer.ageSeconds ?? 0) >= 3600);
  });
});

describe("checking credits rejects, naming the field, for", () => {
  const session = hostSession({ keepsAccounts: true });
  let accountId = "";
  before(async () => {
    accountId = await session.addAccount("poof");
  });

  for (const amount of ["", "-1", "+1", "1e3", "1,000", "1 000", " 1", "1.", ".5", "0x10", "NaN", "١", 5]) {
    it(`the amount ${JSON.stringify(amount)}`, async () => {
      await assertRejectionNames(runCommand("checkCredits", { accountId, amount }), "amount");
    });
  }

  it("an account that is not there, by command and by API", async () => {
    await assertRejectionNames(runCommand("checkCredits", { accountId: "nobody", amount: "1" }), "accountId");
    await assertRejectionNames(api().check({ accountId: "nobody", amount: "1" }), "accountId");
  });

  it("missing fields and a meter that is no text", async () => {
    await assertRejectionNames(runCommand("checkCredits", { amount: "1" }), "accountId");
    await assertRejectionNames(runCommand("checkCredits", { accountId }), "amount");
    await assertRejectionNames(runCommand("checkCredits", { accountId, amount: "1", meterId: 5 }), "meterId");
  });

  it("the same by the API, called without types", async () => {
    const check = (request: unknown) => Reflect.apply(api().check, undefined, [request]);
    await assertRejectionNames(check({ accountId, amount: 5 }), "amount");
    await assertRejectionNames(check({ accountId, amount: "1", meterId: 5 }), "meterId");
    await assert.rejects(check(undefined), /argument/);
  });
});
