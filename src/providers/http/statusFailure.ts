import { defined } from "../../core/common/defined.ts";
import type { Failure } from "../../core/readings/failure.ts";
import { minuteMs } from "../../core/time/durations.ts";
import { type ProviderErrorDetails, sanitizeDetails } from "./errorDetails.ts";
import { createRedactor } from "./redact.ts";
import { readRequestedWait } from "./retryAfter.ts";

export interface ErrorReply {
  readonly status: number;
  readonly headers: Headers;
  readonly nowMs: number;
  /** Texts that the reply's own texts must not repeat. */
  readonly secrets: readonly string[];
}

/** The failure for an error status, with the provider's details. */
export function statusFailure(
  { status, headers, nowMs, secrets }: ErrorReply,
  details: ProviderErrorDetails,
): Failure {
  const requestId = details.requestId ?? createRedactor(secrets)(headers.get("x-request-id") ?? "");
  const { scope, ...texts } = sanitizeDetails({ ...details, requestId });
  const common = { ...texts, status };
  const effectiveStatus = details.effectiveStatus ?? status;
  const { retryAtMs } = readRequestedWait(headers, effectiveStatus, nowMs);
  const wait = defined({ retryAtMs });
  if (status >= 300 && status < 400) return { kind: "redirected", status };
  switch (effectiveStatus) {
    case 401:
      return { kind: "keyRejected", ...common, ...wait };
    case 403:
      return { kind: "forbidden", ...common, ...wait, ...defined({ scope }) };
    case 429:
      return { kind: "rateLimited", ...common, retryAtMs: retryAtMs ?? nowMs + minuteMs };
    case 503:
      return retryAtMs === undefined
        ? { kind: "providerError", ...common }
        : { kind: "rateLimited", ...common, retryAtMs };
    default:
      return { kind: "providerError", ...common, ...wait };
  }
}
