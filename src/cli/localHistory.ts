import { systemClock } from "../services/common/clock.ts";
import { History } from "../services/history/history.ts";
import { Runways } from "../services/runways.ts";
import { DatabaseHistory } from "../store/database/databaseHistory.ts";
import type { Connection } from "../store/database/sqlite/connection.ts";

/** The history over an open connection, and how long the accounts last. */
export function openLocalHistory(connection: Connection): {
  readonly history: History;
  readonly runways: Runways;
} {
  const history = new History({
    open: async () => ({ kind: "open", store: new DatabaseHistory(connection) }),
    clock: systemClock,
    reportBug: (error) => {
      throw error;
    },
  });
  // The MCP server answers other requests in between.
  const pause = () => new Promise<void>((resolve) => setImmediate(resolve));
  return { history, runways: new Runways({ history, pause }) };
}
