import { type Disposable, type ExtensionContext, lm, McpStdioServerDefinition } from "vscode";
import type { ActivationContext } from "../context/commandContext.ts";
import { mcpProviderId } from "../context/ids.ts";

/**
 * Offers the MCP server to VS Code, and through it to every extension that uses such servers. Some editors that run VS
 * Code's extensions have none.
 */
export function registerMcpServer(
  { extension, extensionUri, globalStorageUri }: ExtensionContext,
  loadLocalAccess: ActivationContext["loadLocalAccess"],
): Disposable {
  const models: Partial<typeof lm> | undefined = lm;
  const definition: unknown = McpStdioServerDefinition;
  if (!models?.registerMcpServerDefinitionProvider || !definition) return { dispose: () => undefined };
  return models.registerMcpServerDefinitionProvider(mcpProviderId, {
    provideMcpServerDefinitions: () => [
      new McpStdioServerDefinition(
        "Credit Monitor",
        process.execPath,
        [
          `${extensionUri.fsPath}/dist/mcp.cjs`,
          "mcp",
          "--inside-vscode",
          "--storage",
          globalStorageUri.fsPath,
        ],
        // VS Code's own program is Node with this variable.
        { ELECTRON_RUN_AS_NODE: "1" },
        String(extension.packageJSON.version),
      ),
    ],
    resolveMcpServerDefinition: async (server) => {
      await (await loadLocalAccess()).listen();
      return server;
    },
  });
}
