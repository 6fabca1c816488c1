import { l10n } from "vscode";
import { labelField } from "../context/commandArguments.ts";
import { type InputBoxOptions, showInputBox } from "./inputBox.ts";

export interface PromptNameOptions extends Pick<InputBoxOptions<string>, "title" | "step" | "totalSteps"> {
  /** The name that is proposed. */
  readonly value: string;
  /** Whether a text is the account's key, which must not stand in the settings. */
  readonly isKey: (text: string) => boolean | Promise<boolean>;
}

/** Asks for an account's name; `undefined` when the person leaves. */
export function promptName({ isKey, ...question }: PromptNameOptions): Promise<string | undefined> {
  return showInputBox({
    ...question,
    prompt: l10n.t("Name the account, as the status bar shows it."),
    validate: (text) => (labelField.safeParse(text).success ? undefined : l10n.t("Use 1 to 80 characters.")),
    accept: async (text) =>
      (await isKey(text)) ? { error: l10n.t("This is the key. Give a name instead.") } : { value: text },
  });
}
