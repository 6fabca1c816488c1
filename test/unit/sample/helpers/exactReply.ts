import type { ReceivedReply } from "./sampleSession.ts";

/** A reply whose numbers are strings of the digits that were sent. */
export function exactReply(answer: ReceivedReply): Readonly<Record<string, unknown>> {
  const keepDigits = (_: string, value: unknown, context?: { readonly source: string }) =>
    typeof value === "number" ? context?.source : value;
  return JSON.parse(answer.text, keepDigits as (key: string, value: unknown) => unknown);
}
