import type { Failure, UnreachableReason } from "../core/failure.ts";

/** Names the failure of an exchange that ended without a complete reply. Takes codes only, never messages. */
export function transportFailure(error: unknown, timeoutMs: number): Failure {
  const codes = causeCodes(error);
  if (codes.some((code) => timeoutCodes.has(code))) return { kind: "timeout", seconds: timeoutMs / 1000 };
  if (codes.some((code) => code.startsWith("Z_") || code.startsWith("HPE_") || undecodable.has(code))) {
    return { kind: "badResponse", reason: "undecodable" };
  }
  for (const code of codes) {
    const reason = reasons.find(({ matches }) => matches.test(code))?.reason;
    if (reason) return { kind: "unreachable", reason };
  }
  return { kind: "unreachable", reason: "network" };
}

const timeoutCodes: ReadonlySet<string> = new Set([
  "ETIMEDOUT",
  "UND_ERR_CONNECT_TIMEOUT",
  "UND_ERR_HEADERS_TIMEOUT",
  "UND_ERR_BODY_TIMEOUT",
]);

const undecodable: ReadonlySet<string> = new Set([
  "ERR_BROTLI_DECODER_ERROR_FORMAT_PADDING_1",
  "UND_ERR_RES_CONTENT_LENGTH_MISMATCH",
  "UND_ERR_HEADERS_OVERFLOW",
]);

const reasons: readonly { readonly reason: UnreachableReason; readonly matches: RegExp }[] = [
  { reason: "dns", matches: /^(ENOTFOUND|EAI_\w+)$/ },
  { reason: "refused", matches: /^ECONNREFUSED$/ },
  {
    reason: "tls",
    matches: /^(ERR_TLS_|ERR_SSL_|CERT_|UNABLE_TO_|SELF_SIGNED_|DEPTH_ZERO_|HOSTNAME_MISMATCH|EPROTO)/,
  },
  { reason: "reset", matches: /^(ECONNRESET|EPIPE|UND_ERR_SOCKET|ECONNABORTED)$/ },
];

// Node nests the system error in `cause`, several deep, and in `errors` when it tried several addresses.
function causeCodes(error: unknown, depth = 0): string[] {
  if (typeof error !== "object" || error === null || depth > 5) return [];
  const { code, cause, errors } = error as { code?: unknown; cause?: unknown; errors?: unknown };
  return [
    ...(typeof code === "string" ? [code] : []),
    ...causeCodes(cause, depth + 1),
    ...(Array.isArray(errors) ? errors.flatMap((one) => causeCodes(one, depth + 1)) : []),
  ];
}
