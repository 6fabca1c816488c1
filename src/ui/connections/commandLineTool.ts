import { basename, dirname } from "node:path";
import { env, type QuickPickItem, window } from "vscode";
import { toolName } from "../../services/connections/launcher.ts";
import { findToolFolders, isOnPath, pathFolders, pathLine } from "../../services/connections/toolFolders.ts";
import {
  findShims,
  inspectShim,
  installShim,
  removeShim,
  type ShimProblem,
} from "../../services/connections/toolShim.ts";
import { l10n } from "../text/l10n.ts";
import { labelText, messageText } from "../text/sanitizeText.ts";
import {
  type ConnectionContext,
  folderOptions,
  launcherOptions,
  provideLauncher,
  shimRecords,
  shortPath,
} from "./connectionTools.ts";

/** Puts the command into a folder. Resolves to its file; `undefined` when the user cancels. */
export async function installCommandLineTool(
  context: ConnectionContext,
  args: { readonly folder: string } | undefined,
): Promise<string | undefined> {
  const folder = args?.folder ?? (await pickFolder());
  if (folder === undefined) return undefined;
  const options = await provideLauncher(context);
  const result = await installShim(folder, options);
  if (!result.ok) throw new Error(shimProblemText(result));
  await shimRecords(context).set({ file: result.file });
  if (!args) await showInstalled(folder);
  return result.file;
}

async function pickFolder(): Promise<string | undefined> {
  const folders = await findToolFolders(folderOptions());
  const items: (QuickPickItem & { readonly folder?: string })[] = folders.map(
    ({ path, isOnPath: isFound }) => ({
      label: labelText(shortPath(path), 200),
      description: isFound ? l10n.t("on the PATH") : l10n.t("not on the PATH"),
      folder: path,
    }),
  );
  const options = {
    title: l10n.t("Install Command Line Tool"),
    placeHolder: l10n.t("Into which folder should the command {0} go?", toolName),
  };
  const picked = await window.showQuickPick([...items, { label: l10n.t("Choose Folder…") }], options);
  if (!picked || picked.folder !== undefined) return picked?.folder;
  const chosen = await window.showOpenDialog({
    canSelectFiles: false,
    canSelectFolders: true,
    title: options.title,
  });
  return chosen?.[0]?.fsPath;
}

async function showInstalled(folder: string): Promise<void> {
  const options = folderOptions();
  const place = messageText(shortPath(folder));
  if (isOnPath(folder, options)) {
    const text = l10n.t("{0} is in {1}. Enter “{0} status” in a new terminal.", toolName, place);
    void window.showInformationMessage(text);
    return;
  }
  if (options.platform === "win32") {
    const text = l10n.t(
      "{0} is in {1}, which is not on the PATH. Add the folder to “Path” in “Edit environment variables for your account”, and open a new terminal.",
      toolName,
      place,
    );
    void window.showWarningMessage(text);
    return;
  }
  const line = pathLine(folder, options.home);
  const copy = l10n.t("Copy");
  const text = l10n.t(
    "{0} is in {1}, which is not on the PATH. Add this line to the startup file of your shell, and open a new terminal: {2}",
    toolName,
    place,
    messageText(line),
  );
  if ((await window.showWarningMessage(text, copy)) === copy) await env.clipboard.writeText(line);
}

/** Deletes the command from every folder into which it was put. Resolves to the deleted files. */
export async function removeCommandLineTool(
  context: ConnectionContext,
  args: object | undefined,
): Promise<readonly string[]> {
  const { platform } = launcherOptions(context);
  const records = shimRecords(context);
  const recorded = (await records.all()).map(({ file }) => file);
  const onPath = await findShims(pathFolders(folderOptions()), platform);
  const removed: string[] = [];
  for (const file of new Set([...recorded, ...onPath])) {
    if ((await inspectShim(file)) === "own") {
      const result = await removeShim(file);
      if (!result.ok) throw new Error(shimProblemText(result));
      removed.push(file);
    }
    await records.delete(file);
  }
  if (!args) {
    const folders = removed.map((file) => shortPath(dirname(file))).join(", ");
    const text =
      removed.length === 0
        ? l10n.t("{0} is not installed in any folder.", toolName)
        : l10n.t("{0} was removed from {1}.", toolName, messageText(folders));
    void window.showInformationMessage(text);
  }
  return removed;
}

function shimProblemText({ file, reason }: ShimProblem): string {
  if (reason === "foreign") {
    return l10n.t(
      "{0} is there already and was not written by Credit Monitor. Choose another folder, or remove it first.",
      messageText(shortPath(file)),
    );
  }
  return l10n.t(
    "Could not change {0} in {1} ({2}). Choose a folder that you may write to.",
    basename(file),
    messageText(shortPath(dirname(file))),
    reason,
  );
}
