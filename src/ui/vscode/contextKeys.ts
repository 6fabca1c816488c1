import { commands } from "vscode";
import type { AccountList } from "../../services/accounts/accountList.ts";
import { isSampleEntry } from "../../services/accounts/sampleId.ts";
import type { Disposable } from "../../services/common/disposable.ts";
import { settingsPrefix } from "../context/ids.ts";

/**
 * Keeps the context keys of the manifest: whether there are accounts, and sample accounts among them. Commands that need one
 * are offered only then.
 */
export function setContextKeys(accountList: AccountList): Disposable {
  const values = new Map<string, boolean>();
  const set = (name: string, value: boolean) => {
    if (values.get(name) === value) return;
    values.set(name, value);
    void commands.executeCommand("setContext", `${settingsPrefix}.${name}`, value);
  };
  const update = () => {
    const accounts = accountList.all();
    set("hasAccounts", accounts.length > 0);
    set("hasSamples", accounts.some(isSampleEntry));
  };
  update();
  return accountList.onDidChange(update);
}
