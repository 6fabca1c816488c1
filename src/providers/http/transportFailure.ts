import type { Failure, UnreachableReason } from "../../core/readings/failure.ts";

/**
 * The failure for a request without a complete reply. Reads error codes and addresses only: messages could contain
 * secrets. `hostname`: where the request was to go.
 */
export function transportFailure(error: unknown, timeoutMs: number, hostname = ""): Failure {
  const causes = causesOf(error);
  const codes = causes.flatMap(({ code }) => (typeof code === "string" ? [code] : []));
  if (codes.some((code) => timeoutCodes.has(code))) return { kind: "timeout", seconds: timeoutMs / 1000 };
  if (codes.some((code) => undecodablePattern.test(code))) {
    return { kind: "badResponse", reason: "undecodable" };
  }
  for (const code of codes) {
    const reason = reasonPatterns.find(({ matches }) => matches.test(code))?.reason;
    if (reason === "refused" && isRefusedOnTheWay(causes, hostname))
      return { kind: "unreachable", reason: "network" };
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

// The codes of zlib, Brotli (`ERR__ERROR_FORMAT_…`) and zstd for data that they cannot decompress.
const undecodablePattern = /^(Z_|ERR__ERROR_|ERR_BROTLI_|ZSTD_|UND_ERR_HEADERS_OVERFLOW$)/;

const reasonPatterns: readonly { readonly reason: UnreachableReason; readonly matches: RegExp }[] = [
  { reason: "dns", matches: /^(ENOTFOUND|EAI_\w+)$/ },
  { reason: "refused", matches: /^ECONNREFUSED$/ },
  {
    reason: "tls",
    matches: /^(ERR_TLS_|ERR_SSL_|CERT_|UNABLE_TO_|SELF_SIGNED_|DEPTH_ZERO_|HOSTNAME_MISMATCH|EPROTO)/,
  },
  // A connection that ends before `Content-Length` is reached counts as reset.
  {
    reason: "reset",
    matches: /^(ECONNRESET|EPIPE|ECONNABORTED|UND_ERR_SOCKET|UND_ERR_RES_CONTENT_LENGTH_MISMATCH)$/,
  },
];

/** A proxy on this computer that is down: the provider was not asked. */
function isRefusedOnTheWay(causes: readonly Cause[], hostname: string): boolean {
  if (loopbackPattern.test(hostname)) return false;
  return causes.some(
    ({ code, address }) =>
      code === "ECONNREFUSED" && typeof address === "string" && loopbackPattern.test(address),
  );
}

const loopbackPattern = /^(localhost|127(\.\d+){3}|(::ffff:127(\.\d+){3})|\[?::1\]?)$/;

interface Cause {
  readonly code?: unknown;
  readonly address?: unknown;
}

// Node nests the system error in `cause`, several levels deep, and in `errors` after trying several addresses.
function causesOf(error: unknown, depth = 0): readonly Cause[] {
  if (typeof error !== "object" || error === null || depth > 5) return [];
  const { cause, errors } = error as { cause?: unknown; errors?: unknown };
  return [
    error,
    ...causesOf(cause, depth + 1),
    ...(Array.isArray(errors) ? errors.flatMap((nested) => causesOf(nested, depth + 1)) : []),
  ];
}
