import assert from "node:assert/strict";
import { dayMs, hourMs, minuteMs } from "../../src/core/time/durations.ts";
import { api, getAccount } from "./helpers/creditMonitor.ts";
import { hostSession } from "./helpers/hostSession.ts";
import { assertRejectionNames } from "./helpers/rejection.ts";
import { runCommand } from "./helpers/runCommand.ts";

describe("checking credits", () => {
  const session = hostSession();
  // The command and the API give the same answer.
  const verdict = async (request: { accountId: string; amount: string; meterId?: string }) => {
    const { ageSeconds: _, ...byCommand } = await runCommand("checkCredits", request);
    const { ageSeconds: __, ...byApi } = await api().check(request);
    assert.deepEqual(byCommand, byApi);
    return byCommand.verdict;
  };

  it("a check is exact at the boundary of whole credits", async () => {
    session.sample.accounts.set("poof", { maxCredits: "100", usedCredits: "40" });
    const accountId = await session.addAccount("poof");
    assert.equal(await verdict({ accountId, amount: "60" }), "yes");
    assert.equal(await verdict({ accountId, amount: "60.00" }), "yes");
    assert.equal(await verdict({ accountId, amount: "60.000000000000000000001" }), "no");
    assert.equal(await verdict({ accountId, amount: "61" }), "no");
    assert.equal(await verdict({ accountId, amount: "0" }), "yes");
  });

  it("a check is exact where a floating-point number is not", async () => {
    session.sample.accounts.set("depicta", { balance_eur: "9007199254740993.123457" });
    const accountId = await session.addAccount("depicta");
    assert.equal(await verdict({ accountId, amount: "9007199254740993.123457" }), "yes");
    assert.equal(await verdict({ accountId, amount: "9007199254740993.123458" }), "no");
  });

  it("a check gives the remaining amount, the instant and age of the reading and the reason", async () => {
    session.sample.accounts.set("poof", { maxCredits: "100", usedCredits: "40" });
    const accountId = await session.addAccount("poof");
    session.advance(120_000);
    const { ageSeconds, ...answer } = await runCommand("checkCredits", { accountId, amount: "70" });
    const { readAt = "" } = getAccount(accountId);
    assert.deepEqual(answer, {
      verdict: "no",
      reason: "Not enough: short by 10 credits.",
      remaining: "60",
      meterId: "credits",
      readAt,
    });
    assert.ok(ageSeconds !== undefined && ageSeconds >= 120 && ageSeconds <= 122);
    const enough = await runCommand("checkCredits", { accountId, amount: "58" });
    assert.equal(enough.reason, "Enough: 2 credits would be left.");
  });

  it("a check of an account whose quota is used up says which pool pays, and never no", async () => {
    session.sample.accounts.set("coals", {
      balance: "42.5",
      quota_monthly: "0",
      used_this_month: "0",
      remaining_quota: "0",
      can_convert: true,
    });
    const accountId = await session.addAccount("coals");
    const { level, meters } = getAccount(accountId);
    assert.deepEqual([level, meters[0]?.id, meters[0]?.role], ["ok", "balance", "pool"]);
    const {
      verdict: quota,
      reason,
      meterId,
      remaining,
    } = await runCommand("checkCredits", { accountId, amount: "1" });
    assert.deepEqual([quota, meterId, remaining], ["unknown", "quota", "0"]);
    assert.match(reason, /“Conversions” is used up, and “Balance” pays now\./);
    const dollars = { accountId, amount: "42.5", meterId: "Balance" };
    assert.equal(await verdict(dollars), "yes");
    assert.match((await api().check(dollars)).reason, /“Balance” decides\./);
    session.sample.accounts.set("coals", { balance: "0" });
    await runCommand("refresh", { accountId });
    assert.equal(getAccount(accountId).level, "low", "the provider still accepts requests");
    assert.equal(await verdict({ accountId, amount: "1" }), "unknown");
    session.sample.accounts.set("coals", { can_convert: false });
    await runCommand("refresh", { accountId });
    assert.equal(getAccount(accountId).level, "empty");
    assert.equal(await verdict({ accountId, amount: "1" }), "no");
  });

  it("a check of EasySlip without quota says that credit pays", async () => {
    session.sample.accounts.set("easySlip", { remainingQuota: "0", currentCredit: "5000" });
    const accountId = await session.addAccount("easySlip");
    assert.equal(getAccount(accountId).level, "ok");
    assert.equal(await verdict({ accountId, amount: "1" }), "unknown");
    assert.match((await api().check({ accountId, amount: "1" })).reason, /“Credits” pays now/);
    assert.equal(await verdict({ accountId, amount: "5000", meterId: "credit" }), "yes");
    assert.equal(await verdict({ accountId, amount: "5001", meterId: "credit" }), "no");
  });

  it("a check uses the named meter, and says unknown for a meter that does not exist", async () => {
    session.sample.accounts.set("coals", { balance: "2.5", quota_monthly: "10", used_this_month: "0" });
    const accountId = await session.addAccount("coals");
    assert.equal(await verdict({ accountId, amount: "3" }), "yes");
    assert.equal(await verdict({ accountId, amount: "3", meterId: "balance" }), "no");
    assert.equal(await verdict({ accountId, amount: "2.50", meterId: "balance" }), "yes");
    assert.equal(await verdict({ accountId, amount: "0", meterId: "nothing" }), "unknown");
  });

  it("a check says yes for an unlimited account, with null as the remaining amount", async () => {
    session.sample.accounts.set("easySlip", { maxQuota: null, remainingQuota: null });
    const accountId = await session.addAccount("easySlip");
    const answer = await runCommand("checkCredits", { accountId, amount: "9".repeat(40) });
    assert.deepEqual([answer.verdict, answer.remaining], ["yes", null]);
  });

  it("a check says no for a blocked account, an expired one and one in debt", async () => {
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

  it("a check reads an account that was never read first, and says unknown if that fails", async () => {
    session.sample.faults.add("poof", { kind: "error", status: 500 }, { times: Number.POSITIVE_INFINITY });
    const accountId = await session.addAccount("poof");
    const { verdict: first, reason, ...rest } = await runCommand("checkCredits", { accountId, amount: "1" });
    assert.deepEqual([first, reason, rest], ["unknown", "The account has not been read yet.", {}]);
    session.sample.faults.clear();
    assert.equal(await verdict({ accountId, amount: "1" }), "yes");
  });

  it("a check reads the account again when the reading is older than two intervals", async () => {
    session.sample.accounts.set("poof", { maxCredits: "100", usedCredits: "40" });
    const accountId = await session.addAccount("poof", { refreshMinutes: 5 });
    session.sample.accounts.set("poof", { usedCredits: "90" });
    session.advance(9 * minuteMs);
    assert.equal(await verdict({ accountId, amount: "60" }), "yes");
    session.advance(2 * minuteMs);
    assert.equal(await verdict({ accountId, amount: "60" }), "no");
  });

  it("a check uses the last good reading for two intervals while the provider fails, then says unknown", async () => {
    session.sample.accounts.set("poof", { maxCredits: "100", usedCredits: "40" });
    const accountId = await session.addAccount("poof");
    const { readAt } = getAccount(accountId);
    session.sample.faults.add("poof", { kind: "error", status: 500 }, { times: Number.POSITIVE_INFINITY });
    session.advance(9 * minuteMs);
    assert.equal(await verdict({ accountId, amount: "60" }), "yes");
    session.advance(hourMs);
    const answer = await runCommand("checkCredits", { accountId, amount: "60" });
    assert.deepEqual([answer.verdict, answer.readAt, answer.remaining], ["unknown", readAt, "60"]);
    assert.match(answer.reason, /too old and could not be renewed\. The provider returned an error \(500/);
    assert.ok((answer.ageSeconds ?? 0) >= 3600);
    await assert.rejects(runCommand("checkCredits", { accountId, amount: "60", orStop: true }), /too old/);
  });

  it("a check says unknown with a rejected key, at once and after a month, and the reason says what to do", async () => {
    session.sample.accounts.set("poof", { maxCredits: "100", usedCredits: "40" });
    const accountId = await session.addAccount("poof");
    session.sample.faults.add("poof", { kind: "error", status: 401 }, { times: Number.POSITIVE_INFINITY });
    await runCommand("refresh", { accountId });
    for (const laterMs of [0, 30 * dayMs]) {
      session.advance(laterMs);
      const answer = await runCommand("checkCredits", { accountId, amount: "1" });
      assert.equal(answer.verdict, "unknown");
      assert.match(answer.reason, /The provider rejected the key.*Enter a valid one\./);
      await assert.rejects(
        runCommand("checkCredits", { accountId, amount: "1", orStop: true }),
        /rejected the key/,
      );
    }
  });

  it("a period that is over and cannot be read makes level and check unknown, and says since when", async () => {
    session.sample.accounts.set("coals", {
      balance: "0",
      quota_monthly: "100",
      used_this_month: "40",
      can_convert: true,
    });
    const accountId = await session.addAccount("coals", { refreshMinutes: 100_000 });
    assert.equal(await verdict({ accountId, amount: "60" }), "yes");
    const quota = getAccount(accountId).meters.find(({ id }) => id === "quota");
    session.sample.faults.add("coals", { kind: "error", status: 500 }, { times: Number.POSITIVE_INFINITY });
    session.advance(Date.parse(quota?.resetsAt ?? "") - Date.now() + 2 * minuteMs);
    assert.equal(getAccount(accountId).level, "unknown");
    const answer = await runCommand("checkCredits", { accountId, amount: "1" });
    assert.equal(answer.verdict, "unknown");
    assert.match(
      answer.reason,
      /“Conversions” was to reset 2 minutes ago and has not been read since\. The provider returned an error/,
    );
    session.sample.faults.clear();
    assert.equal(await verdict({ accountId, amount: "1" }), "yes");
    assert.equal(getAccount(accountId).level, "ok");
  });
});

describe("wrong arguments of a check", () => {
  const session = hostSession({ keepsAccounts: true });
  let accountId = "";
  before(async () => {
    accountId = await session.addAccount("poof");
  });

  for (const amount of ["", "-1", "+1", "1e3", "1,000", "1 000", " 1", "1.", ".5", "0x10", "NaN", "١", 5]) {
    it(`a check rejects the amount ${JSON.stringify(amount)} and names the field`, async () => {
      await assertRejectionNames(runCommand("checkCredits", { accountId, amount }), "amount");
    });
  }

  it("a check rejects an account that does not exist, by command and by API, and names the field", async () => {
    await assertRejectionNames(runCommand("checkCredits", { accountId: "nobody", amount: "1" }), "accountId");
    await assertRejectionNames(api().check({ accountId: "nobody", amount: "1" }), "accountId");
  });

  it("a check rejects missing fields and a meter that is no text, and names the field", async () => {
    await assertRejectionNames(runCommand("checkCredits", { amount: "1" }), "accountId");
    await assertRejectionNames(runCommand("checkCredits", { accountId }), "amount");
    await assertRejectionNames(runCommand("checkCredits", { accountId, amount: "1", meterId: 5 }), "meterId");
  });

  it("the API rejects wrong arguments of a check like the command, when called without types", async () => {
    const check = (request: unknown) => Reflect.apply(api().check, undefined, [request]);
    await assertRejectionNames(check({ accountId, amount: 5 }), "amount");
    await assertRejectionNames(check({ accountId, amount: "1", meterId: 5 }), "meterId");
    await assert.rejects(check(undefined), /argument/);
  });
});
