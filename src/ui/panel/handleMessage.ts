import type { Account } from "../../core/accounts/account.ts";
import { fromPanel } from "../../protocol/fromWebviewSchema.ts";
import type { FromPanel } from "../../protocol/messages.ts";
import { addAccount } from "../commands/addAccount.ts";
import { exportWithDialog } from "../commands/exportLedger.ts";
import { refresh, refreshAccounts } from "../commands/refresh.ts";
import { promptNewKey } from "../commands/setKey.ts";
import type { CommandContext } from "../context/commandContext.ts";
import { answerRequest } from "./answerRequest.ts";

/**
 * Does what a person asked for in the panel. What is no message of ours, or names an account that is gone
 * meanwhile, is passed over.
 */
export async function panelAction(context: CommandContext, data: unknown): Promise<unknown> {
  const message = fromPanel.safeParse(data);
  return message.success ? act(context, message.data) : undefined;
}

async function act(context: CommandContext, message: FromPanel): Promise<unknown> {
  const account =
    "accountId" in message ? context.accountViews.find(message.accountId ?? "")?.account : undefined;
  switch (message.kind) {
    case "ready":
      return context.panel.greet(message.isBorn);
    case "refresh":
      return account ? refreshAccounts(context, account.id) : refresh(context, undefined);
    case "addAccount":
      return addAccount(context, undefined);
    case "trySample":
      return context.sampleAccounts.add();
    case "setKey":
      return account && promptNewKey(context, account);
    case "ask":
      return context.panel.answer(message.requestId, await answerRequest(context, message.question));
    case "export":
      return (
        context.accountViews.find(message.filter.accountId) &&
        exportWithDialog(context, message.format, [message.filter])
      );
    case "syncLedger":
      return account && syncLedger(context, account);
    case "cancelSync":
      return account && context.ledgerSync.cancel(account.id);
    case "selected":
      return account && context.accountDetails.load(account);
  }
}

async function syncLedger(context: CommandContext, { id }: Account): Promise<void> {
  const status = context.accountViews.find(id);
  if (status?.reading) await context.ledgerSync.sync(status.account, status.reading.snapshot);
}
