import { type CommandServicesOptions, createCommandServices } from "../services/createCommandServices.ts";
import { answerCreditCheck } from "./agent/answerCreditCheck.ts";
import { readHistoryPoints, readLedgerPage } from "./api/apiHistory.ts";
import {
  enterKey,
  hideAccount,
  moveAccountDown,
  moveAccountUp,
  showHiddenAccounts,
} from "./commands/accountsViewCommands.ts";
import { addAccount } from "./commands/addAccount.ts";
import { check, checkCreditsCommand } from "./commands/checkCredits.ts";
import { chooseStatusBar } from "./commands/chooseStatusBar.ts";
import { copyDiagnostics } from "./commands/copyDiagnostics.ts";
import { editAccount } from "./commands/editAccount.ts";
import { exportLedgerCommand } from "./commands/exportLedger.ts";
import { openPanel } from "./commands/openPanel.ts";
import { refresh, refreshAccounts } from "./commands/refresh.ts";
import { removeAccount } from "./commands/removeAccount.ts";
import { promptNewKey, setKey } from "./commands/setKey.ts";
import { tryProvider } from "./commands/tryProvider.ts";
import type { ActivationContext, CommandContext } from "./context/commandContext.ts";
import type { CommandName } from "./context/ids.ts";
import { handlePanelMessage } from "./panel/handleMessage.ts";
import { createPanelPage } from "./panel/page.ts";
import { getPanelState } from "./panel/state.ts";
import { promptThreshold } from "./prompts/promptThreshold.ts";

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
  copyDiagnostics,
  tryProvider,
  trySample: ({ sampleAccounts }) => sampleAccounts.add(),
  removeSample: ({ sampleAccounts }) => sampleAccounts.remove(),
  chooseStatusBar,
  toggleHideAmounts: ({ settings }) => settings.setHideAmounts(!settings.hideAmounts()),
  showLog: async ({ log }) => log.show(),
  enterKey,
  hideAccount,
  showHiddenAccounts,
  moveAccountUp,
  moveAccountDown,
  groupAccounts: ({ settings }) => settings.setGroupedByProvider(true),
  ungroupAccounts: ({ settings }) => settings.setGroupedByProvider(false),
} satisfies Record<CommandName, (context: CommandContext, value: unknown) => Promise<unknown>>;

/** What the API, the agent tool, the panel and the notifications call. */
const otherHandlers = {
  answerCreditCheck,
  check,
  createPanelPage,
  getPanelState,
  handlePanelMessage,
  promptNewKey,
  promptThreshold,
  readHistoryPoints,
  readLedgerPage,
  refreshAccounts,
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
  { startSampleServer }: Pick<CommandServicesOptions, "startSampleServer">,
) {
  const { dispose, ...services } = createCommandServices(context, {
    clock: context.clock,
    startSampleServer,
  });
  const handlers = bindHandlers({ ...commandHandlers, ...otherHandlers }, { ...context, ...services });
  return { ...handlers, dispose };
}
