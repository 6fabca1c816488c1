import { commands } from "vscode";
import { type CommandServicesOptions, createCommandServices } from "../services/createCommandServices.ts";
import { answerCreditCheck } from "./agent/answerCreditCheck.ts";
import { readHistoryPoints, readLedgerPage } from "./api/apiHistory.ts";
import { readApiStatement } from "./api/apiStatement.ts";
import {
  enterKey,
  hideAccount,
  moveAccountDown,
  moveAccountUp,
  showHiddenAccounts,
} from "./commands/accountsViewCommands.ts";
import { addAccount } from "./commands/addAccount.ts";
import {
  connectAgentCommand,
  disconnectAgentCommand,
  installToolCommand,
  removeToolCommand,
} from "./commands/agentConnections.ts";
import { check, checkCreditsCommand } from "./commands/checkCredits.ts";
import { chooseStatusBar } from "./commands/chooseStatusBar.ts";
import { copyAmount, copySummary } from "./commands/copyAccount.ts";
import { copyDiagnostics } from "./commands/copyDiagnostics.ts";
import { copyStatement } from "./commands/copyStatement.ts";
import { editAccount } from "./commands/editAccount.ts";
import { exportLedgerCommand } from "./commands/exportLedger.ts";
import { importKeys } from "./commands/importKeys.ts";
import { openOverview, openPanel } from "./commands/openPanel.ts";
import { openDashboard, openStatusPage, openTopUp } from "./commands/openProviderPage.ts";
import { pinAccount } from "./commands/pinAccount.ts";
import { refresh, refreshAccounts } from "./commands/refresh.ts";
import { removeAccount } from "./commands/removeAccount.ts";
import { removeSample, trySample } from "./commands/sampleCommands.ts";
import { promptNewKey, setKey } from "./commands/setKey.ts";
import { tryProvider } from "./commands/tryProvider.ts";
import { isInteractive } from "./context/commandArguments.ts";
import type { ActivationContext, CommandContext } from "./context/commandContext.ts";
import { type CommandName, extensionId } from "./context/ids.ts";
import { reportCommandError } from "./notifications/reportCommandError.ts";
import { handlePanelMessage } from "./panel/handleMessage.ts";
import { createPanelPage } from "./panel/page.ts";
import { getPanelState } from "./panel/state.ts";
import { promptThreshold } from "./prompts/promptThreshold.ts";
import { l10n } from "./text/l10n.ts";

/** What each command does with its argument. Each rejects with an Error that says what is wrong. */
const commandHandlers = {
  addAccount,
  setKey,
  editAccount,
  removeAccount,
  refresh,
  openPanel,
  checkCredits: checkCreditsCommand,
  exportLedger: exportLedgerCommand,
  connectAgent: connectAgentCommand,
  disconnectAgent: disconnectAgentCommand,
  installCommandLineTool: installToolCommand,
  removeCommandLineTool: removeToolCommand,
  copyStatement,
  copyDiagnostics,
  tryProvider,
  trySample,
  removeSample,
  chooseStatusBar,
  toggleHideAmounts: ({ settings }) => settings.setHideAmounts(!settings.hideAmounts()),
  showLog: async ({ log }) => log.show(),
  openOverview,
  enterKey,
  hideAccount,
  showHiddenAccounts,
  moveAccountUp,
  moveAccountDown,
  groupAccounts: ({ settings }) => settings.setGroupedByProvider(true),
  ungroupAccounts: ({ settings }) => settings.setGroupedByProvider(false),
  importKeys,
  pinAccount,
  copyAmount,
  copySummary,
  openDashboard,
  openTopUp,
  openStatusPage,
  openSettings: async () => {
    await commands.executeCommand("workbench.action.openSettings", `@ext:${extensionId}`);
  },
} satisfies Record<CommandName, (context: CommandContext, value: unknown) => Promise<unknown>>;

/** Called by menus and links alone. */
const menuCommands: ReadonlySet<CommandName> = new Set(["enterKey"]);

/**
 * Runs a command. The error of an interactive command is shown, that of another one rejects: its caller gave an argument and
 * expects the outcome.
 */
async function runCommand(context: CommandContext, name: CommandName, value: unknown): Promise<unknown> {
  try {
    return await commandHandlers[name](context, value);
  } catch (error) {
    if (!isInteractive(value) && !menuCommands.has(name)) throw error;
    void reportCommandError(context, error);
    return undefined;
  }
}

/** What the API, the agent tool, the panel and the notifications call. */
const otherHandlers = {
  answerCreditCheck,
  check,
  createPanelPage,
  getPanelState,
  handlePanelMessage,
  promptNewKey,
  promptThreshold,
  readApiStatement,
  readHistoryPoints,
  readLedgerPage,
  refreshAccounts,
  runCommand,
  resumeSample: ({ sampleAccounts }: CommandContext) => sampleAccounts.resume(),
};

type Handler = (context: CommandContext, ...args: never[]) => unknown;
type BoundHandlers<Handlers extends Record<string, Handler>> = {
  readonly [Name in keyof Handlers]: Handlers[Name] extends (
    context: never,
    ...args: infer Args
  ) => infer Result
    ? (...args: Args) => Result
    : never;
};

function bindHandlers<Handlers extends Record<string, Handler>>(
  handlers: Handlers,
  context: CommandContext,
): BoundHandlers<Handlers> {
  const bound = Object.entries(handlers).map(([name, handler]) => [name, handler.bind(undefined, context)]);
  return Object.fromEntries(bound) as BoundHandlers<Handlers>;
}

/** Everything that is loaded with the first command or request. */
export type CommandHandlers = ReturnType<typeof createCommandHandlers>;
export type LoadCommandHandlers = () => Promise<CommandHandlers>;

/** Creates the services that only handlers need, and binds every handler to the context. */
export function createCommandHandlers(
  context: ActivationContext,
  loadSample: CommandServicesOptions["loadSample"],
) {
  const { dispose, ...services } = createCommandServices(context, {
    clock: context.clock,
    loadSample,
    sampleLabel: ({ name }) => l10n.t("{0} (sample)", name),
  });
  const handlers = bindHandlers({ ...commandHandlers, ...otherHandlers }, { ...context, ...services });
  return { ...handlers, dispose };
}
