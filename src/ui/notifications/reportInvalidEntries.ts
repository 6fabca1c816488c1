import { commands, type Disposable, type LogOutputChannel, l10n, window } from "vscode";
import { hourMs } from "../../core/time/durations.ts";
import type { DefinitionError } from "../../providers/declared/definitionError.ts";
import type { AccountList } from "../../services/accounts/accountList.ts";
import type { InvalidAccount } from "../../services/accounts/parseAccounts.ts";
import type { NotificationLog } from "../../services/coordination/notificationLog.ts";
import type { ProviderRegistry } from "../../services/providerRegistry.ts";
import { settingsPrefix } from "../context/ids.ts";
import { messageText } from "../text/sanitizeText.ts";

/** An entry of a list in the settings that cannot be used. */
interface InvalidEntry {
  readonly index: number;
  readonly name?: string;
  readonly field?: string;
  readonly reason: InvalidAccount["reason"] | DefinitionError["reason"];
}

/** Logs broken entries, and names them to the person who wrote them. */
export function reportInvalidEntry(
  list: "accounts" | "providers",
  broken: readonly InvalidEntry[],
  log: LogOutputChannel,
  isNews: boolean,
): void {
  for (const { index, reason, field = "" } of broken) {
    log.warn(`${list}[${index}] is not used: ${reason} ${messageText(field)}`);
  }
  const entry = (index: number) =>
    list === "accounts" ? l10n.t("Account entry {0}", index + 1) : l10n.t("Provider entry {0}", index + 1);
  const words = broken.map(({ index, name, ...objection }) => {
    const who = name === undefined ? entry(index) : messageText(name, 80);
    return `${l10n.t("{0} is not used: {1}.", who, entryErrorText(objection))}`;
  });
  if (isNews) void notify(list, words.join(" "));
}

/** What is wrong with an entry, as the end of a sentence. */
export function entryErrorText({ field = "", reason }: Pick<InvalidEntry, "field" | "reason">): string {
  const place = messageText(field, 80);
  switch (reason) {
    case "duplicate":
      return place === "id" ? l10n.t("its id is taken") : l10n.t("its “{0}” is there twice", place);
    case "idTaken":
      return l10n.t("its id is taken");
    case "unknownProvider":
      return l10n.t("its provider is unknown");
    case "unknownField":
      return l10n.t("there is no field “{0}”", place);
    case "unknownName":
      return l10n.t("its “{0}” refers to something that is not there", place);
    case "severalMeters":
      return l10n.t("its “{0}” has to name a meter without “each”", place);
    case "keyInUrl":
      return l10n.t("its “{0}” would put a key into a URL, which is refused", place);
    case "unsafeAddress":
      return l10n.t("its “{0}” has to be https, or http on this machine", place);
    case "reservedHeader":
      return l10n.t("its “{0}” is a header that may not be set", place);
    case "invalid":
      return place === "" ? l10n.t("it is no object of this kind") : l10n.t("its “{0}” is wrong", place);
  }
}

async function notify(list: "accounts" | "providers", words: string): Promise<void> {
  const open = l10n.t("Open settings");
  const answer = await window.showWarningMessage(words, open);
  if (answer === open) {
    await commands.executeCommand("workbench.action.openSettingsJson", {
      revealSetting: { key: `${settingsPrefix}.${list}`, edit: false },
    });
  }
}

export interface InvalidEntriesOptions {
  readonly accountList: AccountList;
  readonly providerRegistry: ProviderRegistry;
  readonly notificationLog: NotificationLog;
  readonly log: LogOutputChannel;
  readonly onError: (error: unknown) => void;
}

/** A window that opens later the same day need not say it again; one that opens tomorrow should. */
const repeatAfterMs = 12 * hourMs;

/** Has the entries of the settings that cannot be used named: in the log, and in one notification for a list. */
export function reportInvalidEntries({
  accountList,
  providerRegistry,
  notificationLog,
  log,
  onError,
}: InvalidEntriesOptions): Disposable[] {
  const watch = (list: "accounts" | "providers", source: AccountList | ProviderRegistry): Disposable => {
    let before = "[]";
    const tell = async () => {
      const broken = source.invalid();
      const facts = JSON.stringify(broken);
      if (facts === before) return;
      const mended = before;
      before = facts;
      if (mended !== "[]") await notificationLog.reset(`broken ${mended}`);
      if (broken.length === 0) return;
      const isNews = await notificationLog.claim(`broken ${facts}`, repeatAfterMs);
      reportInvalidEntry(list, broken, log, isNews);
    };
    const start = () => void tell().catch(onError);
    start();
    return source.onDidChange(start);
  };
  return [watch("accounts", accountList), watch("providers", providerRegistry)];
}
