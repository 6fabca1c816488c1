import { commands, type Disposable } from "vscode";
import type { LoadCommandHandlers } from "./commandHandlers.lazy.ts";
import { type CommandName, commandIds } from "./context/ids.ts";

/** Registers every command. The handlers are loaded when the first command runs. */
export function registerCommands(loadHandlers: LoadCommandHandlers): Disposable[] {
  return (Object.keys(commandIds) as CommandName[]).map((name) =>
    commands.registerCommand(commandIds[name], async (value: unknown) =>
      (await loadHandlers()).runCommand(name, value),
    ),
  );
}
