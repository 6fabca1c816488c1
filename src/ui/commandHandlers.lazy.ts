import { addAccount } from "./commands/addAccount.ts";
import { checkCreditsCommand } from "./commands/checkCredits.ts";
import { chooseStatusBar } from "./commands/chooseStatusBar.ts";
import { copyDiagnostics } from "./commands/copyDiagnostics.ts";
import { editAccount } from "./commands/editAccount.ts";
import { exportLedgerCommand } from "./commands/exportLedger.ts";
import { openPanel } from "./commands/openPanel.ts";
import { refresh } from "./commands/refresh.ts";
import { removeAccount } from "./commands/removeAccount.ts";
import { setKey } from "./commands/setKey.ts";
import { tryProvider } from "./commands/tryProvider.ts";
import type { CommandContext } from "./context/commandContext.ts";
import type { CommandName } from "./context/constants.ts";

export { createCommandServices } from "../services/createCommandServices.ts";
export { creditsAnswer } from "./agent/answerCreditCheck.ts";
export { historyPoints, ledgerPage } from "./api/apiHistory.ts";
export { check } from "./commands/checkCredits.ts";
export { refreshNow } from "./commands/refresh.ts";
export { askForKey } from "./commands/setKey.ts";
export { panelAction } from "./panel/handleMessage.ts";
export { panelPage } from "./panel/page.ts";
export { panelState } from "./panel/state.ts";
export { promptThreshold } from "./prompts/promptThreshold.ts";

/** What each command does; each rejects with an Error that says what is wrong. */
export const commandHandlers = {
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
  trySample: ({ sample }) => sample.add(),
  removeSample: ({ sample }) => sample.remove(),
  chooseStatusBar,
  toggleHideAmounts: ({ settings }) => settings.setHideAmounts(!settings.hideAmounts()),
  showLog: async ({ log }) => log.show(),
} satisfies Record<CommandName, (context: CommandContext, value: unknown) => Promise<unknown>>;
