import assert from "node:assert/strict";
import { commands, LanguageModelTextPart, lm, window, workspace } from "vscode";
import type { Disposable, ProviderDefinition } from "../../src/api.ts";
import { dayMs } from "../../src/core/time/durations.ts";
import { agentToolName } from "../../src/ui/context/ids.ts";
import { eventually } from "../helpers/eventually.ts";
import { declaredKey } from "./helpers/canaries.ts";
import { api, getAccount } from "./helpers/creditMonitor.ts";
import { type DeclaredApi, startDeclaredApi } from "./helpers/declaredApi.ts";
import { hostSession } from "./helpers/hostSession.ts";
import { assertRejectionNames, rejection } from "./helpers/rejection.ts";
import { runCommand } from "./helpers/runCommand.ts";
import { userSettings } from "./helpers/userSettings.ts";

const key = declaredKey;

describe("declared providers", () => {
  hostSession();
  let server: DeclaredApi | undefined;
  const remote = () => {
    if (!server) throw new Error("no server");
    return server;
  };
  const registered: Disposable[] = [];

  const acme = (more: Partial<ProviderDefinition> = {}): ProviderDefinition => ({
    id: "acme",
    name: "Acme",
    baseUrl: `${remote().origin}/v1`,
    auth: { kind: "header", name: "x-acme-key" },
    requests: [{ path: "/balance" }],
    meters: [{ id: "credits", unit: "credits", remaining: "/left", limit: "/limit" }],
    ...more,
  });
  const acmeOfTeam = () =>
    acme({ parameters: { team: { label: "Team id" } }, requests: [{ path: "/teams/{team}/balance" }] });
  const register = (definition: ProviderDefinition) => {
    const one = api().registerProvider(definition);
    registered.push(one);
    return one;
  };

  before(async () => {
    server = await startDeclaredApi();
  });
  beforeEach(() => {
    remote().requests.length = 0;
    Object.assign(remote().replies, { "/v1/balance": { body: { left: 40, limit: 100 } } });
  });
  afterEach(async () => {
    for (const one of registered.splice(0)) one.dispose();
    if (userSettings.read("providers") !== undefined) await userSettings.write("providers", undefined);
  });
  after(() => remote().close());

  it("importKeys tries each key of a text, keeps those that are not rejected, and says why of the others", async () => {
    register(acme({ key: { variables: ["ACME_TOKEN"] } }));
    register({ ...acmeOfTeam(), id: "acme-team", name: "Acme Team" });
    const text = `# a comment\nACME_TOKEN='${key}'\nnot an assignment\nACME_TEAM_API_KEY=${key}\nOTHER=1`;
    assert.deepEqual(await runCommand("importKeys", { text }), [
      { name: "ACME_TOKEN", provider: "acme", accountId: "acme" },
      {
        name: "ACME_TEAM_API_KEY",
        provider: "acme-team",
        problem: "Acme Team needs more than a key. Use “Add Account”.",
      },
    ]);
    assert.deepEqual(
      remote().requests.map(({ path, headers }) => [path, headers["x-acme-key"]]),
      [["/v1/balance", key]],
    );
    assert.equal(getAccount("acme").meters[0]?.remaining, "40");
    Object.assign(remote().replies, { "/v1/balance": { status: 401, body: {} } });
    const [rejected] = (await runCommand("importKeys", { text: `ACME_API_KEY=${key}` })) as readonly {
      readonly problem: string;
    }[];
    assert.match(rejected?.problem ?? "", /The provider rejected the key/);
    Object.assign(remote().replies, { "/v1/balance": { status: 503, body: {} } });
    assert.deepEqual(await runCommand("importKeys", { text: `ACME_API_KEY=${key}` }), [
      {
        name: "ACME_API_KEY",
        provider: "acme",
        accountId: "acme-2",
        problem: "The provider returned an error (503). Retrying automatically.",
      },
    ]);
    assert.deepEqual(await runCommand("importKeys", { text: "NOTHING=known" }), []);
    await assertRejectionNames(runCommand("importKeys", { text: 1 }), "text");
    assert.deepEqual(
      api()
        .accounts()
        .map(({ id }) => id),
      ["acme", "acme-2"],
    );
  });

  it("editAccount changes base URL, parameters and meters; another origin waits for its key", async () => {
    register({
      ...acmeOfTeam(),
      meters: [
        { id: "credits", unit: "credits", remaining: "/left", limit: "/limit" },
        { id: "total", unit: "credits", remaining: "/limit" },
      ],
    });
    const body = { left: 40, limit: 100 };
    Object.assign(remote().replies, {
      "/v1/teams/a/balance": { body },
      "/v1/teams/b/balance": { body: { left: 7, limit: 100 } },
      "/v2/teams/b/balance": { body: { left: 8, limit: 100 } },
    });
    const accountId = await runCommand("addAccount", { provider: "acme", key, parameters: { team: "a" } });
    const left = () => getAccount(accountId).meters.map(({ remaining }) => remaining);
    await runCommand("editAccount", { accountId, parameters: { team: "b" } });
    await eventually(() => assert.deepEqual(left(), ["7", "100"]));
    await runCommand("editAccount", { accountId, baseUrl: `${remote().origin}/v2`, meters: ["total"] });
    await eventually(() => assert.deepEqual(left(), ["100"]));
    await runCommand("editAccount", { accountId, meters: null });
    await eventually(() => assert.deepEqual(left(), ["8", "100"]));
    remote().requests.length = 0;
    const elsewhere = `${remote().origin.replace("127.0.0.1", "localhost")}/v2`;
    await runCommand("editAccount", { accountId, baseUrl: elsewhere });
    await eventually(() => assert.equal(getAccount(accountId).problem?.kind, "blockedOrigin"));
    assert.deepEqual(remote().requests, []);
    await runCommand("setKey", { accountId, key });
    await eventually(() => assert.equal(getAccount(accountId).problem, undefined));
    for (const [field, wrong] of [
      ["baseUrl", { baseUrl: "ftp://acme.example" }],
      ["baseUrl", { baseUrl: `https://acme.example/${key}` }],
      ["parameters.team", { parameters: {} }],
      ["parameters.team", { parameters: { team: key } }],
      ["parameters.other", { parameters: { team: "a", other: "b" } }],
      ["meters", { meters: "credits" }],
    ] as const) {
      await assertRejectionNames(runCommand("editAccount", { accountId, ...wrong }), field);
    }
  });

  it("copyAmount and copySummary give exact amounts as text, and name an account that is gone", async () => {
    register(acme());
    const accountId = await runCommand("addAccount", { provider: "acme", key, label: "A | *b*" });
    assert.equal(await runCommand("copyAmount", { accountId }), "40 credits");
    assert.match(
      String(await runCommand("copySummary", { accountId })),
      /^\*\*A \\\| \\\*b\\\*\*\* \(Acme\): ok\n\n\| Meter \| Left \| Limit \|\n\| --- \| --- \| --- \|\n\| Credits \| 40 credits \| 100 credits \|/,
    );
    for (const pinned of [true, undefined]) {
      await runCommand("pinAccount", { accountId, interactive: true });
      assert.equal(userSettings.entry(accountId)?.pinned, pinned);
    }
    for (const name of ["copyAmount", "copySummary", "pinAccount", "openDashboard"] as const) {
      await assertRejectionNames(runCommand(name, { accountId: "gone" }), "accountId");
    }
    await assert.rejects(runCommand("openDashboard", { accountId }), {
      message: "No dashboard of Acme is known.",
    });
  });

  it("a catalogue provider's account can be added and read at another base URL", async () => {
    const usage = {
      key: { usage: 1, limit: null },
      account: { current_plan: "Pro", plan_usage: 5, plan_limit: 20 },
    };
    remote().replies["/usage"] = { body: usage };
    const id = await runCommand("addAccount", { provider: "tavily", baseUrl: remote().origin, key });
    const { meters, plan, label, problem } = getAccount(id);
    assert.deepEqual([problem, plan, label], [undefined, "Pro", "Tavily"]);
    assert.deepEqual(
      meters.map(({ id: meter, label: name, remaining }) => [meter, name, remaining]),
      [
        ["plan", "Plan", "15"],
        ["key", "Key", null],
      ],
    );
    assert.equal(remote().requests[0]?.headers.authorization, `Bearer ${key}`);
    assert.deepEqual(userSettings.entries(), [
      { id, provider: "tavily", label: "Tavily", baseUrl: remote().origin },
    ]);
  });

  it("an account with a rejected key or wrong parameters is not stored", async () => {
    remote().replies["/usage"] = { status: 401, body: { detail: { error: "no" } } };
    const error = await rejection(
      runCommand("addAccount", { provider: "tavily", baseUrl: remote().origin, key }),
    );
    assert.equal(error.name, "keyRejected");
    register(acmeOfTeam());
    const acmeAccount = { provider: "acme", key };
    await assertRejectionNames(runCommand("addAccount", acmeAccount), "parameters.team");
    await assertRejectionNames(
      runCommand("addAccount", { ...acmeAccount, parameters: { team: "../x" } }),
      "parameters.team",
    );
    await assertRejectionNames(
      runCommand("addAccount", { ...acmeAccount, parameters: { team: key } }),
      "parameters.team",
    );
    await assertRejectionNames(
      runCommand("addAccount", { ...acmeAccount, parameters: { team: "t", more: "x" } }),
      "parameters.more",
    );
    assert.deepEqual(userSettings.entries(), []);
    assert.equal(remote().requests.length, 1);
  });

  it("parameters of an account are stored in the settings and used in the path", async () => {
    register(acmeOfTeam());
    remote().replies["/v1/teams/t-1/balance"] = { body: { left: "12.34" } };
    const parameters = { team: "t-1" };
    const id = await runCommand("addAccount", { provider: "acme", key, parameters });
    assert.equal(getAccount(id).meters[0]?.remaining, "12.34");
    assert.deepEqual(userSettings.entry(id)?.parameters, parameters);
  });

  it("a provider in the settings is used besides invalid ones", async () => {
    await userSettings.write("providers", [{ id: "broken" }, acme(), 7]);
    const id = await runCommand("addAccount", { provider: "acme", key });
    assert.equal(getAccount(id).meters[0]?.remaining, "40");
    assert.equal(remote().requests[0]?.headers["x-acme-key"], key);
    await userSettings.write("providers", [
      acme({ meters: [{ id: "credits", unit: "credits", remaining: "/limit" }] }),
    ]);
    await eventually(() => assert.equal(getAccount(id).meters[0]?.remaining, "100"));
  });

  it("a declared provider's key is not sent to a new origin until it is entered again", async () => {
    await userSettings.write("providers", [acme()]);
    const id = await runCommand("addAccount", { provider: "acme", key });
    const other = await startDeclaredApi({ "/balance": { body: { left: 9 } } });
    try {
      await userSettings.write("providers", [acme({ baseUrl: other.origin })]);
      await eventually(() => assert.equal(getAccount(id).problem?.kind, "blockedOrigin"));
      await runCommand("refresh", { accountId: id });
      assert.equal(getAccount(id).meters[0]?.remaining, "40");
      assert.deepEqual(other.requests, []);
      await runCommand("setKey", { accountId: id, key });
      assert.equal(getAccount(id).problem, undefined);
      assert.equal(getAccount(id).meters[0]?.remaining, "9");
    } finally {
      await other.close();
    }
  });

  it("an account stays and explains itself when another extension removes its provider", async () => {
    const one = register(acme());
    const id = await runCommand("addAccount", { provider: "acme", key, label: "Theirs" });
    assert.equal(getAccount(id).level, "ok");
    one.dispose();
    await eventually(() => assert.match(getAccount(id).problem?.message ?? "", /Unknown provider.*acme/));
    const { meters, stale, label } = getAccount(id);
    assert.deepEqual([meters[0]?.remaining, stale, label], ["40", true, "Theirs"]);
    const requestCount = remote().requests.length;
    await runCommand("refresh", { accountId: id });
    assert.equal(remote().requests.length, requestCount);
    register(acme());
    await eventually(() =>
      assert.deepEqual([getAccount(id).problem, getAccount(id).stale], [undefined, false]),
    );
    assert.equal(remote().requests.length, requestCount, "the earlier reading is still fresh");
  });

  it("the API rejects an invalid definition and names the wrong field", () => {
    const refused: readonly (readonly [object, RegExp])[] = [
      [{ ...acme(), meters: [] }, /meters/],
      [{ ...acme(), auth: { kind: "query", name: "key" } }, /auth\.kind.*keyInUrl/],
      [{ ...acme(), baseUrl: "http://acme.example" }, /baseUrl/],
      [{ ...acme(), id: "poof" }, /id/],
      [{ ...acme(), id: "tavily" }, /id/],
      [{ ...acme(), surprise: 1 }, /surprise/],
    ];
    for (const [definition, message] of refused) {
      assert.throws(() => api().registerProvider(definition as ProviderDefinition), { message });
    }
    register(acme());
    assert.throws(() => api().registerProvider(acme()), /id/);
  });

  it("an account is added with a budget, of which the first reading shows what is left", async () => {
    remote().replies["/customers/my/balance"] = {
      body: { month_to_date_balance: "61.21", account_balance: "50.00", month_to_date_usage: "11.21" },
    };
    const account = { provider: "digitalocean", baseUrl: remote().origin, key };
    const budget = { amount: "50", currency: "USD" };
    const id = await runCommand("addAccount", { ...account, budget });
    assert.deepEqual(userSettings.entry(id)?.budget, budget);
    const [meter] = getAccount(id).meters;
    assert.deepEqual([meter?.id, meter?.remaining, meter?.limit], ["month", "38.79", "50"]);
    const without = await runCommand("addAccount", account);
    assert.deepEqual(
      getAccount(without).meters.map((one) => [one.id, one.remaining, one.role]),
      [["month-spent", "11.21", "info"]],
    );
    await assertRejectionNames(
      runCommand("addAccount", { ...account, budget: { amount: "much" } }),
      "budget",
    );
  });

  it("a week that is used up makes an account empty, whatever is left of its five hours", async () => {
    const resetsAt = new Date(Date.now() + 3.5 * dayMs).toISOString();
    remote().replies["/v1/balance"] = {
      body: { hours: { left: 95, limit: 100 }, week: { left: 0, limit: 100, resetsAt } },
    };
    const window = (id: string, label: string) => ({
      id,
      label,
      unit: "requests",
      remaining: `/${id}/left`,
      limit: `/${id}/limit`,
      resetsAt: `/${id}/resetsAt`,
    });
    register(acme({ meters: [window("hours", "5 hours"), window("week", "Week")] }));
    const accountId = await runCommand("addAccount", { provider: "acme", key });
    const { level, meters } = getAccount(accountId);
    assert.deepEqual(
      [level, ...meters.map(({ id, role }) => `${id} ${role}`)],
      ["empty", "week limit", "hours limit"],
    );
    const { verdict, reason, meterId } = await api().check({ accountId, amount: "1" });
    assert.deepEqual([verdict, meterId], ["no", "week"]);
    assert.match(reason, /^Not enough: short by 1 request\. “Week” decides, and resets [A-Z][a-z]+day\.$/);
    const { content } = await lm.invokeTool(agentToolName, {
      input: { account: accountId },
      toolInvocationToken: undefined,
    });
    const answer = content.map((part) => (part instanceof LanguageModelTextPart ? part.value : "")).join("");
    assert.match(answer, /: empty\. Remaining: 0 requests\. The meter that binds is week\./);
  });

  it("a meter name that two meters have is answered with unknown and both ids", async () => {
    const balance = (id: string, unit: string, remaining: string) => ({
      id,
      label: "Balance",
      unit,
      remaining,
    });
    register(acme({ meters: [balance("cny", "CNY", "/left"), balance("usd", "USD", "/limit")] }));
    const accountId = await runCommand("addAccount", { provider: "acme", key });
    const byCommand = await runCommand("checkCredits", { accountId, amount: "1", meterId: "Balance" });
    const byApi = await api().check({ accountId, amount: "1", meterId: "balance" });
    for (const { verdict, reason } of [byCommand, byApi])
      assert.deepEqual(
        [verdict, reason],
        ["unknown", "Several meters have this name; use the id: cny, usd."],
      );
    const { content } = await lm.invokeTool(agentToolName, {
      input: { account: accountId, amount: "1", meter: "Balance" },
      toolInvocationToken: undefined,
    });
    const answer = content.map((part) => (part instanceof LanguageModelTextPart ? part.value : "")).join("");
    assert.match(answer, /: unknown, several meters have this name; use the id\. Meters: cny, usd\./);
    assert.equal((await api().check({ accountId, amount: "40", meterId: "cny" })).verdict, "yes");
  });

  it("a text that ends with a dot of its own is followed by no second full stop", async () => {
    const errors = { message: "/error/text" };
    Object.assign(remote().replies, { "/v1/balance": { body: { left: 40, unit: "req." } } });
    register(
      acme({ name: "Acme Inc.", meters: [{ id: "left", unit: "/unit", remaining: "/left" }], errors }),
    );
    const accountId = await runCommand("addAccount", { provider: "acme", key });
    const { reason } = await api().check({ accountId, amount: "100" });
    assert.equal(reason, "Not enough: short by 60 req.");
    const { content } = await lm.invokeTool(agentToolName, {
      input: { account: accountId },
      toolInvocationToken: undefined,
    });
    const answer = content.map((part) => (part instanceof LanguageModelTextPart ? part.value : "")).join("");
    assert.match(answer, /Remaining: 40 req\. Read just now\.$/);
    for (const [text, shown] of [
      ["Closed.", "Closed"],
      ["Please wait...", "Please wait..."],
      ["Please wait…", "Please wait…"],
    ]) {
      Object.assign(remote().replies, { "/v1/balance": { status: 500, body: { error: { text } } } });
      await runCommand("refresh", { accountId });
      assert.equal(
        getAccount(accountId).problem?.message,
        `The provider returned an error (500, ${shown}). Retrying automatically.`,
      );
    }
  });

  it("a definition is tried without saving anything", async () => {
    const tried = (await commands.executeCommand("creditMonitor.tryProvider", {
      definition: acme({ plan: "/plan" }),
      key,
    })) as { state: { meters: unknown; plan?: string }; replies: { request: string; fields: unknown[] }[] };
    assert.deepEqual(tried.state.meters, [
      {
        id: "credits",
        label: "Credits",
        unit: { kind: "credits" },
        remaining: "40",
        limit: "100",
        role: "pool",
      },
    ]);
    assert.deepEqual(tried.replies, [
      {
        request: "GET /balance",
        status: 200,
        fields: [
          { pointer: "/left", value: "40" },
          { pointer: "/limit", value: "100" },
        ],
      },
    ]);
    assert.deepEqual([userSettings.entries(), userSettings.read("providers")], [[], undefined]);
    const wrong = runCommand("tryProvider", { definition: { ...acme(), requests: [] }, key });
    await assertRejectionNames(wrong, "definition.requests");
  });

  it("a definition is tried from the editor only if the editor contains one", async () => {
    const document = await workspace.openTextDocument({ language: "json", content: "{ no json" });
    await window.showTextDocument(document);
    // Called by a person, the command shows its mistake and does not reject.
    assert.equal(await commands.executeCommand("creditMonitor.tryProvider"), undefined);
    await commands.executeCommand("workbench.action.revertAndCloseActiveEditor");
  });
});
