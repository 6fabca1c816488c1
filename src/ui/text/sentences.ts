import { l10n } from "./l10n.ts";

/** Sentences one after the other, as the language writes them; empty ones are left out. */
export function joinSentences(...sentences: readonly string[]): string {
  return sentences
    .filter((sentence) => sentence !== "")
    .reduce((text, next) => (text === "" ? next : l10n.t("{0} {1}", text, next)), "");
}

/** A list of names: "a, b, c". */
export function listText(names: readonly string[], locale: string): string {
  return new Intl.ListFormat(locale, { type: "conjunction", style: "narrow" }).format(names);
}
