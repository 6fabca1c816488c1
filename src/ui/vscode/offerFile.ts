import { commands, env, UIKind, type Uri, window } from "vscode";
import { l10n } from "../text/l10n.ts";

/** Says where a file was written, with buttons that open it, and show it in the file manager where there is one. */
export async function offerFile(file: Uri, message: string): Promise<void> {
  const [open, reveal] = [l10n.t("Open"), l10n.t("Show in Folder")];
  // A VS Code that is served to a browser, or works on another machine, has no file manager for it.
  const hasFileManager = env.uiKind === UIKind.Desktop && env.remoteName === undefined;
  const chosen = await window.showInformationMessage(message, ...(hasFileManager ? [open, reveal] : [open]));
  if (chosen === open) await commands.executeCommand("vscode.open", file);
  else if (chosen === reveal) await commands.executeCommand("revealFileInOS", file);
}
