import { DatabaseSync } from "node:sqlite";

/** VS Code may write to the file, or close it, at the same time. */
const lockTimeoutMs = 10_000;

/** Opens a history file beside VS Code. */
export function openHistoryFile(file: string, options: { readonly readOnly?: boolean } = {}): DatabaseSync {
  return new DatabaseSync(file, { timeout: lockTimeoutMs, ...options });
}
