import type { ConfigProblem } from "../../services/connections/agentConnections.ts";
import { l10n } from "../text/l10n.ts";
import { messageText, sanitizeText } from "../text/sanitizeText.ts";
import { shortPath } from "./connectionTools.ts";

/** What is wrong with a configuration file, and what to do. The file was left as it is. */
export function configProblemText({ kind, detail }: ConfigProblem, path: string): string {
  const file = messageText(shortPath(path));
  switch (kind) {
    case "invalid":
      return l10n.t(
        "{0} cannot be read: {1}. Repair it, or copy the configuration.",
        file,
        sanitizeText(detail),
      );
    case "wrongShape":
      return l10n.t(
        "{0} has another form than expected at “{1}”. Change it by hand, or copy the configuration.",
        file,
        sanitizeText(detail),
      );
    case "link":
      return l10n.t(
        "{0} is a symbolic link. Change the file it leads to by hand: copy the configuration.",
        file,
      );
    case "notFile":
      return l10n.t("{0} is not a file. Copy the configuration instead.", file);
    case "encoding":
      return l10n.t("{0} is not a UTF-8 text. Save it as UTF-8, or copy the configuration.", file);
    case "changed":
      return l10n.t("Another program has just changed {0}. Try again.", file);
    case "system":
      return l10n.t(
        "{0} cannot be changed ({1}). Copy the configuration instead.",
        file,
        sanitizeText(detail),
      );
  }
}
