import { commands, type Disposable, type LogOutputChannel, l10n, window } from "vscode";
import { settingsPrefix } from "../ids.ts";
import type { AccountList } from "../services/accountList.ts";
import type { BrokenAccount } from "../services/parseAccounts.ts";
import { messageText } from "./plainText.ts";

/** Names the entries of the account list that cannot be used: in the log, and in one notification. */
export function watchBrokenAccounts(accounts: AccountList, log: LogOutputChannel): Disposable {
  let told = "";
  const tell = () => {
    const broken = accounts.broken();
    const words = broken.map(entryText).join(" ");
    if (words === told) return;
    told = words;
    if (words === "") return;
    for (const entry of broken)
      log.warn(`accounts[${entry.index}] is not used: ${entry.reason} ${entry.field ?? ""}`);
    void notify(words);
  };
  tell();
  return accounts.onDidChange(tell);
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
