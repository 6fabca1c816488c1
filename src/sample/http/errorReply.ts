import { randomUUID } from "node:crypto";
import type { Json } from "./exactJson.ts";
import type { SampleProviderId, SampleReply } from "./sampleApi.ts";

export interface ErrorDetails {
  readonly code?: string;
  readonly message?: string;
  readonly details?: Json;
  readonly headers?: Readonly<Record<string, string>>;
}

const reasons: Readonly<Record<number, string>> = {
  400: "bad_request",
  401: "unauthorized",
  402: "payment_required",
  403: "forbidden",
  404: "not_found",
  405: "method_not_allowed",
  409: "conflict",
  413: "payload_too_large",
  422: "unprocessable",
  429: "too_many_requests",
  451: "unavailable_for_legal_reasons",
  500: "internal_error",
  502: "upstream_error",
  503: "service_unavailable",
};

const codes: { readonly [Id in SampleProviderId]: Readonly<Record<number, string>> } = {
  poof: {
    400: "validation_error",
    401: "authentication_error",
    403: "permission_denied",
    429: "rate_limit_exceeded",
    500: "internal_server_error",
  },
  depicta: { 401: "auth_invalid", 402: "credit_insufficient", 403: "account_suspended", 429: "rate_limited" },
  richUtilities: {},
  easySlip: { 403: "access_denied", 500: "server_error" },
  coals: { 403: "INSUFFICIENT_SCOPE", 422: "VALIDATION_ERROR", 429: "RATE_LIMIT_EXCEEDED" },
};

const messages: Readonly<Record<number, string>> = {
  401: "The API key is not valid.",
  402: "No credits are left.",
  403: "The account is suspended.",
  429: "Too many requests.",
  500: "Something went wrong.",
};

type Envelope = (status: number, code: string, message: string, details: Json | undefined) => Json;

const envelopes: { readonly [Id in SampleProviderId]: Envelope } = {
  poof: (_, code, message, details) => ({ code, message, details: details ?? null, request_id: requestId() }),
  depicta: (_, error, message, details) => ({ error, message, request_id: requestId(), details }),
  // The public documentation shows no error body; this is the format of its framework.
  richUtilities: (_, __, message) => ({ detail: message }),
  easySlip: (status, code) => ({ status, message: code }),
  coals: (_, code, message, details) => ({
    success: false,
    error: { code: code.toUpperCase(), message, details },
  }),
};

/** The provider's documented error reply for a status; `details` replaces the default code and message. */
export function errorReply(
  provider: SampleProviderId,
  status: number,
  details: ErrorDetails = {},
): SampleReply {
  const code = details.code ?? codes[provider][status] ?? reasons[status] ?? "error";
  const message = details.message ?? messages[status] ?? `The sample provider answers ${status}.`;
  const body = envelopes[provider](status, code, message, details.details);
  return { status, body, ...(details.headers && { headers: details.headers }) };
}

function requestId(): string {
  return `req_${randomUUID().slice(0, 13)}`;
}
