import type { Disposable, LogOutputChannel } from "vscode";
import type { AccountList } from "../../services/accounts/accountList.ts";
import type { ToldOnce } from "../../services/coordination/notificationLog.ts";
import type { ProviderDirectory } from "../../services/providerRegistry.ts";
import { tellBroken } from "./reportInvalidEntries.ts";

export interface BrokenNoticeOptions {
  readonly accounts: AccountList;
  readonly providers: ProviderDirectory;
  readonly told: ToldOnce;
  readonly log: LogOutputChannel;
  readonly onError: (error: unknown) => void;
}

/** A window that opens later the same day need not say it again; one that opens tomorrow should. */
const againAfterMs = 12 * 3_600_000;

/** Has the entries of the settings that cannot be used named: in the log, and in one notification for a list. */
export function watchBroken({ accounts, providers, told, log, onError }: BrokenNoticeOptions): Disposable[] {
  const watch = (list: "accounts" | "providers", source: AccountList | ProviderDirectory): Disposable => {
    let before = "[]";
    const tell = async () => {
      const broken = source.broken();
      const facts = JSON.stringify(broken);
      if (facts === before) return;
      const mended = before;
      before = facts;
      if (mended !== "[]") await told.forget(`broken ${mended}`);
      if (broken.length === 0) return;
      const isNews = await told.claim(`broken ${facts}`, againAfterMs);
      tellBroken(list, broken, log, isNews);
    };
    const start = () => void tell().catch(onError);
    start();
    return source.onDidChange(start);
  };
  return [watch("accounts", accounts), watch("providers", providers)];
}
