// biome-ignore lint/style/noRestrictedImports: the one place that takes texts from VS Code
import { l10n as translations } from "vscode";
import { fillPlaceholders } from "../../core/common/fillPlaceholders.ts";

/** VS Code's `l10n`, with the values put in by our own rules for full stops. */
export const l10n = {
  /** The texts of the display language by their keys; `undefined` where they are not translated into it. */
  get bundle(): Readonly<Record<string, string>> | undefined {
    return translations.bundle;
  },

  /** The text in the display language, with the values in place of `{0}`, `{1}` … */
  t(message: string, ...values: readonly (string | number | boolean)[]): string {
    return fillPlaceholders(translations.t(message), values);
  },
};
