import path from "node:path";
import type { Profile } from "./profile.ts";

/** Where VS Code has our extension keep its database. */
export function historyFile({ userData }: Profile): string {
  return path.join(userData, "User", "globalStorage", "credit-monitor.credit-monitor", "history.db");
}
