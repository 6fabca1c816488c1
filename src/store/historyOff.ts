/** Why there is no history, as data. */
export type HistoryOff = "noModule" | "newerVersion" | "folderRefused" | "diskFull" | "failed";
