import { labelField } from "../../services/accounts/accountFields.ts";
import { l10n } from "../text/l10n.ts";
import { type Step, showInputBox } from "./inputBox.ts";

export interface PromptNameOptions extends Step {
  /** The name that the box starts with. */
  readonly value: string;
  /** Whether the text is the account's key, which must not get into the settings. */
  readonly isKey: (text: string) => boolean | Promise<boolean>;
}

/** Asks for an account's name; `undefined` when the user cancels. */
export function promptName({ isKey, ...options }: PromptNameOptions): Promise<string | undefined> {
  return showInputBox({
    ...options,
    prompt: l10n.t("Account name (shown in the status bar)"),
    validate: (text) => (labelField.safeParse(text).success ? undefined : l10n.t("Use 1 to 80 characters.")),
    accept: async (text) =>
      (await isKey(text)) ? { error: l10n.t("That is the key. Enter a name instead.") } : { value: text },
  });
}
