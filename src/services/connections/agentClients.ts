import type { AgentId } from "./agentIds.ts";
import type { EntryPlace, ServerEntry } from "./configFormat.ts";
import { type LauncherFiles, pathOf, quoteForShell, toolName } from "./launcher.ts";

/** What the places of configuration files depend on. */
export interface Machine {
  readonly platform: string;
  readonly home: string;
  /** The folder in which this VS Code keeps what its extensions store. */
  readonly extensionStorage: string;
  /** The value of an environment variable; `undefined` where it is not set. */
  variable(name: AgentVariable): string | undefined;
}

/** The variables by which agents are told where their configuration is. */
export const agentVariables = [
  "APPDATA",
  "CLAUDE_CONFIG_DIR",
  "CLINE_DATA_DIR",
  "CLINE_DIR",
  "CLINE_MCP_SETTINGS_PATH",
  "CODEX_HOME",
  "GEMINI_CLI_HOME",
  "XDG_CONFIG_HOME",
] as const;
export type AgentVariable = (typeof agentVariables)[number];

/** How an agent starts the MCP server. */
export interface ServerCommand {
  readonly command: string;
  readonly args: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
}

export interface AgentClient {
  readonly id: AgentId;
  /** The name of the product. */
  readonly name: string;
  readonly format: "json" | "toml";
  readonly place: EntryPlace;
  /** Where the user's own configuration may be: the newest place first. None for an agent without a known file. */
  files(machine: Machine): readonly string[];
  entry(command: ServerCommand): ServerEntry;
  /** The command of the agent's own tool that adds the server, where its documentation names one. */
  addCommand?(command: ServerCommand, platform: string): string;
}

const mcpServers: EntryPlace = { section: "mcpServers", name: toolName };

function plainEntry({ command, args, environment }: ServerCommand): ServerEntry {
  return { command, args, ...(environment ? { env: environment } : {}) };
}

function typedEntry(command: ServerCommand): ServerEntry {
  return { type: "stdio", ...plainEntry(command) };
}

/** The agents, each as its documentation says (docs/agents.md names it). */
export const agentClients: readonly AgentClient[] = [
  {
    id: "claude-code",
    name: "Claude Code",
    format: "json",
    place: mcpServers,
    files: ({ home, platform, variable }) => [
      pathOf(platform).join(variable("CLAUDE_CONFIG_DIR") ?? home, ".claude.json"),
    ],
    entry: typedEntry,
    // Another option stands between `--env` and the name, which would be read as one more variable.
    addCommand: (command, platform) =>
      commandLine(
        ["claude", "mcp", "add"],
        environmentOptions("--env", command),
        ["--scope", "user", toolName, "--"],
        command,
        platform,
      ),
  },
  {
    id: "codex",
    name: "Codex",
    format: "toml",
    place: { section: "mcp_servers", name: toolName },
    files: ({ home, platform, variable }) => {
      const { join } = pathOf(platform);
      return [join(variable("CODEX_HOME") ?? join(home, ".codex"), "config.toml")];
    },
    entry: plainEntry,
    addCommand: (command, platform) =>
      commandLine(
        ["codex", "mcp", "add", toolName],
        environmentOptions("--env", command),
        ["--"],
        command,
        platform,
      ),
  },
  {
    id: "gemini-cli",
    name: "Gemini CLI",
    format: "json",
    place: mcpServers,
    files: ({ home, platform, variable }) => [
      pathOf(platform).join(variable("GEMINI_CLI_HOME") ?? home, ".gemini", "settings.json"),
    ],
    entry: plainEntry,
    addCommand: (command, platform) =>
      commandLine(
        ["gemini", "mcp", "add", "--scope", "user"],
        environmentOptions("-e", command),
        [toolName],
        command,
        platform,
      ),
  },
  {
    id: "cursor",
    name: "Cursor",
    format: "json",
    place: mcpServers,
    files: ({ home, platform }) => [pathOf(platform).join(home, ".cursor", "mcp.json")],
    entry: typedEntry,
  },
  {
    id: "windsurf",
    name: "Windsurf (Devin Desktop)",
    format: "json",
    place: mcpServers,
    files: (machine) => {
      const { join } = pathOf(machine.platform);
      return [
        join(roamingFolder(machine), "devin", "mcp_config.json"),
        join(machine.home, ".codeium", "windsurf", "mcp_config.json"),
      ];
    },
    entry: plainEntry,
  },
  {
    id: "cline",
    name: "Cline",
    format: "json",
    place: mcpServers,
    files: ({ home, platform, variable, extensionStorage }) => {
      const { join } = pathOf(platform);
      const file = "cline_mcp_settings.json";
      const explicit = variable("CLINE_MCP_SETTINGS_PATH");
      if (explicit) return [explicit];
      const data = variable("CLINE_DATA_DIR") ?? join(variable("CLINE_DIR") ?? join(home, ".cline"), "data");
      return [
        join(data, "settings", file),
        join(extensionStorage, "saoudrizwan.claude-dev", "settings", file),
      ];
    },
    entry: plainEntry,
  },
  {
    id: "roo-code",
    name: "Roo Code",
    format: "json",
    place: mcpServers,
    files: ({ platform, extensionStorage }) => [
      pathOf(platform).join(extensionStorage, "rooveterinaryinc.roo-cline", "settings", "mcp_settings.json"),
    ],
    entry: plainEntry,
  },
  {
    id: "zed",
    name: "Zed",
    format: "json",
    place: { section: "context_servers", name: toolName },
    files: (machine) => {
      const folder = machine.platform === "win32" ? "Zed" : "zed";
      const parent = machine.platform === "linux" ? machine.variable("XDG_CONFIG_HOME") : undefined;
      return [pathOf(machine.platform).join(parent ?? roamingFolder(machine), folder, "settings.json")];
    },
    entry: plainEntry,
  },
  { id: "json", name: "JSON", format: "json", place: mcpServers, files: () => [], entry: plainEntry },
];

export function getAgentClient(id: AgentId): AgentClient {
  const client = agentClients.find((agent) => agent.id === id);
  if (!client) throw new Error(`no agent ${id}`);
  return client;
}

/** How agents start the server. On Windows without the launcher: only a shell can run a `.cmd`. */
export function serverCommand(
  { bundle, launcher }: LauncherFiles,
  host: string,
  platform: string,
): ServerCommand {
  if (platform !== "win32") return { command: launcher, args: ["mcp"] };
  return { command: host, args: [bundle, "mcp"], environment: { ELECTRON_RUN_AS_NODE: "1" } };
}

/** Where programs of many platforms keep the user's configuration. */
function roamingFolder({ platform, home, variable }: Machine): string {
  if (platform !== "win32") return pathOf(platform).join(home, ".config");
  return variable("APPDATA") ?? pathOf(platform).join(home, "AppData", "Roaming");
}

function environmentOptions(option: string, { environment = {} }: ServerCommand): readonly string[] {
  return Object.entries(environment).flatMap(([name, value]) => [option, `${name}=${value}`]);
}

function commandLine(
  start: readonly string[],
  environment: readonly string[],
  rest: readonly string[],
  { command, args }: ServerCommand,
  platform: string,
): string {
  const quote = (word: string) => {
    if (/^[\w@%+=:,./-]+$/.test(word)) return word;
    // No path of Windows has a quote in it.
    return platform === "win32" ? `"${word}"` : quoteForShell(word);
  };
  return [...start, ...environment, ...rest, command, ...args].map(quote).join(" ");
}
