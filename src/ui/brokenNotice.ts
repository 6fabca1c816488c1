import { commands, type Disposable, type LogOutputChannel, l10n, window } from "vscode";
import { settingsPrefix } from "../ids.ts";
import type { AccountList } from "../services/accountList.ts";
import type { BrokenAccount } from "../services/parseAccounts.ts";
import type { ToldOnce } from "../services/toldOnce.ts";
import { messageText } from "./plainText.ts";

/** A window that opens later the same day need not say it again; one that opens tomorrow should. */
const againAfterMs = 12 * 3_600_000;

/** Names the entries of the account list that cannot be used: in the log, and in one notification. */
export function watchBrokenAccounts(
  accounts: AccountList,
  told: ToldOnce,
  log: LogOutputChannel,
): Disposable {
  let before = "";
  const tell = async () => {
    const broken = accounts.broken();
    const words = broken.map(entryText).join(" ");
    if (words === before) return;
    const mended = before;
    before = words;
    if (mended !== "") await told.forget(`broken ${mended}`);
    if (words === "") return;
    for (const entry of broken)
      log.warn(`accounts[${entry.index}] is not used: ${entry.reason} ${entry.field ?? ""}`);
    if (await told.claim(`broken ${words}`, againAfterMs)) await notify(words);
  };
  void tell();
  return accounts.onDidChange(() => void tell());
}

async function notify(words: string): Promise<void> {
  const open = l10n.t("Open settings");
  const answer = await window.showWarningMessage(words, open);
  if (answer === open) {
    await commands.executeCommand("workbench.action.openSettingsJson", {
      revealSetting: { key: `${settingsPrefix}.accounts`, edit: false },
    });
  }
}

function entryText({ index, name, field, reason }: BrokenAccount): string {
  const entry = name === undefined ? l10n.t("Account entry {0}", index + 1) : messageText(name, 80);
  if (reason === "duplicate") return l10n.t("{0} is not used: its id is taken.", entry);
  if (reason === "unknownProvider") return l10n.t("{0} is not used: its provider is unknown.", entry);
  return field === undefined
    ? l10n.t("{0} is not used: it is no account.", entry)
    : l10n.t("{0} is not used: its “{1}” is wrong.", entry, field);
}
