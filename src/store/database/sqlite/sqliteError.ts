import { statfsSync } from "node:fs";
import { dirname } from "node:path";
import type { HistoryOffReason } from "../../historyStore.ts";
import { HistoryError, type HistoryRecovery } from "../../historyStore.ts";

// Primary result codes: https://sqlite.org/rescode.html
const perm = 3;
const busy = 5;
const locked = 6;
const readOnly = 8;
const corrupt = 11;
const full = 13;
const cantOpen = 14;
const notDatabase = 26;
/** The shared memory file cannot grow: the disk is full. */
const sharedMemoryFull = 10 | (19 << 8);

const reasonByCode: Readonly<Record<number, HistoryOffReason>> = {
  [perm]: "folderRefused",
  [readOnly]: "folderRefused",
  [full]: "diskFull",
  [cantOpen]: "folderRefused",
  [sharedMemoryFull]: "diskFull",
};

const recoveryByCode: Readonly<Record<number, HistoryRecovery>> = {
  [busy]: "retry",
  [locked]: "retry",
  [corrupt]: "reopen",
  [notDatabase]: "reopen",
};

const reasonBySystemCode: Readonly<Record<string, HistoryOffReason>> = {
  EACCES: "folderRefused",
  EPERM: "folderRefused",
  EROFS: "folderRefused",
  ENOTDIR: "folderRefused",
  EEXIST: "folderRefused",
  EISDIR: "folderRefused",
  ENOENT: "folderRefused",
  ENOSPC: "diskFull",
  EDQUOT: "diskFull",
};

/** SQLite's extended result code of an error that `node:sqlite` threw; `undefined` for other errors. */
export function resultCode(error: unknown): number | undefined {
  if (!(error instanceof Error && "code" in error && error.code === "ERR_SQLITE_ERROR")) return undefined;
  return "errcode" in error && typeof error.errcode === "number" ? error.errcode : undefined;
}

/** Converts an error of SQLite or of the file system to a `HistoryError`. Returns any other error, a bug, unchanged. */
export function toHistoryError(error: unknown, file: string): unknown {
  const code = resultCode(error);
  if (code !== undefined) {
    const primary = code & 0xff;
    // SQLITE_ERROR and SQLITE_MISUSE: the statement is wrong, not the disk.
    if (primary === 1 || primary === 21) return error;
    const reason = reasonByCode[code] ?? reasonByCode[primary] ?? "failed";
    const isDiskFull = reason === "folderRefused" && !hasFreeSpace(file);
    return new HistoryError(isDiskFull ? "diskFull" : reason, recoveryByCode[primary]);
  }
  if (error instanceof Error && "syscall" in error && "code" in error) {
    return new HistoryError(reasonBySystemCode[String(error.code)] ?? "failed");
  }
  return error;
}

/** On a full disk SQLite cannot create the files beside its own and reports the folder as refused. */
function hasFreeSpace(file: string): boolean {
  try {
    const { blocks, bavail } = statfsSync(dirname(file));
    return blocks === 0 || bavail > 0;
  } catch {
    return true;
  }
}
