import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import type { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { after, before, describe, it } from "mocha";
import packageJson from "../../package.json" with { type: "json" };
import { checkToolDescription, checkToolInput } from "../../src/core/accounts/checkTool.ts";
import { hourMs, minuteMs } from "../../src/core/time/durations.ts";
import { startRefreshServer } from "../../src/services/localAccess/refreshServer.lazy.ts";
import { meterOf, snapshotOf, statusOf } from "../helpers/accountStatus.ts";
import { eventually } from "../helpers/eventually.ts";
import { temporaryFolder } from "../helpers/temporaryFolder.ts";
import { connectAgent, textOf } from "./helpers/agentClient.ts";
import { builtCommandLine, writeStorage } from "./helpers/commandLine.ts";

/** An account that was read so long ago, with half of its credits left. */
function poof(ageMs: number, remaining = "50") {
  const status = statusOf({
    id: "poof",
    account: { label: "Cut-outs" },
    snapshot: snapshotOf([meterOf(remaining, "100")]),
  });
  assert.ok(status.reading);
  return { ...status, reading: { ...status.reading, readAtMs: Date.now() - ageMs } };
}

describe("the MCP server", () => {
  let folder: Awaited<ReturnType<typeof temporaryFolder>>;
  let client: Client;

  before(async function () {
    this.timeout(2 * minuteMs);
    await builtCommandLine();
    folder = await temporaryFolder();
    await writeStorage(folder.path, [poof(minuteMs)]);
    client = await connectAgent(folder.path);
  });
  after(async () => {
    await client.close();
    await folder[Symbol.asyncDispose]();
  });

  it("the MCP server lists its two tools with the words of the agent tool", async () => {
    const { tools } = await client.listTools();
    assert.deepEqual(
      tools.map(({ name }) => name),
      ["check_credits", "list_accounts"],
    );
    const [declared] = packageJson.contributes.languageModelTools;
    assert.equal(tools[0]?.description, declared?.modelDescription);
    assert.equal(checkToolDescription, declared?.modelDescription);
    assert.deepEqual(checkToolInput, declared?.inputSchema);
    for (const { annotations } of tools) assert.equal(annotations?.readOnlyHint, true);
  });

  it("the MCP server checks credits, and answers wrong input so that the model can correct it", async () => {
    const check = async (input: Record<string, unknown>) =>
      textOf(await client.callTool({ name: "check_credits", arguments: input }));
    assert.match(
      await check({ account: "cut-outs", amount: "50" }),
      /^Cut-outs \(poof\): yes, enough for 50 credits\./,
    );
    assert.match(await check({ account: "poof", amount: 51 }), /: no, not enough/);
    assert.match(await check({}), /^Cut-outs \(poof\): ok\. Remaining: 50 credits\./);
    assert.match(await check({ account: "poof", amount: "much" }), /^unknown: amount must be digits/);
    assert.match(await check({ account: 5 }), /^unknown: account, amount, meter and maxAge must be strings/);
  });

  it("the MCP server lists the accounts as a tool and as a resource", async () => {
    const listed = JSON.parse(textOf(await client.callTool({ name: "list_accounts" })));
    const [account] = listed.accounts;
    assert.deepEqual([account.id, account.label, account.level], ["poof", "Cut-outs", "ok"]);
    assert.deepEqual(account.pools[0], { id: "credits", left: "50", unit: "credits" });
    assert.ok(account.ageSeconds >= 60 && account.ageSeconds < 3600);
    const { resources } = await client.listResources();
    assert.equal(resources[0]?.uri, "credit-monitor://accounts");
    const { contents } = await client.readResource({ uri: "credit-monitor://accounts" });
    assert.deepEqual(JSON.parse((contents[0] as { text: string }).text).accounts[0].pools, account.pools);
  });

  it("the MCP server refuses what it does not have, and goes on", async () => {
    await assert.rejects(client.callTool({ name: "buy_credits" }), /There is no tool/);
    await assert.rejects(client.readResource({ uri: "credit-monitor://keys" }), /There is no resource/);
    await assert.rejects(client.listPrompts(), /Method not found/);
    assert.equal((await client.listTools()).tools.length, 2);
  });

  it("the MCP server asks a window to renew a reading that is too old, and lets a client cancel that", async () => {
    await using other = await temporaryFolder();
    await writeStorage(other.path, [poof(hourMs)]);
    let release = () => {};
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    const asked: string[] = [];
    const server = await startRefreshServer({
      storageFolder: other.path,
      pid: process.pid,
      platform: process.platform,
      refresh: async (accountId) => {
        asked.push(accountId);
        await held;
        await writeStorage(other.path, [poof(0, "7")]);
        return true;
      },
      onRefused: () => assert.fail("refused"),
      reportBug: (error) => assert.fail(String(error)),
    });
    const agent = await connectAgent(other.path);
    try {
      const input = { name: "check_credits", arguments: { account: "poof", amount: "8" } };
      const cancel = new AbortController();
      const cancelled = agent.callTool(input, undefined, { signal: cancel.signal });
      await eventually(() => assert.deepEqual(asked, ["poof"]));
      cancel.abort("no longer wanted");
      await assert.rejects(cancelled, /no longer wanted/);
      // The server goes on, and the window too.
      assert.equal((await agent.listTools()).tools.length, 2);
      release();
      assert.match(
        textOf(await agent.callTool(input)),
        /: no, not enough .*Remaining: 7 credits\..*Read just now/,
      );
      // The second question may find the reading that the first one asked for.
      assert.ok(asked.length <= 2);
    } finally {
      await agent.close();
      server.dispose();
    }
  });

  it("the MCP server ends with its client, also while it waits for a window", async () => {
    await using other = await temporaryFolder();
    await writeStorage(other.path, [poof(hourMs)]);
    const asked: string[] = [];
    const server = await startRefreshServer({
      storageFolder: other.path,
      pid: process.pid,
      platform: process.platform,
      refresh: (accountId) => {
        asked.push(accountId);
        return new Promise(() => {});
      },
      onRefused: () => assert.fail("refused"),
      reportBug: (error) => assert.fail(String(error)),
    });
    const args = [await builtCommandLine(), "mcp", "--storage", other.path];
    const child = spawn(process.execPath, args, { stdio: "pipe" });
    try {
      let output = "";
      child.stdout.on("data", (chunk) => {
        output += String(chunk);
      });
      const send = (message: object) =>
        child.stdin.write(`${JSON.stringify({ jsonrpc: "2.0", ...message })}\n`);
      // A line that is no message is no reason to end, and standard output has answers only.
      child.stdin.write("hello\n");
      const params = {
        protocolVersion: "2025-06-18",
        capabilities: {},
        clientInfo: { name: "a", version: "1" },
      };
      send({ id: 1, method: "initialize", params });
      send({ method: "notifications/initialized" });
      send({
        id: 2,
        method: "tools/call",
        params: { name: "check_credits", arguments: { account: "poof" } },
      });
      await eventually(() => assert.deepEqual(asked, ["poof"]));
      child.stdin.end();
      const [code] = await once(child, "close");
      assert.equal(code, 0);
      assert.deepEqual(
        output
          .trimEnd()
          .split("\n")
          .map((line) => JSON.parse(line).id),
        [1],
      );
    } finally {
      child.kill();
      server.dispose();
    }
  });

  it("the MCP server says how old a reading is that nobody renews, and tells why there is none", async () => {
    await using other = await temporaryFolder();
    await writeStorage(other.path, [poof(3 * hourMs)]);
    const agent = await connectAgent(other.path);
    try {
      const old = await agent.callTool({
        name: "check_credits",
        arguments: { account: "poof", amount: "1" },
      });
      assert.match(textOf(old), /: unknown, .*too old.*Read 3 hours ago.*\nNo VS Code .* nobody renews/);
    } finally {
      await agent.close();
    }
    await using empty = await temporaryFolder();
    const lost = await connectAgent(empty.path);
    try {
      const result = await lost.callTool({ name: "check_credits", arguments: {} });
      assert.equal(result.isError, true);
      assert.match(textOf(result), /Open VS Code with the extension once/);
    } finally {
      await lost.close();
    }
  });

  it("the MCP server does not offer the check inside VS Code, which has it as a tool of its own", async () => {
    const agent = await connectAgent(folder.path, "--inside-vscode");
    try {
      assert.deepEqual(
        (await agent.listTools()).tools.map(({ name }) => name),
        ["list_accounts"],
      );
      await assert.rejects(agent.callTool({ name: "check_credits", arguments: {} }), /There is no tool/);
    } finally {
      await agent.close();
    }
  });
});
