/** By the clock of whoever issued it, in epoch milliseconds. */
export interface JwtTimes {
  readonly expiryMs: number;
  /** From its issue to its expiry, where it says when it was issued. */
  readonly lifeMs?: number;
}

/**
 * When a JSON Web Token says that it expires. Nothing is verified and nothing else is read: the value only times
 * the refresh. RFC 7519, 4.1.4 and 4.1.6.
 */
export function jwtTimes(token: string): JwtTimes | undefined {
  const payload = token.split(".")[1];
  if (!payload) return undefined;
  try {
    const claims: unknown = JSON.parse(atob(payload.replaceAll("-", "+").replaceAll("_", "/")));
    if (typeof claims !== "object" || claims === null) return undefined;
    const { exp, iat }: { exp?: unknown; iat?: unknown } = claims;
    if (typeof exp !== "number") return undefined;
    const hasLife = typeof iat === "number" && iat < exp;
    return { expiryMs: exp * 1000, ...(hasLife ? { lifeMs: (exp - iat) * 1000 } : {}) };
  } catch {
    return undefined;
  }
}
