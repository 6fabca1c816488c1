import { workspace } from "vscode";

/** What the log shows, once `showLog` has opened it. */
export function logText(): string {
  const shown = workspace.textDocuments.filter(({ uri }) => uri.scheme === "output");
  return shown.find(({ uri }) => uri.path.includes("Credit Monitor"))?.getText() ?? "";
}
