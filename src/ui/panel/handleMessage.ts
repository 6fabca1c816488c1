import type { Account } from "../../core/accounts/account.ts";
import { fromWebviewSchema } from "../../protocol/fromWebviewSchema.ts";
import type {
  CommandMessage,
  Commands,
  Method,
  RequestMessage,
  StatementParams,
} from "../../protocol/messages.ts";
import { addAccount } from "../commands/addAccount.ts";
import { copyAsMarkdown, saveStatementWithDialog } from "../commands/copyStatement.ts";
import { exportWithDialog } from "../commands/exportLedger.ts";
import { refresh, refreshAccounts } from "../commands/refresh.ts";
import { trySample } from "../commands/sampleCommands.ts";
import { promptNewKey } from "../commands/setKey.ts";
import type { CommandContext } from "../context/commandContext.ts";
import { reportCommandError } from "../notifications/reportCommandError.ts";
import { accountStatement } from "../statement/accountStatement.ts";
import { handleRequest } from "./handleRequest.ts";

type CommandHandlers = {
  readonly [K in keyof Commands]: (context: CommandContext, params: Commands[K]) => unknown;
};

const webviewCommandHandlers = {
  ready: ({ panel, accountViews }, { hasInitialData, timeZone }) => {
    accountViews.setTimeZone(timeZone);
    panel.onReady(hasInitialData);
  },
  refresh: (context, { accountId = "" }) =>
    findAccount(context, accountId) ? refreshAccounts(context, accountId) : refresh(context, undefined),
  addAccount: (context) => addAccount(context, undefined),
  trySample: (context) => trySample(context),
  setKey: (context, { accountId }) => {
    const account = findAccount(context, accountId);
    return account && promptNewKey(context, account);
  },
  showAccount: ({ accountViews }, { accountId }) => accountViews.setAside(accountId, false),
  selected: (context, { accountId }) => {
    const account = findAccount(context, accountId);
    return account && context.accountDetails.load(account);
  },
  export: (context, { format, filter }) =>
    findAccount(context, filter.accountId) && exportWithDialog(context, format, [filter]),
  copyStatement: async (context, params) => {
    const statement = await panelStatement(context, params);
    return statement && copyAsMarkdown(statement, context.accountViews.textContext());
  },
  saveStatement: async (context, params) => {
    const statement = await panelStatement(context, params);
    return statement && saveStatementWithDialog(statement);
  },
  syncLedger: ({ accountViews, ledgerSync }, { accountId }) => {
    const status = accountViews.find(accountId);
    return status?.reading && ledgerSync.sync(status.account, status.reading.snapshot);
  },
  cancelSync: (context, { accountId }) =>
    findAccount(context, accountId) && context.ledgerSync.cancel(accountId),
} satisfies CommandHandlers;

/**
 * Handles a message of the webview, which is not checked yet. What is malformed, or names an account that has
 * been removed, is ignored.
 */
export async function handlePanelMessage(context: CommandContext, data: unknown): Promise<void> {
  const { data: message } = fromWebviewSchema.safeParse(data);
  if (message?.kind === "request") await respond(context, message);
  else if (message) await runCommand(context, message);
}

async function respond<K extends Method>(context: CommandContext, message: RequestMessage<K>): Promise<void> {
  const { requestId, method } = message;
  context.panel.respond(requestId, method, await handleRequest(context, message));
}

async function runCommand<K extends keyof Commands>(
  context: CommandContext,
  message: CommandMessage<K>,
): Promise<void> {
  const handlers: CommandHandlers = webviewCommandHandlers;
  try {
    await handlers[message.kind](context, message);
  } catch (error) {
    await reportCommandError(context, error);
  }
}

async function panelStatement(context: CommandContext, { accountId, grouping, ...range }: StatementParams) {
  if (!findAccount(context, accountId)) return undefined;
  return accountStatement(context, accountId, range, grouping);
}

function findAccount({ accountViews }: CommandContext, accountId: string): Account | undefined {
  return accountViews.find(accountId)?.account;
}
