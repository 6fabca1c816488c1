/** The agents that can be connected, by the ids that commands take. `json` is any other that reads `mcpServers`. */
export const agentIds = [
  "claude-code",
  "codex",
  "gemini-cli",
  "cursor",
  "windsurf",
  "cline",
  "roo-code",
  "zed",
  "json",
] as const;
export type AgentId = (typeof agentIds)[number];
