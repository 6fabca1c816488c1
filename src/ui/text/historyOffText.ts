import { l10n } from "vscode";
import type { HistoryOffReason } from "../../store/historyStore.ts";

const texts = {
  noModule: () => l10n.t("History is off: this version of VS Code has no SQLite. Update VS Code."),
  newerVersion: () =>
    l10n.t("History can only be read: a newer Credit Monitor wrote it. Update this one to go on."),
  folderRefused: () => l10n.t("History is off: its folder cannot be written. Balances go on."),
  diskFull: () => l10n.t("History pauses: the disk is full. Balances go on; it resumes by itself."),
  failed: () => l10n.t("History is off: its file cannot be used. Balances go on; see the log."),
} satisfies Record<HistoryOffReason, () => string>;

/** Why the history is off, and what the user can do. */
export function historyOffText(reason: HistoryOffReason): string {
  return texts[reason]();
}
