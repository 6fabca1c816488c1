import type { Account } from "../../core/accounts/account.ts";
import { fromPanel } from "../../protocol/fromWebviewSchema.ts";
import type { FromPanel } from "../../protocol/messages.ts";
import { addAccount } from "../commands/addAccount.ts";
import { exportWithDialog } from "../commands/exportLedger.ts";
import { refresh, refreshNow } from "../commands/refresh.ts";
import { askForKey } from "../commands/setKey.ts";
import type { Desk } from "../context/commandContext.ts";
import { panelAnswer } from "./answerRequest.ts";

/**
 * Does what a person asked for in the panel. What is no message of ours, or names an account that is gone
 * meanwhile, is passed over.
 */
export async function panelAction(desk: Desk, data: unknown): Promise<unknown> {
  const message = fromPanel.safeParse(data);
  return message.success ? act(desk, message.data) : undefined;
}

async function act(desk: Desk, message: FromPanel): Promise<unknown> {
  const account = "accountId" in message ? desk.accounts.find(message.accountId ?? "")?.account : undefined;
  switch (message.kind) {
    case "ready":
      return desk.panel.greet(message.isBorn);
    case "refresh":
      return account ? refreshNow(desk, account.id) : refresh(desk, undefined);
    case "addAccount":
      return addAccount(desk, undefined);
    case "trySample":
      return desk.sample.add();
    case "setKey":
      return account && askForKey(desk, account);
    case "ask":
      return desk.panel.answer(message.requestId, await panelAnswer(desk, message.question));
    case "export":
      return (
        desk.accounts.find(message.filter.accountId) &&
        exportWithDialog(desk, message.format, [message.filter])
      );
    case "syncLedger":
      return account && syncLedger(desk, account);
    case "cancelSync":
      return account && desk.ledgers.cancel(account.id);
    case "selected":
      return account && desk.details.look(account);
  }
}

async function syncLedger(desk: Desk, { id }: Account): Promise<void> {
  const status = desk.accounts.find(id);
  if (status?.reading) await desk.ledgers.sync(status.account, status.reading.snapshot);
}
