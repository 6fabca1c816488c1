import assert from "node:assert/strict";
import { LanguageModelTextPart, lm } from "vscode";
import type { Level } from "../../src/api.ts";
import { agentToolName } from "../../src/ui/context/ids.ts";
import { declaredKey as key } from "./helpers/canaries.ts";
import { api, getAccount } from "./helpers/creditMonitor.ts";
import { type DeclaredApi, startDeclaredApi } from "./helpers/declaredApi.ts";
import { hostSession } from "./helpers/hostSession.ts";
import { runCommand } from "./helpers/runCommand.ts";

/** What a reply means: the level, what is asked for, the verdict, and the words that the answers need to have. */
interface Row {
  readonly title: string;
  readonly provider: string;
  readonly replies: DeclaredApi["replies"];
  readonly level: Level;
  /** Amount, verdict and a part of the reason. */
  readonly checks: readonly (readonly [string, "yes" | "no" | "unknown", RegExp])[];
  /** What the agent reads of the account. */
  readonly agent: RegExp;
}

const deepl = (body: object): DeclaredApi["replies"] => ({ "/usage": { body } });
const tavily = (keyOf: object, account: object): DeclaredApi["replies"] => ({
  "/usage": {
    body: { key: { usage: 0, limit: null, ...keyOf }, account: { current_plan: "Pro", ...account } },
  },
});
const deepseek = (...rows: readonly (readonly [string, string])[]): DeclaredApi["replies"] => ({
  "/user/balance": {
    body: {
      is_available: rows.some(([, left]) => Number(left) > 0),
      balance_infos: rows.map(([currency, total_balance]) => ({ currency, total_balance })),
    },
  },
});
const openRouter = (data: object, credits: DeclaredApi["replies"][string]): DeclaredApi["replies"] => ({
  "/key": { body: { data: { label: "sk-or-…", usage: 3.5, limit: null, limit_remaining: null, ...data } } },
  "/credits": credits,
});
const twoZeros = { body: { data: { total_credits: 0, total_usage: 0 } } };
const refused = { status: 403, body: { error: { code: 403, message: "Only management keys" } } };

