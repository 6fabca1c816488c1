import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { StdioClientTransport } from "@modelcontextprotocol/sdk/client/stdio.js";
import { builtCommandLine } from "./commandLine.ts";

/** The official MCP client, connected to the server's program over this storage folder; the caller closes it. */
export async function connectAgent(storage: string, ...more: readonly string[]): Promise<Client> {
  const client = new Client({ name: "test", version: "1" });
  const args = [await builtCommandLine(), "mcp", "--storage", storage, ...more];
  await client.connect(new StdioClientTransport({ command: process.execPath, args, stderr: "pipe" }));
  return client;
}

/** The text of a tool's result. */
export function textOf(result: Awaited<ReturnType<Client["callTool"]>>): string {
  return (result.content as { readonly text: string }[]).map(({ text }) => text).join("\n");
}
