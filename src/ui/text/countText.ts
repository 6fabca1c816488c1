import { env } from "vscode";
import { numberFormat, pluralRules } from "../../core/common/intlFormats.ts";
import { l10n } from "./l10n.ts";

/** A message for one thing, and for any other number of them; each gets the number. */
export interface CountMessages {
  readonly one: (number: string) => string;
  readonly other: (number: string) => string;
}

/** The language of the texts: English where they are not translated into the display language. */
export function textLanguage(): string {
  return l10n.bundle === undefined ? "en" : env.language;
}

/** A number of things in the display language: "1 entry", "1,234 entries". */
export function countText(count: number, { one, other }: CountMessages): string {
  const number = numberFormat(env.language).format(count);
  return isSingular(count) ? one(number) : other(number);
}

/** Whether the language of the texts has its singular for a number; every language that we have knows two forms at most. */
export function isSingular(count: number): boolean {
  return pluralRules(textLanguage()).select(count) === "one";
}
