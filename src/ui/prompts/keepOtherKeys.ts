import { commands, window } from "vscode";
import type { CommandContext } from "../context/commandContext.ts";
import { l10n } from "../text/l10n.ts";

/**
 * Asks before a key is entered where saving it would erase keys that another window of this browser stored. Returns
 * whether to go on. Asks nothing where loading this window again would lose other keys, or nothing is at stake.
 */
export async function keepOtherKeys({ keyNotes }: Pick<CommandContext, "keyNotes">): Promise<boolean> {
  const erased = await (await keyNotes?.())?.erasedUnlessReloaded();
  if (!erased || erased.length === 0) return true;
  const reload = l10n.t("Reload Window");
  const proceed = l10n.t("Enter Key Anyway");
  const choice = await window.showWarningMessage(
    l10n.t("Reload this window before you enter a key."),
    {
      modal: true,
      detail: l10n.t(
        "Another window has saved keys since this one was loaded. A key that you enter here would replace them in this browser.",
      ),
    },
    reload,
    proceed,
  );
  if (choice === reload) await commands.executeCommand("workbench.action.reloadWindow");
  return choice === proceed;
}
