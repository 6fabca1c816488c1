import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { describe, it } from "mocha";
import {
  type AgentVariable,
  agentClients,
  getAgentClient,
  type Machine,
  serverCommand,
} from "../../../../src/services/connections/agentClients.ts";
import { type AgentId, agentIds } from "../../../../src/services/connections/agentIds.ts";
import { launcherFiles } from "../../../../src/services/connections/launcher.ts";

function machine(platform: string, variables: Partial<Record<AgentVariable, string>> = {}): Machine {
  const home = { win32: "C:\\Users\\a", darwin: "/Users/a" }[platform] ?? "/home/a";
  const extensionStorage =
    platform === "win32" ? "C:\\Users\\a\\Code\\globalStorage" : `${home}/Code/globalStorage`;
  return { platform, home, extensionStorage, variable: (name) => variables[name] };
}

const filesOf = (
  id: AgentId,
  ...args: [platform: string, variables?: Partial<Record<AgentVariable, string>>]
) => getAgentClient(id).files(machine(...args));

describe("the agents", () => {
  it("every agent has an id of its own and is found by it", () => {
    assert.deepEqual(
      agentClients.map(({ id }) => id),
      agentIds,
    );
    for (const id of agentIds) assert.equal(getAgentClient(id).id, id);
  });

  it("the files of the agents are where their documentation says, on each platform", () => {
    const expected: readonly (readonly [AgentId, linux: string, mac: string, windows: string])[] = [
      ["claude-code", "/home/a/.claude.json", "/Users/a/.claude.json", "C:\\Users\\a\\.claude.json"],
      [
        "codex",
        "/home/a/.codex/config.toml",
        "/Users/a/.codex/config.toml",
        "C:\\Users\\a\\.codex\\config.toml",
      ],
      [
        "gemini-cli",
        "/home/a/.gemini/settings.json",
        "/Users/a/.gemini/settings.json",
        "C:\\Users\\a\\.gemini\\settings.json",
      ],
      ["cursor", "/home/a/.cursor/mcp.json", "/Users/a/.cursor/mcp.json", "C:\\Users\\a\\.cursor\\mcp.json"],
      [
        "windsurf",
        "/home/a/.config/devin/mcp_config.json",
        "/Users/a/.config/devin/mcp_config.json",
        "C:\\Users\\a\\AppData\\Roaming\\devin\\mcp_config.json",
      ],
      [
        "cline",
        "/home/a/.cline/data/settings/cline_mcp_settings.json",
        "/Users/a/.cline/data/settings/cline_mcp_settings.json",
        "C:\\Users\\a\\.cline\\data\\settings\\cline_mcp_settings.json",
      ],
      [
        "roo-code",
        "/home/a/Code/globalStorage/rooveterinaryinc.roo-cline/settings/mcp_settings.json",
        "/Users/a/Code/globalStorage/rooveterinaryinc.roo-cline/settings/mcp_settings.json",
        "C:\\Users\\a\\Code\\globalStorage\\rooveterinaryinc.roo-cline\\settings\\mcp_settings.json",
      ],
      [
        "zed",
        "/home/a/.config/zed/settings.json",
        "/Users/a/.config/zed/settings.json",
        "C:\\Users\\a\\AppData\\Roaming\\Zed\\settings.json",
      ],
    ];
    for (const [id, ...places] of expected) {
      assert.deepEqual(
        ["linux", "darwin", "win32"].map((platform) => filesOf(id, platform)[0]),
        places,
        id,
      );
    }
    assert.deepEqual(filesOf("windsurf", "linux")[1], "/home/a/.codeium/windsurf/mcp_config.json");
    assert.deepEqual(filesOf("json", "linux"), []);
  });

  it("the variables by which agents move their configuration are followed", () => {
    const first = (id: AgentId, platform: string, variables: Partial<Record<AgentVariable, string>>) =>
      filesOf(id, platform, variables)[0];
    assert.equal(first("claude-code", "linux", { CLAUDE_CONFIG_DIR: "/c" }), "/c/.claude.json");
    assert.equal(first("codex", "linux", { CODEX_HOME: "/c" }), "/c/config.toml");
    assert.equal(first("gemini-cli", "darwin", { GEMINI_CLI_HOME: "/g" }), "/g/.gemini/settings.json");
    assert.equal(first("zed", "linux", { XDG_CONFIG_HOME: "/x" }), "/x/zed/settings.json");
    assert.equal(first("zed", "darwin", { XDG_CONFIG_HOME: "/x" }), "/Users/a/.config/zed/settings.json");
    assert.equal(first("zed", "win32", { APPDATA: "R:\\Roaming" }), "R:\\Roaming\\Zed\\settings.json");
    assert.equal(first("cline", "linux", { CLINE_DIR: "/d" }), "/d/data/settings/cline_mcp_settings.json");
    assert.equal(first("cline", "linux", { CLINE_DATA_DIR: "/d" }), "/d/settings/cline_mcp_settings.json");
    assert.deepEqual(filesOf("cline", "linux", { CLINE_MCP_SETTINGS_PATH: "/m.json", CLINE_DIR: "/d" }), [
      "/m.json",
    ]);
  });

  it("agents start the launcher, and on Windows VS Code itself, because only a shell can start a .cmd", () => {
    const linux = launcherFiles("/s", "linux");
    assert.deepEqual(serverCommand(linux, "/usr/bin/code", "linux"), {
      command: "/s/bin/credit-monitor",
      args: ["mcp"],
    });
    const windows = serverCommand(launcherFiles("C:\\s", "win32"), "C:\\Code.exe", "win32");
    assert.deepEqual(getAgentClient("cursor").entry(windows), {
      type: "stdio",
      command: "C:\\Code.exe",
      args: ["C:\\s\\bin\\credit-monitor.cjs", "mcp"],
      env: { ELECTRON_RUN_AS_NODE: "1" },
    });
  });

  it("the commands of the agents' own tools name the server as their documentation says", () => {
    const linux = { command: "/home/it's/bin/credit-monitor", args: ["mcp"] };
    const of = (id: AgentId) => getAgentClient(id).addCommand?.(linux, "linux") ?? "";
    const words = (line: string) =>
      execFileSync("sh", ["-c", `${line.split(" ")[0]}() { printf '%s\\n' "$@"; }; ${line}`], {
        encoding: "utf8",
      })
        .trimEnd()
        .split("\n");
    assert.deepEqual(words(of("claude-code")), [
      "mcp",
      "add",
      "--scope",
      "user",
      "credit-monitor",
      "--",
      linux.command,
      "mcp",
    ]);
    assert.deepEqual(words(of("codex")), ["mcp", "add", "credit-monitor", "--", linux.command, "mcp"]);
    assert.deepEqual(words(of("gemini-cli")), [
      "mcp",
      "add",
      "--scope",
      "user",
      "credit-monitor",
      linux.command,
      "mcp",
    ]);
    const windows = {
      command: "C:\\Program Files\\Code.exe",
      args: ["C:\\s\\x.cjs", "mcp"],
      environment: { ELECTRON_RUN_AS_NODE: "1" },
    };
    assert.equal(
      getAgentClient("claude-code").addCommand?.(windows, "win32"),
      'claude mcp add --env ELECTRON_RUN_AS_NODE=1 --scope user credit-monitor -- "C:\\Program Files\\Code.exe" "C:\\s\\x.cjs" mcp',
    );
    assert.equal(getAgentClient("zed").addCommand, undefined);
  });
});
