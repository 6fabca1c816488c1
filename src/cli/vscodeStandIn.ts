// Takes the place of the module `vscode` in the command line's bundle: the texts, in English.

export const env = { language: "en" };

/** Each text is its own key. */
export const l10n = { t: (message: string) => message };
