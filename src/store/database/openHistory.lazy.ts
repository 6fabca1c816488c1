import { defined } from "../../core/common/defined.ts";
import { HistoryError, type OpenHistoryResult } from "../historyStore.ts";
import { DatabaseHistory } from "./databaseHistory.ts";
import { loadSqlite, type Sqlite } from "./sqlite/loadSqlite.ts";
import { openFile } from "./sqlite/openFile.ts";
import { replaceDamaged } from "./sqlite/replaceDamaged.ts";
import { toHistoryError } from "./sqlite/sqliteError.ts";

export interface OpenOptions {
  /** The open store threw an error with the recovery `reopen`: check the whole file, however large it is. */
  readonly isSuspect?: boolean;
  readonly load?: () => Sqlite | undefined;
}

/** Opens the history in `file` and creates the file if needed. Disk errors are results, not rejections. */
export async function openHistory(file: string, options: OpenOptions = {}): Promise<OpenHistoryResult> {
  const { isSuspect = false, load = loadSqlite } = options;
  const sqlite = load();
  if (!sqlite) return { kind: "off", reason: "noModule" };
  try {
    return openOrReplace(sqlite, file, isSuspect);
  } catch (error) {
    const historyError = toHistoryError(error, file);
    if (!(historyError instanceof HistoryError)) throw historyError;
    const { reason, recovery } = historyError;
    return { kind: "off", reason, ...(recovery === "retry" ? { isBusy: true } : {}) };
  }
}

function openOrReplace(sqlite: Sqlite, file: string, isSuspect: boolean): OpenHistoryResult {
  try {
    return { kind: "open", store: new DatabaseHistory(openFile(sqlite, file, isSuspect)) };
  } catch (error) {
    if (!(error instanceof HistoryError && error.recovery === "reopen")) throw error;
    const { connection, movedTo: damagedMovedTo } = replaceDamaged(sqlite, file, Date.now());
    return { kind: "open", store: new DatabaseHistory(connection), ...defined({ damagedMovedTo }) };
  }
}
