import assert from "node:assert/strict";
import { chmod, mkdir, readFile, stat, symlink, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { describe, it } from "mocha";
import { getAgentClient } from "../../../../src/services/connections/agentClients.ts";
import type { AgentId } from "../../../../src/services/connections/agentIds.ts";
import { temporaryFolder } from "../../../helpers/temporaryFolder.ts";
import { claude, codex, connectionsIn, fileOf, launcher, zed } from "./helpers/connectionsIn.ts";

/** Configuration files as agents and users write them. */
const files: readonly { readonly what: string; readonly agent: AgentId; readonly text: string }[] = [
  {
    what: "Claude Code's, with a server and projects",
    agent: "claude-code",
    text: '{\n  "numStartups": 41,\n  "projects": {\n    "/home/a": { "allowedTools": [] }\n  },\n  "mcpServers": {\n    "other": {\n      "type": "stdio",\n      "command": "npx",\n      "args": [\n        "-y"\n      ],\n      "env": {}\n    }\n  },\n  "id": 12345678901234567890\n}\n',
  },
  { what: "one without a section", agent: "claude-code", text: '{\n\t"a": 1.10,\n\t"b": "\\u00e9"\n}' },
  {
    what: "one in a single line",
    agent: "gemini-cli",
    text: '{"theme":"x","mcpServers":{"a":{"command":"b"}}}',
  },
  { what: "one with an empty section in a single line", agent: "cursor", text: '{\n  "mcpServers": {}\n}\n' },
  { what: "the one that Roo Code creates", agent: "roo-code", text: '{\n  "mcpServers": {\n\n  }\n}' },
  {
    what: "Zed's, with comments and commas at the end",
    agent: "zed",
    text: '// Zed settings\n//\n{ // start\n  // theme\n  "theme": "One", /* two */\n  "context_servers": { // servers\n    // mine\n    "a": { "command": "x", "args": ["1",], }, // last\n  },\n}\n',
  },
  {
    what: "one with CRLF",
    agent: "cursor",
    text: '{\r\n    "mcpServers": {\r\n        "a": {}\r\n    }\r\n}\r\n',
  },
  { what: "one with a byte order mark", agent: "cursor", text: '\uFEFF{\n  "mcpServers": { "a": {} }\n}\n' },
  { what: "an empty one", agent: "cline", text: "" },
  { what: "one with nothing but a comment", agent: "zed", text: "// nothing yet" },
  { what: "an empty object", agent: "windsurf", text: "{}" },
  {
    what: "Codex's, with comments",
    agent: "codex",
    text: '# my settings\nmodel = "o4" # best\n\n[mcp_servers.a]\ncommand = "npx"\nargs = [\n  "-y", # yes\n]\n\n[mcp_servers.a.env]\nKEY = "v"\n\n# the end\n',
  },
  {
    what: "Codex's with CRLF, without an end of line",
    agent: "codex",
    text: 'model = "x"\r\n[tui]\r\ntheme = "dark"',
  },
  { what: "an empty one of Codex", agent: "codex", text: "" },
];

describe("the connections of agents", () => {
  for (const { what, agent, text } of files) {
    it(`connecting ${getAgentClient(agent).name} changes nothing else in ${what}, and disconnecting gives the same bytes`, async () => {
      await using home = await temporaryFolder();
      const client = getAgentClient(agent);
      const connections = connectionsIn(home.path);
      const file = await fileOf(connections, agent);
      await mkdir(dirname(file), { recursive: true });
      await writeFile(file, text, { mode: 0o640 });
      await chmod(file, 0o640);
      const plan = await connections.connect(client, file);
      assert.ok(plan.ok, JSON.stringify(plan));
      const connected = await readFile(file, "utf8");
      assert.equal(connected.split(plan.value.inserted).join(""), text);
      const found = await connections.findEntry(client, file);
      assert.ok(found.ok && found.value?.state === "current");
      assert.ok(connected.includes(JSON.stringify(launcher)) && connected.includes('"mcp"'));
      assert.equal(connected.includes("\r\n"), text.includes("\r\n"));
      if (text.includes("\r\n")) assert.doesNotMatch(connected, /[^\r]\n/);
      assert.equal((await stat(file)).mode & 0o777, 0o640);
      assert.deepEqual(await connections.disconnect(client, file), { ok: true, value: true });
      assert.equal(await readFile(file, "utf8"), text);
      assert.equal((await stat(file)).mode & 0o777, 0o640);
    });
  }

  it("the configuration that connecting writes is what the agent's documentation shows", async () => {
    await using home = await temporaryFolder();
    const connections = connectionsIn(home.path, "/s/bin/credit-monitor");
    const written = async (id: AgentId) => {
      const file = await fileOf(connections, id);
      assert.ok((await connections.connect(getAgentClient(id), file)).ok);
      assert.equal((await stat(file)).mode & 0o777, 0o600);
      return readFile(file, "utf8");
    };
    const plain = { command: "/s/bin/credit-monitor", args: ["mcp"] };
    const typed = { type: "stdio", ...plain };
    for (const [id, section, entry] of [
      ["claude-code", "mcpServers", typed],
      ["cursor", "mcpServers", typed],
      ["gemini-cli", "mcpServers", plain],
      ["windsurf", "mcpServers", plain],
      ["cline", "mcpServers", plain],
      ["roo-code", "mcpServers", plain],
      ["zed", "context_servers", plain],
    ] as const) {
      assert.deepEqual(JSON.parse(await written(id)), { [section]: { "credit-monitor": entry } }, id);
    }
    assert.equal(
      await written("codex"),
      '[mcp_servers.credit-monitor]\ncommand = "/s/bin/credit-monitor"\nargs = [ "mcp" ]\n',
    );
  });

  it("a file that connecting created is deleted by disconnecting, also when the agent has written it anew since", async () => {
    await using home = await temporaryFolder();
    const connections = connectionsIn(home.path);
    const file = await fileOf(connections, "claude-code");
    assert.ok((await connections.connect(claude, file)).ok);
    assert.ok((await connections.disconnect(claude, file)).ok);
    await assert.rejects(stat(file), { code: "ENOENT" });
    assert.ok((await connections.connect(claude, file)).ok);
    await writeFile(file, JSON.stringify(JSON.parse(await readFile(file, "utf8"))));
    assert.ok((await connections.disconnect(claude, file)).ok);
    await assert.rejects(stat(file), { code: "ENOENT" });
  });

  it("disconnecting keeps what others have added to the file since, and takes an empty section of ours along", async () => {
    await using home = await temporaryFolder();
    const connections = connectionsIn(home.path);
    const file = await fileOf(connections, "claude-code");
    await writeFile(file, '{"a":1}');
    assert.ok((await connections.connect(claude, file)).ok);
    const settings = JSON.parse(await readFile(file, "utf8"));
    await writeFile(file, JSON.stringify({ b: 2, ...settings }, null, 4));
    assert.ok((await connections.disconnect(claude, file)).ok);
    assert.deepEqual(JSON.parse(await readFile(file, "utf8")), { a: 1, b: 2 });
    assert.ok((await connections.connect(claude, file)).ok);
    const again = JSON.parse(await readFile(file, "utf8"));
    again.mcpServers.other = { command: "x" };
    await writeFile(file, JSON.stringify(again));
    assert.ok((await connections.disconnect(claude, file)).ok);
    assert.deepEqual(JSON.parse(await readFile(file, "utf8")), {
      a: 1,
      b: 2,
      mcpServers: { other: { command: "x" } },
    });
  });

  it("disconnecting from Codex works in a file that Codex has written anew since", async () => {
    await using home = await temporaryFolder();
    const connections = connectionsIn(home.path);
    const file = await fileOf(connections, "codex");
    await mkdir(dirname(file), { recursive: true });
    const server =
      '[mcp_servers."credit-monitor"]\ncommand = "/else"\nargs = ["mcp"]\n\n[mcp_servers."credit-monitor".env]\nA = "1"\n';
    await writeFile(
      file,
      `model = "x"\n\n# two servers\n[mcp_servers.a]\ncommand = "a"\n\n${server}\n# last\n[tui]\nb = true\n`,
    );
    const found = await connections.findEntry(codex, file);
    assert.ok(found.ok && found.value?.state === "changed");
    assert.deepEqual(await connections.disconnect(codex, file), { ok: true, value: true });
    assert.equal(
      await readFile(file, "utf8"),
      'model = "x"\n\n# two servers\n[mcp_servers.a]\ncommand = "a"\n\n# last\n[tui]\nb = true\n',
    );
  });

  it("an entry that the agent's own command wrote counts as connected, with the defaults that it adds", async () => {
    await using home = await temporaryFolder();
    const connections = connectionsIn(home.path);
    const file = await fileOf(connections, "claude-code");
    const entry = { type: "stdio", command: launcher, args: ["mcp"], env: {} };
    const text = JSON.stringify({ userID: "a", mcpServers: { "credit-monitor": entry } }, null, 2);
    await writeFile(file, text);
    const plan = await connections.connect(claude, file);
    assert.ok(plan.ok && plan.value.found?.state === "current");
    assert.equal(await readFile(file, "utf8"), text);
    await writeFile(file, text.replace('"env": {}', '"env": { "A": "1" }'));
    const changed = await connections.findEntry(claude, file);
    assert.ok(changed.ok && changed.value?.state === "changed");
  });

  it("an entry of the same name that somebody else wrote stays as it is", async () => {
    await using home = await temporaryFolder();
    const connections = connectionsIn(home.path);
    const file = await fileOf(connections, "claude-code");
    const text = '{"mcpServers":{"credit-monitor":{"command":"mine"}}}';
    await writeFile(file, text);
    const plan = await connections.connect(claude, file);
    assert.ok(plan.ok && plan.value.found?.state === "changed");
    assert.equal(await readFile(file, "utf8"), text);
  });

  it("an entry that was written for an older place of the program is replaced, and still taken out exactly", async () => {
    await using home = await temporaryFolder();
    const file = await fileOf(connectionsIn(home.path), "zed");
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, "{ // mine\n}\n");
    assert.ok((await connectionsIn(home.path, "/old").connect(zed, file)).ok);
    const connections = connectionsIn(home.path);
    const plan = await connections.connect(zed, file);
    assert.ok(plan.ok && plan.value.found?.state === "own");
    assert.doesNotMatch(await readFile(file, "utf8"), /\/old/);
    assert.ok((await connections.disconnect(zed, file)).ok);
    assert.equal(await readFile(file, "utf8"), "{ // mine\n}\n");
  });

  const refused: readonly [what: string, agent: AgentId, text: string | Buffer, kind: string][] = [
    ["half a file", "claude-code", '{"mcpServers": {', "invalid"],
    ["a list of 100,000 levels", "cursor", "[".repeat(100_000), "invalid"],
    ["two values", "cursor", "{} {}", "invalid"],
    ["a list", "cursor", "[]", "wrongShape"],
    ["a section that is a list", "cursor", '{"mcpServers": []}', "wrongShape"],
    ["a section that is null", "cursor", '{"mcpServers": null}', "wrongShape"],
    ["a section that stands twice", "cursor", '{"mcpServers": {}, "mcpServers": {}}', "wrongShape"],
    ["UTF-16", "cursor", Buffer.from('\uFEFF{"a":"é"}', "utf16le"), "encoding"],
    ["half a TOML", "codex", "[mcp_servers.a\n", "invalid"],
    ["a table that is closed", "codex", 'mcp_servers = { a = { command = "b" } }\n', "wrongShape"],
    ["a list of tables", "codex", '[[mcp_servers]]\ncommand = "b"\n', "wrongShape"],
  ];
  for (const [what, agent, text, kind] of refused) {
    it(`connecting refuses ${what} in the file of ${getAgentClient(agent).name} and leaves it as it is`, async () => {
      await using home = await temporaryFolder();
      const connections = connectionsIn(home.path);
      const file = await fileOf(connections, agent);
      await mkdir(dirname(file), { recursive: true });
      await writeFile(file, text);
      const result = await connections.connect(getAgentClient(agent), file);
      assert.equal(result.ok ? "written" : result.problem.kind, kind);
      assert.deepEqual(await readFile(file), Buffer.from(text));
    });
  }

  it("connecting refuses a symbolic link, a folder and a file that cannot be written", async function () {
    if (process.platform === "win32") this.skip();
    await using home = await temporaryFolder();
    const connections = connectionsIn(home.path);
    const file = await fileOf(connections, "claude-code");
    const target = join(home.path, "dotfiles.json");
    await writeFile(target, "{}");
    await symlink(target, file);
    const link = await connections.connect(claude, file);
    assert.deepEqual(link, { ok: false, problem: { kind: "link", detail: file } });
    assert.equal(await readFile(target, "utf8"), "{}");
    const folder = await connections.connect(claude, home.path);
    assert.ok(!folder.ok && folder.problem.kind === "notFile");
    // root may write everything.
    if (process.getuid?.() === 0) return;
    await chmod(target, 0o400);
    const readOnly = await connections.connect(claude, target);
    assert.deepEqual(readOnly, { ok: false, problem: { kind: "system", detail: "EACCES" } });
  });

  it("disconnecting where nothing is connected changes nothing", async () => {
    await using home = await temporaryFolder();
    const connections = connectionsIn(home.path);
    const file = await fileOf(connections, "claude-code");
    assert.deepEqual(await connections.disconnect(claude, file), { ok: true, value: false });
    await writeFile(file, "{ }");
    assert.deepEqual(await connections.disconnect(claude, file), { ok: true, value: false });
    assert.equal(await readFile(file, "utf8"), "{ }");
  });
});
