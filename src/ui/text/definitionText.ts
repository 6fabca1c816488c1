import { l10n } from "./l10n.ts";

/** Marks the translations of the catalogue's texts: "Credit" is a balance there, and an incoming entry in a ledger. */
const keySuffix = "/catalogue";

/**
 * A text of a provider's definition in the display language where the catalogue has it, such as a meter's label; else
 * the text itself, as in a definition of the user's.
 */
export function definitionText(text: string): string {
  const key = `${text}${keySuffix}`;
  return l10n.bundle && Object.hasOwn(l10n.bundle, key) ? (l10n.bundle[key] ?? text) : text;
}
