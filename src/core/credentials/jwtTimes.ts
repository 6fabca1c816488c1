/** The times in a token, by the clock of its issuer. */
export interface JwtTimes {
  /** Epoch milliseconds. */
  readonly expiresAtMs: number;
  /** The time from issue to expiry; absent when the token does not name its issue. */
  readonly lifetimeMs?: number;
}

/**
 * Reads the expiry of a JSON Web Token (RFC 7519, 4.1.4 and 4.1.6). The token is not verified, because the times
 * only decide when to refresh. `undefined` for a token without an expiry.
 */
export function parseJwtTimes(token: string): JwtTimes | undefined {
  const payload = token.split(".")[1];
  if (!payload) return undefined;
  try {
    const claims: unknown = JSON.parse(atob(payload.replaceAll("-", "+").replaceAll("_", "/")));
    if (typeof claims !== "object" || claims === null) return undefined;
    const { exp, iat }: { exp?: unknown; iat?: unknown } = claims;
    if (typeof exp !== "number") return undefined;
    const hasLifetime = typeof iat === "number" && iat < exp;
    return { expiresAtMs: exp * 1000, ...(hasLifetime ? { lifetimeMs: (exp - iat) * 1000 } : {}) };
  } catch {
    return undefined;
  }
}
