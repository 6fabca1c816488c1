import type * as z from "zod/mini";
import type { ProviderErrorText } from "../../core/readings/failure.ts";

const maxTextLength = 300;

/** Makes foreign text safe for a message or a log line: one line, no control characters, at most 300 characters. */
export function toSingleLine(text: string): string {
  return text
    .replace(/[\p{Cc}\p{Cf}\u2028\u2029]+/gu, " ")
    .trim()
    .slice(0, maxTextLength)
    .toWellFormed();
}

/** What a provider says about an error. A field that the provider does not send is `undefined`. */
export type ProviderErrorDetails = {
  readonly [Name in keyof ProviderErrorText | "scope"]?: string | undefined;
} & {
  /** The HTTP status that the error means, where the status of the reply is another one. */
  readonly effectiveStatus?: number;
};

/** Creates a function that reads error details from an error body. A body of another shape gives no details. */
export function createErrorParser<T>(schema: z.ZodMiniType<T>, toDetails: (body: T) => ProviderErrorDetails) {
  return (body: unknown): ProviderErrorDetails => {
    const result = schema.safeParse(body);
    return result.success ? toDetails(result.data) : {};
  };
}

/** The details as messages and logs may show them: each on a single line, without the empty ones. */
export function sanitizeDetails({
  effectiveStatus: _,
  ...details
}: ProviderErrorDetails): ProviderErrorText & { readonly scope?: string } {
  const entries = Object.entries(details).map(([name, value = ""]) => [name, toSingleLine(value)]);
  return Object.fromEntries(entries.filter(([, value]) => value !== ""));
}
