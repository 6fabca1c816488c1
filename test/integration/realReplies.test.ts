import assert from "node:assert/strict";
import type { Level } from "../../src/api.ts";
import { declaredKey as key } from "./helpers/canaries.ts";
import { api, getAccount } from "./helpers/creditMonitor.ts";
import { type DeclaredApi, type DeclaredReply, startDeclaredApi } from "./helpers/declaredApi.ts";
import { fixture } from "./helpers/fixture.ts";
import { hostSession } from "./helpers/hostSession.ts";
import { runCommand } from "./helpers/runCommand.ts";

/** Provider and fixture of the catalogue, the level, and the answers to "is there enough for this amount?". */
const fixtures: readonly (readonly [string, string, Level, ...(readonly [string, string])[]])[] = [
  ["elevenlabs", "good", "ok", ["9941", "yes"], ["9942", "no"]],
  ["elevenlabs", "unlimited", "ok", ["1000000", "yes"]],
  ["elevenlabs", "hard-stop", "empty", ["1", "no"]],
  ["leonardo", "all-null", "empty", ["1", "no"]],
  ["deepgram", "nothing-prepaid", "unknown", ["1", "unknown"]],
  ["deepgram", "two-projects", "ok", ["40.25", "yes"], ["40.26", "unknown"]],
  ["coingecko", "key-limit", "empty", ["1", "no"]],
  ["easyslip-v2", "branch-off", "empty", ["1", "no"]],
  ["firecrawl", "good", "ok", ["1500", "yes"], ["1501", "no"]],
  ["wavespeed", "good", "ok", ["12.34", "yes"]],
  ["xai", "invoiced", "ok", ["37.5", "yes"], ["37.51", "no"]],
  ["moonshot", "arrears", "empty", ["0.01", "no"]],
  ["minimax-plan", "counts", "ok", ["15", "yes"], ["16", "no"]],
  ["telnyx", "credit-used", "ok", ["97.42", "yes"], ["97.43", "no"]],
];

const yuan = { body: { balance_infos: [{ currency: "CNY", total_balance: "1.00" }] } };
const twoZeros = { body: { data: { total_credits: 0, total_usage: 0 } } };

describe("replies of real accounts", () => {
  hostSession();
  let server: DeclaredApi | undefined;
  const remote = () => {
    if (!server) throw new Error("no server");
    return server;
  };
  before(async () => {
    server = await startDeclaredApi();
  });
  beforeEach(() => {
    for (const path of Object.keys(remote().replies)) delete remote().replies[path];
  });
  after(() => remote().close());

  async function add(provider: string, replies: DeclaredApi["replies"]): Promise<string> {
    Object.assign(remote().replies, replies);
    return runCommand("addAccount", { provider, baseUrl: remote().origin, key });
  }

  for (const [provider, name, level, ...checks] of fixtures) {
    const answers = checks.map(([amount, verdict]) => `${verdict} to ${amount}`).join(", ");
    it(`${provider}, ${name}, is ${level}${answers && `, ${answers}`}`, async () => {
      const definition = JSON.parse(fixture(`../../catalogue/${provider}.json`));
      const { replies, parameters = {} } = JSON.parse(fixture(`catalogue/${provider}/${name}.json`));
      const base = new URL(definition.baseUrl ?? definition.regions[0].baseUrl).pathname.replace(/\/$/, "");
      for (const [address, reply] of Object.entries<DeclaredReply>(replies)) {
        const url = new URL(address);
        remote().replies[url.pathname + url.search] = reply;
      }
      const accountId = await runCommand("addAccount", {
        ...{ provider, key, baseUrl: remote().origin + base },
        ...(Object.keys(parameters).length > 0 ? { parameters } : {}),
      });
      assert.deepEqual([getAccount(accountId).level, getAccount(accountId).problem], [level, undefined]);
      for (const [amount, verdict] of checks) {
        const check = await api().check({ accountId, amount });
        assert.equal(check.verdict, verdict, `${amount}: ${check.reason}`);
      }
    });
  }

  it("a page or an empty body under 401 or 403 does not reject the key", async () => {
    const good = { "/user/balance": yuan };
    const accountId = await add("deepseek", good);
    for (const status of [401, 403]) {
      for (const page of ["<!doctype html><title>Just a moment</title>", "  <html></html>", ""]) {
        remote().replies["/user/balance"] = { status, page };
        await runCommand("refresh", { accountId });
        const { problem, meters, stale } = getAccount(accountId);
        assert.deepEqual([problem?.kind, problem?.status, stale], ["badResponse", status, true]);
        assert.match(
          problem?.message ?? "",
          /Something other than the provider may have replied.*Retrying automatically/,
        );
        assert.equal(meters[0]?.remaining, "1");
      }
      remote().replies["/user/balance"] = { status, body: { detail: "The key is not valid." } };
      await runCommand("refresh", { accountId });
      const { problem } = getAccount(accountId);
      assert.equal(problem?.kind, status === 401 ? "keyRejected" : "forbidden");
      assert.match(problem?.message ?? "", /The key is not valid/);
      Object.assign(remote().replies, good);
      await runCommand("refresh", { accountId });
      assert.equal(getAccount(accountId).problem, undefined);
    }
  });

  it("OpenRouter's two zeros are refused with the kind of key that is needed", async () => {
    const accountId = await add("openrouter-credits", { "/credits": twoZeros });
    const { level, meters, problem } = getAccount(accountId);
    assert.deepEqual([level, meters, problem?.kind], ["unknown", [], "forbidden"]);
    assert.match(problem?.message ?? "", /[Mm]anagement key/);
  });

  it("an address that is gone, or that the provider does not know, is explained with what to do", async () => {
    const accountId = await add("deepseek", { "/user/balance": yuan });
    for (const [status, body, message] of [
      [404, {}, /does not know this address.*Check the account and its base URL/],
      [404, { detail: "Not Found" }, /does not know this address.*\(404, Not Found\).*base URL/],
      [410, {}, /has removed this address.*Choose another region or base URL/],
      [410, { message: "API retired" }, /has removed this address.*\(410, API retired\)/],
    ] as const) {
      remote().replies["/user/balance"] = { status, body };
      await runCommand("refresh", { accountId });
      const { problem, stale, meters } = getAccount(accountId);
      assert.equal(problem?.kind, "providerError");
      assert.match(problem?.message ?? "", message);
      assert.deepEqual([stale, meters[0]?.remaining], [true, "1"]);
    }
  });
});
