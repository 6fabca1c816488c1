import { HistoryError, type OpenHistoryResult } from "../historyStore.ts";
import { DatabaseHistory } from "./databaseHistory.ts";
import { loadSqlite, type Sqlite } from "./sqlite/loadSqlite.ts";
import { openFile } from "./sqlite/openFile.ts";
import { replaceDamaged } from "./sqlite/replaceDamaged.ts";
import { toHistoryError } from "./sqlite/sqliteError.ts";

export interface OpenOptions {
  /** The store that was open threw an error whose remedy is `reopen`: the whole file is checked, however large. */
  readonly isSuspect?: boolean;
  readonly load?: () => Sqlite | undefined;
}

/** Opens the history in `file`, which it makes where there is none. Resolves whatever the disk does. */
export async function openHistory(file: string, options: OpenOptions = {}): Promise<OpenHistoryResult> {
  const { isSuspect = false, load = loadSqlite } = options;
  const sqlite = load();
  if (!sqlite) return { kind: "off", reason: "noModule" };
  try {
    return opened(sqlite, file, isSuspect);
  } catch (error) {
    const known = toHistoryError(error, file);
    if (known instanceof HistoryError) {
      return { kind: "off", reason: known.reason, ...(known.recovery === "retry" ? { isBusy: true } : {}) };
    }
    throw known;
  }
}

function opened(sqlite: Sqlite, file: string, isSuspect: boolean): OpenHistoryResult {
  try {
    return { kind: "open", store: new DatabaseHistory(openFile(sqlite, file, isSuspect)) };
  } catch (error) {
    if (!(error instanceof HistoryError && error.recovery === "reopen")) throw error;
    const { connection, movedTo } = replaceDamaged(sqlite, file, Date.now());
    const store = new DatabaseHistory(connection);
    return movedTo === undefined ? { kind: "open", store } : { kind: "open", store, damagedMovedTo: movedTo };
  }
}
