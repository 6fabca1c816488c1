import { commands, type Disposable, window } from "vscode";
import { hourMs } from "../../core/time/durations.ts";
import type { DefinitionError } from "../../providers/declared/definitionError.ts";
import type { AccountList } from "../../services/accounts/accountList.ts";
import type { InvalidAccount } from "../../services/accounts/parseAccounts.ts";
import type { NotificationLog } from "../../services/coordination/notificationLog.ts";
import type { ProviderRegistry } from "../../services/providerRegistry.ts";
import { settingsPrefix } from "../context/ids.ts";
import type { Log } from "../diagnostics/createLog.ts";
import { l10n } from "../text/l10n.ts";
import { messageText } from "../text/sanitizeText.ts";
import { joinSentences } from "../text/sentences.ts";

/** An entry of a list in the settings that is not used. */
interface InvalidEntry {
  readonly index: number;
  readonly name?: string;
  readonly field?: string;
  readonly reason: InvalidAccount["reason"] | DefinitionError["reason"];
}

/** What is wrong with an entry, as the end of a sentence. */
export function entryErrorText({ field = "", reason }: Pick<InvalidEntry, "field" | "reason">): string {
  const name = messageText(field, 80);
  switch (reason) {
    case "duplicate":
      return name === "id" ? l10n.t("its id is already in use") : l10n.t("its “{0}” is used twice", name);
    case "idTaken":
      return l10n.t("its id is already in use");
    case "unknownProvider":
      return l10n.t("its provider is unknown");
    case "unknownField":
      return l10n.t("it has an unknown field “{0}”", name);
    case "unknownName":
      return l10n.t("its “{0}” refers to something that does not exist", name);
    case "severalMeters":
      return l10n.t("its “{0}” must name a meter without “each”", name);
    case "keyInUrl":
      return l10n.t("its “{0}” would put the key in a URL, which is not allowed", name);
    case "unsafeAddress":
      return l10n.t("its “{0}” must use https, or http on this machine", name);
    case "reservedHeader":
      return l10n.t("its “{0}” is a header that cannot be set", name);
    case "invalid":
      return name === "" ? l10n.t("it is not an object") : l10n.t("its “{0}” is not valid", name);
  }
}

type ListName = "accounts" | "providers";

function logEntries(list: ListName, entries: readonly InvalidEntry[], log: Log): void {
  for (const { index, reason, field = "" } of entries) {
    log.warn(`${list}[${index}] is not used: ${reason} ${messageText(field)}`);
  }
}

async function showEntries(list: ListName, entries: readonly InvalidEntry[]): Promise<void> {
  const numberText = (index: number) =>
    list === "accounts" ? l10n.t("Account entry {0}", index + 1) : l10n.t("Provider entry {0}", index + 1);
  const texts = entries.map(({ index, name, ...error }) => {
    const entryName = name === undefined ? numberText(index) : messageText(name, 80);
    return l10n.t("{0} is ignored: {1}.", entryName, entryErrorText(error));
  });
  const open = l10n.t("Open settings");
  const choice = await window.showWarningMessage(joinSentences(...texts), open);
  if (choice === open) {
    await commands.executeCommand("workbench.action.openSettingsJson", {
      revealSetting: { key: `${settingsPrefix}.${list}`, edit: false },
    });
  }
}

export interface InvalidEntriesOptions {
  readonly accountList: AccountList;
  readonly providerRegistry: ProviderRegistry;
  readonly notificationLog: NotificationLog;
  readonly log: Log;
  readonly onError: (error: unknown) => void;
}

/** Long enough for windows that open later on the same day to stay silent, and short enough for the next day to repeat. */
const repeatAfterMs = 12 * hourMs;

/** Logs the invalid entries of the settings, and shows them in one notification for each list. */
export function reportInvalidEntries({
  accountList,
  providerRegistry,
  notificationLog,
  log,
  onError,
}: InvalidEntriesOptions): Disposable[] {
  const watch = (list: ListName, source: AccountList | ProviderRegistry): Disposable => {
    let reported = "[]";
    const update = async () => {
      const entries = source.invalid();
      const current = JSON.stringify(entries);
      if (current === reported) return;
      const previous = reported;
      reported = current;
      if (previous !== "[]") await notificationLog.reset(`broken ${previous}`);
      if (entries.length === 0) return;
      const isNew = await notificationLog.claim(`broken ${current}`, repeatAfterMs);
      logEntries(list, entries, log);
      if (isNew) void showEntries(list, entries);
    };
    const start = () => void update().catch(onError);
    start();
    return source.onDidChange(start);
  };
  return [watch("accounts", accountList), watch("providers", providerRegistry)];
}