const rows: readonly Row[] = [
  {
    title: "DeepL's key that is used up makes the account empty, whatever the account has",
    provider: "deepl",
    replies: deepl({
      api_key_character_count: 10_000,
      api_key_character_limit: 10_000,
      character_count: 20_000,
      character_limit: 500_000,
    }),
    level: "empty",
    checks: [["1", "no", /“Characters of the key” decides/]],
    agent: /: empty\..* The meter that binds is key\./,
  },
  {
    title: "DeepL's key beyond its limit is empty, and one within it is capped by the account",
    provider: "deepl",
    replies: deepl({
      api_key_character_count: "0",
      api_key_character_limit: 900_000,
      character_count: 499_990,
      character_limit: 500_000,
    }),
    level: "low",
    checks: [
      ["10", "yes", /“Characters”/],
      ["11", "no", /“Characters” decides|“Characters”/],
    ],
    agent: /: low\./,
  },
  {
    title: "DeepL without any limit is unlimited",
    provider: "deepl",
    replies: deepl({ character_count: 151_629_018 }),
    level: "ok",
    checks: [["99999999999", "yes", /unlimited/i]],
    agent: /: ok, unlimited\./,
  },
  {
    title: "Tavily's key that is used up makes the account empty without pay as you go",
    provider: "tavily",
    replies: tavily({ usage: 100, limit: 100 }, { plan_usage: 100, plan_limit: 1000 }),
    level: "empty",
    checks: [["500", "no", /“Key”/]],
    agent: /: empty\./,
  },
  {
    title: "Tavily's pay as you go pays what it allows once the plan is used up",
    provider: "tavily",
    replies: tavily(
      { usage: 40, limit: 500 },
      { plan_usage: 1000, plan_limit: 1000, paygo_usage: 88, paygo_limit: 100 },
    ),
    level: "ok",
    checks: [
      ["12", "yes", /“Pay as you go”/],
      ["13", "no", /short by 1 credit/],
    ],
    agent: /: (ok|low)\./,
  },
  ...[
    [
      ["USD", "0.00"],
      ["CNY", "81.69"],
    ] as const,
    [
      ["CNY", "81.69"],
      ["USD", "0.00"],
    ] as const,
  ].map(
    (pair, index): Row => ({
      title: `DeepSeek's funded currency is shown, ${index === 0 ? "after" : "before"} the empty one`,
      provider: "deepseek",
      replies: deepseek(...pair),
      level: "ok",
      checks: [
        ["81.69", "yes", /CN¥0\.00/],
        ["81.70", "no", /CN¥0\.01/],
      ],
      agent: /: ok\. Remaining: 81\.69 CNY/,
    }),
  ),
  {
    title: "DeepSeek's account is empty if every currency is",
    provider: "deepseek",
    replies: deepseek(["CNY", "0.00"], ["USD", "-0.02"]),
    level: "empty",
    checks: [["0.01", "no", /refusing requests/]],
    agent: /: empty, the provider is refusing requests/,
  },
  {
    title: "DeepSeek's two funded currencies are not added up",
    provider: "deepseek",
    replies: deepseek(["USD", "5.00"], ["CNY", "2.50"]),
    level: "ok",
    checks: [
      ["2.50", "yes", /./],
      ["4", "unknown", /“Balance” \(CNY\) is not the only one that pays: “Balance” \(USD\) does too\./],
    ],
    agent: /: ok\./,
  },
  {
    title: "OpenRouter's key without a cap says nothing of the credits, which it may not see",
    provider: "openrouter-key",
    replies: openRouter({}, refused),
    level: "unknown",
    checks: [["1", "unknown", /./]],
    agent: /: unknown/,
  },
  {
    title: "OpenRouter's two zeros for an ordinary key are no credits either",
    provider: "openrouter-key",
    replies: openRouter({}, twoZeros),
    level: "unknown",
    checks: [["1", "unknown", /./]],
    agent: /: unknown/,
  },
  {
    title: "OpenRouter's key and credits are both limits: the lesser counts",
    provider: "openrouter-key",
    replies: openRouter(
      { limit: 50, limit_remaining: 46.5, is_management_key: true },
      { body: { data: { total_credits: 20, total_usage: 8.75 } } },
    ),
    level: "ok",
    checks: [
      ["11.25", "yes", /“Credits of the account”/],
      ["11.26", "no", /“Credits of the account”/],
    ],
    agent: /The meter that (binds|pays) is credits/,
  },
  {
    title: "OpenRouter's cap that is used up makes the key empty, whatever the credits are",
    provider: "openrouter-key",
    replies: openRouter(
      { limit: 50, limit_remaining: 0, limit_reset: "weekly", is_management_key: true },
      { body: { data: { total_credits: 20, total_usage: 8.75 } } },
    ),
    level: "empty",
    checks: [["1", "no", /“Limit of the key” decides/]],
    agent: /: empty\..* The meter that binds is limit\./,
  },
];

describe("real accounts with several meters", () => {
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

  async function agentAnswer(input: object): Promise<string> {
    const { content } = await lm.invokeTool(agentToolName, { input, toolInvocationToken: undefined });
    return content.map((part) => (part instanceof LanguageModelTextPart ? part.value : "")).join("");
  }

  for (const { title, provider, replies, level, checks, agent } of rows) {
    it(title, async () => {
      const accountId = await add(provider, replies);
      assert.deepEqual([getAccount(accountId).level, getAccount(accountId).problem], [level, undefined]);
      for (const [amount, verdict, reason] of checks) {
        const byCommand = await runCommand("checkCredits", { accountId, amount });
        const byApi = await api().check({ accountId, amount });
        assert.deepEqual(
          [byCommand.verdict, byApi.verdict],
          [verdict, verdict],
          `${amount}: ${byApi.reason}`,
        );
        assert.match(byApi.reason, reason);
        assert.match(await agentAnswer({ account: accountId, amount }), new RegExp(`: ${verdict}\\b`));
      }
      assert.match(await agentAnswer({ account: accountId }), agent);
    });
  }
});
