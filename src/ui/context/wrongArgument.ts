import { l10n } from "vscode";

/** What a command or the API throws for an argument that is wrong; names the field. */
export function wrongArgument(field: string | undefined): Error {
  return new Error(
    field ? l10n.t("Wrong argument: {0}", field) : l10n.t("Wrong argument: an object is expected"),
  );
}
