import { l10n } from "vscode";
import { labelField } from "../context/commandArguments.ts";
import { inputBox, type Question } from "./inputBox.ts";

export interface NameQuestion extends Pick<Question<string>, "title" | "step" | "totalSteps"> {
  /** The name that is proposed. */
  readonly value: string;
  /** Whether a text is the account's key, which must not stand in the settings. */
  readonly isKey: (text: string) => boolean | Promise<boolean>;
}

/** Asks for an account's name; `undefined` when the person leaves. */
export function promptName({ isKey, ...question }: NameQuestion): Promise<string | undefined> {
  return inputBox({
    ...question,
    prompt: l10n.t("Name the account, as the status bar shows it."),
    validate: (text) => (labelField.safeParse(text).success ? undefined : l10n.t("Use 1 to 80 characters.")),
    accept: async (text) =>
      (await isKey(text)) ? { objection: l10n.t("This is the key. Give a name instead.") } : { value: text },
  });
}
