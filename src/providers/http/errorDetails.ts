import type * as z from "zod/mini";
import type { ProviderErrorText } from "../../core/readings/failure.ts";
import { isRecord } from "./exactJson.ts";

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

/** Where providers write the reason of an error, the usual ones first. */
const reasonFields = [
  "message",
  "error_message",
  "errorMessage",
  "err_msg",
  "status_msg",
  "status_message",
  "msg",
  "Message",
  "detail",
  "details",
  "error_description",
  "description",
  "reason",
  "title",
  "text",
  "error",
  "errors",
];
const maxReasonDepth = 4;
const maxReasons = 3;

/** The details with the reason that the body has elsewhere, where the provider's usual fields have none. */
export function withErrorText(details: ProviderErrorDetails, body: unknown): ProviderErrorDetails {
  if (details.text) return details;
  const text = findErrorText(body);
  return text === undefined || text === details.code ? details : { ...details, text };
}

/**
 * The reason in an error body of a form that no definition describes: a text, a field with a usual name, or an array of
 * these. `undefined` where there is none.
 */
export function findErrorText(body: unknown, depth = 0): string | undefined {
  if (typeof body === "string") return body.trim() === "" ? undefined : body;
  if (depth >= maxReasonDepth) return undefined;
  if (Array.isArray(body)) {
    const reasons = body.slice(0, maxReasons).flatMap((part) => findErrorText(part, depth + 1) ?? []);
    return reasons.length === 0 ? undefined : reasons.join("; ");
  }
  if (!isRecord(body)) return undefined;
  for (const name of reasonFields) {
    const reason = Object.hasOwn(body, name) ? findErrorText(body[name], depth + 1) : undefined;
    if (reason !== undefined) return reason;
  }
  return undefined;
}
