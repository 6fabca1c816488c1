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
/** The shared memory beside the file cannot grow: no room. */
const noRoomForSharedMemory = 10 | (19 << 8);

const reasonByCode: Readonly<Record<number, HistoryOffReason>> = {
  [perm]: "folderRefused",
  [readOnly]: "folderRefused",
  [full]: "diskFull",
  [cantOpen]: "folderRefused",
  [noRoomForSharedMemory]: "diskFull",
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

/** SQLite's extended result code, of an error that `node:sqlite` threw. */
export function resultCode(error: unknown): number | undefined {
  if (!(error instanceof Error && "code" in error && error.code === "ERR_SQLITE_ERROR")) return undefined;
  return "errcode" in error && typeof error.errcode === "number" ? error.errcode : undefined;
}

/** What SQLite or the system refused, as the rest of the product knows it; anything else is a bug and stays. */
export function toHistoryError(error: unknown, file: string): unknown {
  const code = resultCode(error);
  if (code !== undefined) {
    const primary = code & 0xff;
    // SQLITE_ERROR and SQLITE_MISUSE: the statement is wrong, not the disk.
    if (primary === 1 || primary === 21) return error;
    const off = reasonByCode[code] ?? reasonByCode[primary] ?? "failed";
    return new HistoryError(
      off === "folderRefused" && !hasRoom(file) ? "diskFull" : off,
      recoveryByCode[primary],
    );
  }
  if (error instanceof Error && "syscall" in error && "code" in error) {
    return new HistoryError(reasonBySystemCode[String(error.code)] ?? "failed");
  }
  return error;
}

/** A full disk refuses the files that SQLite puts beside its own, which reads like a refused folder. */
function hasRoom(file: string): boolean {
  try {
    const { blocks, bavail } = statfsSync(dirname(file));
    return blocks === 0 || bavail > 0;
  } catch {
    return true;
  }
}
