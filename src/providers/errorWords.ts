import type * as z from "zod/mini";
import type { ProviderWords } from "../core/failure.ts";

type Said = ProviderWords & { readonly scope?: string };

const maxLength = 300;

/**
 * Reads a provider's words from its error body; a body of another shape says nothing. The words are
 * cut, and stripped of control characters, for they end in messages and logs.
 */
export function errorWords<T>(
  schema: z.ZodMiniType<T>,
  words: (body: T) => { [Name in keyof Said]?: Said[Name] | undefined },
) {
  return (body: unknown): Said => {
    const result = schema.safeParse(body);
    if (!result.success) return {};
    const said = Object.entries(words(result.data)).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, tidy(value)]],
    );
    return Object.fromEntries(said) as Said;
  };
}

function tidy(text: string): string {
  return text
    .replace(/[\p{Cc}\p{Cf}\u2028\u2029]+/gu, " ")
    .trim()
    .slice(0, maxLength);
}
