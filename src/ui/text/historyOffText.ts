import type { HistoryOffReason } from "../../store/historyStore.ts";
import { l10n } from "./l10n.ts";

const texts = {
  noModule: () =>
    l10n.t(
      "History is off: this version of VS Code has no SQLite. Balances still update. Update VS Code to keep a history.",
    ),
  newerVersion: () =>
    l10n.t("History is read-only: it was written by a newer version. Update Credit Monitor to continue."),
  folderRefused: () => l10n.t("History is off: its folder is not writable. Balances still update."),
  diskFull: () =>
    l10n.t("History is paused: the disk is full. Balances still update; history resumes automatically."),
  failed: () => l10n.t("History is off: its file cannot be used. Balances still update. See the log."),
} satisfies Record<HistoryOffReason, () => string>;

/** Why the history is off, and what the user can do. */
export function historyOffText(reason: HistoryOffReason): string {
  return texts[reason]();
}
