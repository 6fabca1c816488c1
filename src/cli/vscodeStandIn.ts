// Takes the place of the module `vscode` in the command line's bundle: the texts, in English.

export const env = { language: "en" };

export const l10n = {
  /** Like VS Code's: `{0}` and so on stand for the arguments. */
  t: (message: string, ...args: readonly unknown[]) =>
    message.replace(/\{(\d+)\}/g, (placeholder, index) => String(args[Number(index)] ?? placeholder)),
};
