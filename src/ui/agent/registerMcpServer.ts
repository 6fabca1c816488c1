import { type Disposable, lm, McpStdioServerDefinition } from "vscode";
import type { ActivationContext } from "../context/commandContext.ts";
import { mcpProviderId } from "../context/ids.ts";

type ServerContext = Pick<
  ActivationContext,
  "extensionFolder" | "loadLocalAccess" | "storageFolder" | "version"
>;

/**
 * Offers the MCP server to VS Code, and through it to every extension that uses such servers. Some editors that run VS
 * Code's extensions have none.
 */
export function registerMcpServer({
  extensionFolder,
  loadLocalAccess,
  storageFolder,
  version,
}: ServerContext): Disposable {
  const models: Partial<typeof lm> | undefined = lm;
  const definition: unknown = McpStdioServerDefinition;
  if (!models?.registerMcpServerDefinitionProvider || !definition) return { dispose: () => undefined };
  return models.registerMcpServerDefinitionProvider(mcpProviderId, {
    provideMcpServerDefinitions: () => [
      new McpStdioServerDefinition(
        "Credit Monitor",
        process.execPath,
        [`${extensionFolder}/dist/mcp.cjs`, "mcp", "--inside-vscode", "--storage", storageFolder],
        // VS Code's own program is Node with this variable.
        { ELECTRON_RUN_AS_NODE: "1" },
        version,
      ),
    ],
    resolveMcpServerDefinition: async (server) => {
      await (await loadLocalAccess()).listen();
      return server;
    },
  });
}
