import type * as z from "zod/mini";
import type { ProviderErrorText } from "../../core/readings/failure.ts";

const maxLength = 300;

/** Foreign text as it may stand in a message or a log line: one line, no control characters, cut. */
export function toSingleLine(text: string): string {
  return text
    .replace(/[\p{Cc}\p{Cf}\u2028\u2029]+/gu, " ")
    .trim()
    .slice(0, maxLength)
    .toWellFormed();
}

/** What a provider says about an error; `undefined` where it is silent. */
export type ProviderErrorDetails = {
  readonly [Name in keyof ProviderErrorText | "scope"]?: string | undefined;
} & {
  /** The HTTP status that its words stand for, where that differs from the one it came under. */
  readonly judgedAs?: number;
};

/** Reads a provider's words from its error body; a body of another shape says nothing. */
export function parseErrorBody<T>(schema: z.ZodMiniType<T>, words: (body: T) => ProviderErrorDetails) {
  return (body: unknown): ProviderErrorDetails => {
    const result = schema.safeParse(body);
    return result.success ? words(result.data) : {};
  };
}

/** The words as they may end in messages and logs: tidy, the empty ones left out. */
export function sanitizeDetails({
  judgedAs: _,
  ...said
}: ProviderErrorDetails): ProviderErrorText & { readonly scope?: string } {
  const words = Object.entries(said).map(([name, value = ""]) => [name, toSingleLine(value)]);
  return Object.fromEntries(words.filter(([, value]) => value !== ""));
}
