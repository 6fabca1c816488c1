import { homedir } from "node:os";
import { dirname, join } from "node:path";
import { type AgentClient, type Machine, serverCommand } from "../../services/connections/agentClients.ts";
import { AgentConnections } from "../../services/connections/agentConnections.ts";
import {
  type ConnectionRecords,
  FileRecords,
  isConnectionRecord,
  isFileRecord,
} from "../../services/connections/connectionRecords.ts";
import { type InstallOptions, installLauncher } from "../../services/connections/installLauncher.ts";
import { launcherFiles } from "../../services/connections/launcher.ts";
import type { FolderOptions } from "../../services/connections/toolFolders.ts";
import { errorCode } from "../../services/connections/toolShim.ts";
import type { CommandContext } from "../context/commandContext.ts";
import { l10n } from "../text/l10n.ts";
import { messageText } from "../text/sanitizeText.ts";

export type ConnectionContext = Pick<
  CommandContext,
  "extensionFolder" | "loadLocalAccess" | "storageFolder" | "version"
>;

/** The environment by name, so that a test sees every variable that is read. None of them leads to a key. */
function readEnvironment() {
  return {
    APPDATA: process.env.APPDATA,
    CLAUDE_CONFIG_DIR: process.env.CLAUDE_CONFIG_DIR,
    CLINE_DATA_DIR: process.env.CLINE_DATA_DIR,
    CLINE_DIR: process.env.CLINE_DIR,
    CLINE_MCP_SETTINGS_PATH: process.env.CLINE_MCP_SETTINGS_PATH,
    CODEX_HOME: process.env.CODEX_HOME,
    GEMINI_CLI_HOME: process.env.GEMINI_CLI_HOME,
    LOCALAPPDATA: process.env.LOCALAPPDATA,
    PATH: process.env.PATH,
    USERPROFILE: process.env.USERPROFILE,
    XDG_CONFIG_HOME: process.env.XDG_CONFIG_HOME,
  };
}

/** What the launcher of this version and this VS Code is made of. */
export function launcherOptions({
  extensionFolder,
  storageFolder,
  version,
}: ConnectionContext): InstallOptions {
  const { APPDATA = "", LOCALAPPDATA = "", USERPROFILE = "" } = readEnvironment();
  return {
    ...launcherFiles(storageFolder, process.platform),
    source: join(extensionFolder, "dist", "mcp.cjs"),
    host: process.execPath,
    version,
    platform: process.platform,
    variables: { APPDATA, LOCALAPPDATA, USERPROFILE },
  };
}

/**
 * Installs the launcher in its present version, to which everything that is connected leads, and lets this window answer
 * it. Throws an Error for the user.
 */
export async function provideLauncher(context: ConnectionContext): Promise<InstallOptions> {
  const options = launcherOptions(context);
  try {
    await installLauncher(options);
  } catch (error) {
    const folder = messageText(shortPath(options.folder));
    throw new Error(
      l10n.t("Could not copy the program for agents and terminals to {0} ({1}).", folder, errorCode(error)),
    );
  }
  await (await context.loadLocalAccess()).listen();
  return options;
}

export function createConnections(context: ConnectionContext): {
  readonly connections: AgentConnections;
  readonly records: ConnectionRecords;
} {
  const { storageFolder } = context;
  const files = launcherFiles(storageFolder, process.platform);
  const environment = readEnvironment();
  const machine: Machine = {
    platform: process.platform,
    home: homedir(),
    extensionStorage: dirname(storageFolder),
    variable: (name) => environment[name] || undefined,
  };
  const command = serverCommand(files, process.execPath, process.platform);
  const records = new FileRecords(join(files.folder, "connections.json"), isConnectionRecord);
  return { connections: new AgentConnections({ machine, command, records }), records };
}

/** The shims that were written, also those in folders that are not on the PATH. */
export function shimRecords({ storageFolder }: ConnectionContext): FileRecords<{ readonly file: string }> {
  const { folder } = launcherFiles(storageFolder, process.platform);
  return new FileRecords(join(folder, "commands.json"), isFileRecord);
}

export function folderOptions(): FolderOptions {
  return { pathVariable: readEnvironment().PATH ?? "", home: homedir(), platform: process.platform };
}

/** The name of an agent, for a message. */
export function agentName({ id, name }: AgentClient): string {
  return id === "json" ? l10n.t("Another agent") : name;
}

/** A path as people write it, with `~` for the home. */
export function shortPath(path: string): string {
  const home = homedir();
  return process.platform !== "win32" && path.startsWith(`${home}/`) ? `~${path.slice(home.length)}` : path;
}
