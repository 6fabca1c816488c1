import { createHmac, timingSafeEqual } from "node:crypto";

export interface JwtClaims {
  readonly sub: string;
  readonly typ: "access" | "refresh";
  readonly jti: string;
  /** Seconds since 1970, like `exp`. */
  readonly iat: number;
  readonly exp: number;
}

const header = encode({ alg: "HS256", typ: "JWT" });

/** A JSON Web Token, HS256 (RFC 7519). */
export function signJwt(claims: JwtClaims, secret: string): string {
  const signed = `${header}.${encode(claims)}`;
  return `${signed}.${signatureOf(signed, secret)}`;
}

/** The claims of a token that this server signed; the caller checks the expiry. */
export function verifyJwt(token: string, secret: string): JwtClaims | undefined {
  const [head, payload = "", signature = ""] = token.split(".");
  const expected = Buffer.from(signatureOf(`${head}.${payload}`, secret));
  const actual = Buffer.from(signature);
  if (actual.length !== expected.length || !timingSafeEqual(actual, expected)) return undefined;
  return JSON.parse(Buffer.from(payload, "base64url").toString());
}

function signatureOf(text: string, secret: string): string {
  return createHmac("sha256", secret).update(text).digest("base64url");
}

function encode(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString("base64url");
}
