import type { Failure } from "../../core/readings/failure.ts";
import { type ProviderErrorDetails, sanitizeDetails } from "./errorDetails.ts";
import { createRedactor } from "./redact.ts";
import { readRetryAtMs } from "./retryAfter.ts";

export interface ErrorReply {
  readonly status: number;
  readonly headers: Headers;
  readonly nowMs: number;
  /** Texts that no word of the reply may repeat. */
  readonly hidden: readonly string[];
}

const minuteMs = 60_000;

/** The failure that an error status stands for, with what the provider said of it. */
export function statusFailure(
  { status, headers, nowMs, hidden }: ErrorReply,
  said: ProviderErrorDetails,
): Failure {
  const requestId = said.requestId ?? createRedactor(hidden)(headers.get("x-request-id") ?? "");
  const { scope, ...words } = sanitizeDetails({ ...said, requestId });
  const known = { ...words, status };
  if (status >= 300 && status < 400) return { kind: "redirected", status };
  switch (said.judgedAs ?? status) {
    case 401:
      return { kind: "keyRejected", ...known };
    case 403:
      return { kind: "forbidden", ...known, ...(scope === undefined ? {} : { scope }) };
    case 429:
      return { kind: "rateLimited", ...known, retryAtMs: readRetryAtMs(headers, nowMs) ?? nowMs + minuteMs };
    case 503: {
      const retryAtMs = readRetryAtMs(headers, nowMs, ["retry-after"]);
      return retryAtMs === undefined
        ? { kind: "providerError", ...known }
        : { kind: "rateLimited", ...known, retryAtMs };
    }
    default:
      return { kind: "providerError", ...known };
  }
}
