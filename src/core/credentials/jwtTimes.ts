/** By the clock of whoever issued it, in epoch milliseconds. */
export interface JwtTimes {
  readonly expiresAtMs: number;
  /** From its issue to its expiry, where it says when it was issued. */
  readonly lifetimeMs?: number;
}

/**
 * When a JSON Web Token says that it expires. Nothing is verified and nothing else is read: the value only times
 * the refresh. RFC 7519, 4.1.4 and 4.1.6.
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
