import { join } from "node:path";
import { getAgentClient } from "../../../../../src/services/connections/agentClients.ts";
import { AgentConnections } from "../../../../../src/services/connections/agentConnections.ts";
import type { AgentId } from "../../../../../src/services/connections/agentIds.ts";
import {
  FileRecords,
  isConnectionRecord,
} from "../../../../../src/services/connections/connectionRecords.ts";

export const launcher = "/home/a b/storage/bin/credit-monitor";

/** The connections of a user whose home is this folder. */
export function connectionsIn(home: string, command = launcher): AgentConnections {
  return new AgentConnections({
    machine: {
      platform: "linux",
      home,
      extensionStorage: join(home, "globalStorage"),
      variable: () => undefined,
    },
    command: { command, args: ["mcp"] },
    records: new FileRecords(join(home, "storage", "bin", "connections.json"), isConnectionRecord),
  });
}

export const claude = getAgentClient("claude-code");
export const codex = getAgentClient("codex");
export const zed = getAgentClient("zed");

export async function fileOf(connections: AgentConnections, id: AgentId): Promise<string> {
  const file = await connections.findFile(getAgentClient(id));
  if (file === undefined) throw new Error(`${id} has no file`);
  return file;
}
