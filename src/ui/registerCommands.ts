import { commands, type Disposable } from "vscode";
import { type CommandName, commandIds } from "../ids.ts";
import { addAccount } from "./commands/addAccount.ts";
import { checkCreditsCommand } from "./commands/checkCredits.ts";
import { copyDiagnostics } from "./commands/copyDiagnostics.ts";
import { openPanel } from "./commands/openPanel.ts";
import { refresh } from "./commands/refresh.ts";
import { removeAccount } from "./commands/removeAccount.ts";
import { setKey } from "./commands/setKey.ts";
import type { Desk } from "./desk.ts";

const handlers = {
  addAccount,
  setKey,
  removeAccount,
  refresh,
  openPanel,
  checkCredits: checkCreditsCommand,
  copyDiagnostics,
  trySample: ({ sample }) => sample.add(),
  removeSample: ({ sample }) => sample.remove(),
  toggleHideAmounts: ({ settings }) => settings.setHideAmounts(!settings.hideAmounts()),
  showLog: async ({ log }) => log.show(),
} satisfies Record<CommandName, (desk: Desk, value: unknown) => Promise<unknown>>;

/** Every command of the contract; each rejects with an Error that says what is wrong. */
export function registerCommands(desk: Desk): Disposable[] {
  return (Object.keys(handlers) as CommandName[]).map((name) =>
    commands.registerCommand(commandIds[name], (value: unknown) => handlers[name](desk, value)),
  );
}
