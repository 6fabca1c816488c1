/**
 * When a JSON Web Token says that it expires, in epoch milliseconds. Nothing is verified and nothing
 * else is read: the value only times the refresh.
 */
export function jwtExpiryMs(token: string): number | undefined {
  const payload = token.split(".")[1];
  if (!payload) return undefined;
  try {
    const claims: unknown = JSON.parse(atob(payload.replaceAll("-", "+").replaceAll("_", "/")));
    const hasExpiry = typeof claims === "object" && claims !== null && "exp" in claims;
    return hasExpiry && typeof claims.exp === "number" ? claims.exp * 1000 : undefined;
  } catch {
    return undefined;
  }
}
