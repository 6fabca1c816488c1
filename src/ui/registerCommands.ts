import { commands, type Disposable } from "vscode";
import type { LoadCommandContext } from "./context/commandContext.ts";
import { type CommandName, commandIds } from "./context/constants.ts";

/** Registers every command of the contract. What they do is loaded with the first one that is run. */
export function registerCommands(loadCommandContext: LoadCommandContext): Disposable[] {
  return (Object.keys(commandIds) as CommandName[]).map((name) =>
    commands.registerCommand(commandIds[name], async (value: unknown) => {
      const { commandHandlers } = await import("./commandHandlers.lazy.ts");
      return commandHandlers[name](await loadCommandContext(), value);
    }),
  );
}
