import type { FromPanel } from "../core/panelMessages.ts";
import type { AccountDetails } from "../services/accountDetails.ts";
import { addAccount } from "./commands/addAccount.ts";
import { refresh, refreshNow } from "./commands/refresh.ts";
import { askForKey } from "./commands/setKey.ts";
import type { Desk } from "./desk.ts";

/** Does what a person asked for in the panel. An account that is gone meanwhile is passed over. */
export async function panelAction(desk: Desk, details: AccountDetails, message: FromPanel): Promise<unknown> {
  const account = "accountId" in message ? desk.accounts.find(message.accountId ?? "")?.account : undefined;
  switch (message.kind) {
    case "ready":
      return undefined;
    case "refresh":
      return account ? refreshNow(desk, account.id) : refresh(desk, undefined);
    case "addAccount":
      return addAccount(desk, undefined);
    case "trySample":
      return desk.sample.add();
    case "setKey":
      return account && askForKey(desk, account);
    case "ask":
    case "export":
    case "syncLedger":
    case "cancelSync":
      return undefined;
    case "selected":
      return account && details.look(account);
  }
}
