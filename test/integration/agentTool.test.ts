import assert from "node:assert/strict";
import { LanguageModelTextPart, lm } from "vscode";
import { minuteMs } from "../../src/core/time/durations.ts";
import { agentToolName } from "../../src/ui/context/ids.ts";
import { extension } from "./helpers/creditMonitor.ts";
import { hostSession } from "./helpers/hostSession.ts";
import { userSettings } from "./helpers/userSettings.ts";

async function ask(input: object): Promise<string> {
  const { content } = await lm.invokeTool(agentToolName, { input, toolInvocationToken: undefined });
  return content.map((part) => (part instanceof LanguageModelTextPart ? part.value : "")).join("");
}

describe("the agent tool", () => {
  const session = hostSession();
  afterEach(() => userSettings.write("hideAmounts", undefined));

  it("the agent tool is declared with the names and the input of the contract", () => {
    const [declared] = extension().packageJSON.contributes.languageModelTools;
    assert.equal(declared.toolReferenceName, "credits");
    assert.deepEqual(Object.keys(declared.inputSchema.properties), ["account", "amount", "meter"]);
    assert.ok(lm.tools.some(({ name }) => name === agentToolName));
  });

  it("the agent tool is exact at the boundary, and finds accounts by id and by name in any case", async () => {
    session.sample.accounts.set("poof", { maxCredits: "100", usedCredits: "40" });
    await session.addAccount("poof", { label: "Cut Outs" });
    assert.match(
      await ask({ account: "CUT-OUTS", amount: "60" }),
      /yes, enough for 60 credits\. .*left: 0 cr/,
    );
    assert.match(
      await ask({ account: "cut outs", amount: "60.000001" }),
      /: no, .*Missing: 0\.000001 credits/,
    );
    assert.match(await ask({ amount: 61 }), /: no, not enough for 61 credits\. Remaining: 60 credits\./);
  });

  it("the agent tool gives the age in words and the instant of the reading", async () => {
    await session.addAccount("poof");
    assert.match(await ask({ account: "poof", amount: "1" }), /Read just now\.$/);
    session.advance(3 * minuteMs);
    assert.match(
      await ask({ account: "poof", amount: "1" }),
      /Read 3 minutes ago, at \d{4}-\d\d-\d\dT[\d:.]+Z\.$/,
    );
  });

  it("the agent tool answers for all accounts when none is named, each in its unit", async () => {
    session.sample.accounts.set("depicta", { balance_eur: "2.5" });
    for (const provider of ["poof", "depicta", "easySlip"] as const) await session.addAccount(provider);
    const lines = (await ask({})).split("\n");
    assert.equal(lines.length, 3);
    assert.match(lines[1] ?? "", /^Depicta \(depicta\): ok\. Remaining: 2\.5 EUR\./);
  });

  it("the agent tool checks the named meter", async () => {
    session.sample.accounts.set("coals", { balance: "2.5", quota_monthly: "10", used_this_month: "0" });
    await session.addAccount("coals");
    assert.match(await ask({ account: "coals", amount: "3" }), /: yes/);
    assert.match(await ask({ account: "coals", amount: "3", meter: "Balance" }), /: no/);
    assert.match(await ask({ account: "coals", amount: "3", meter: "tokens" }), /: unknown, .*no such meter/);
  });

  it("the agent tool says which pool binds, which pays and which is used up", async () => {
    const spent = { quota_monthly: "10", used_this_month: "10", remaining_quota: "0" };
    session.sample.accounts.set("coals", { balance: "42.5", can_convert: true, ...spent });
    await session.addAccount("coals");
    assert.match(
      await ask({ account: "coals" }),
      /\(coals\): ok\. Remaining: 42\.5 USD\. The meter that binds is balance\. Meters: quota 0 requests, used up, resets .*; balance 42\.5 USD, pays now\./,
    );
    assert.match(
      await ask({ account: "coals", amount: "1" }),
      /: unknown, .*another one pays.* Decided by meter quota\. Meter balance pays\./,
    );
  });

  it("the agent tool says unknown for an unknown or ambiguous account and an invalid amount", async () => {
    assert.match(await ask({}), /^unknown: .*no accounts yet/);
    await session.addAccount("poof", { label: "Mine" });
    await session.addAccount("depicta", { label: "Mine" });
    assert.match(
      await ask({ account: "Mine", amount: "1" }),
      /^unknown: several .*\(mine\), Mine \(mine-2\)\.$/,
    );
    assert.match(await ask({ account: "yours" }), /^unknown: there is no account “yours”/);
    for (const amount of ["-1", "1e3", "five", "1,000"]) {
      assert.match(await ask({ amount }), /^unknown: amount must be digits/, amount);
    }
  });

  it("the agent tool never says yes for an unread account, and names only the kind of failure", async () => {
    session.sample.faults.add("poof", { kind: "error", status: 500 }, { times: Number.POSITIVE_INFINITY });
    await session.addAccount("poof");
    const answer = await ask({ account: "poof", amount: "0" });
    assert.match(answer, /: unknown, .*not been read yet\. .*failed: providerError\.$/);
  });

  it("the agent tool does not send a rejected key again", async () => {
    await session.addAccount("poof");
    session.sample.faults.add("poof", { kind: "error", status: 401 }, { times: 1 });
    session.advance(11 * minuteMs);
    assert.match(await ask({ account: "poof", amount: "1" }), /failed: keyRejected\.$/);
    session.sample.requests.clear();
    await ask({ account: "poof", amount: "1" });
    assert.deepEqual(session.sample.requests.list("poof"), []);
  });

  it("the agent tool gives the verdict without amounts while they are hidden, and never the key", async () => {
    session.sample.accounts.set("poof", { maxCredits: "4000", usedCredits: "234" });
    await session.addAccount("poof");
    await userSettings.write("hideAmounts", true);
    const answer = await ask({ account: "poof", amount: "777" });
    assert.match(answer, /: yes, enough\. Remaining: ••• credits\. The user hides amounts\./);
    assert.ok(!answer.includes("3766") && !answer.includes(session.credential("poof").key ?? ""));
  });
});
