import { type Extension, extensions } from "vscode";
import type { CreditMonitorApi } from "../../../src/api.ts";
import type { AccountState } from "../../../src/core/accounts/accountState.ts";
import { extensionId } from "../../../src/ui/context/ids.ts";

/** The extension under test. Its folder is the checkout. */
export function extension(): Extension<CreditMonitorApi> {
  const found = extensions.getExtension<CreditMonitorApi>(extensionId);
  if (!found) throw new Error(`${extensionId} is not there`);
  return found;
}

/** The API of the extension, which must be active. */
export function api(): CreditMonitorApi {
  return extension().exports;
}

export function findAccount(accountId: string): AccountState | undefined {
  return api()
    .accounts()
    .find(({ id }) => id === accountId);
}

export function getAccount(accountId: string): AccountState {
  const found = findAccount(accountId);
  if (!found) throw new Error(`no account ${accountId}`);
  return found;
}
