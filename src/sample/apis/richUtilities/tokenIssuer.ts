import { randomUUID } from "node:crypto";
import { type JwtClaims, signJwt, verifyJwt } from "./jwt.ts";

export interface TokenPair {
  readonly accessToken: string;
  readonly refreshToken: string;
  readonly expiresInSeconds: number;
}

export interface TokenOptions {
  readonly secret: string;
  readonly accessSeconds: number;
  readonly refreshSeconds: number;
}

/** Issues Rich Utilities token pairs. A refresh token can be used once, for one new pair. */
export class TokenIssuer {
  readonly #options: TokenOptions;
  readonly #nowMs: () => number;
  readonly #issued: JwtClaims[] = [];
  readonly #used = new Set<string>();
  readonly #revoked = new Set<string>();
  #refreshes = 0;
  #reuses = 0;
  #lastLoginMs: number | undefined;

  constructor(options: TokenOptions, nowMs: () => number) {
    this.#options = options;
    this.#nowMs = nowMs;
  }

  get refreshes(): number {
    return this.#refreshes;
  }

  /** How often a used refresh token was sent again; a correct client keeps this at zero. */
  get reuses(): number {
    return this.#reuses;
  }

  get lastLoginMs(): number | undefined {
    return this.#lastLoginMs;
  }

  /** A new pair for a correct e-mail and password. */
  signIn(): TokenPair {
    this.#lastLoginMs = this.#nowMs();
    return this.issue();
  }

  issue(): TokenPair {
    const { accessSeconds, refreshSeconds } = this.#options;
    return {
      accessToken: this.#sign("access", accessSeconds),
      refreshToken: this.#sign("refresh", refreshSeconds),
      expiresInSeconds: accessSeconds,
    };
  }

  /** A new pair for a valid refresh token that was not used before. */
  refresh(token: string): TokenPair | undefined {
    const claims = this.#read(token, "refresh");
    if (!claims) return undefined;
    if (this.#used.has(claims.jti)) {
      this.#reuses += 1;
      return undefined;
    }
    this.#used.add(claims.jti);
    this.#refreshes += 1;
    return this.issue();
  }

  isAccessToken(token: string): boolean {
    return this.#read(token, "access") !== undefined;
  }

  /** Revokes every token of the type issued so far, before its `exp`. */
  revoke(typ: JwtClaims["typ"]): void {
    for (const claims of this.#issued) if (claims.typ === typ) this.#revoked.add(claims.jti);
  }

  #sign(typ: JwtClaims["typ"], seconds: number): string {
    const iat = Math.floor(this.#nowMs() / 1000);
    const claims: JwtClaims = { sub: "4711", typ, jti: randomUUID(), iat, exp: iat + seconds };
    this.#issued.push(claims);
    return signJwt(claims, this.#options.secret);
  }

  #read(token: string, typ: JwtClaims["typ"]): JwtClaims | undefined {
    const claims = verifyJwt(token, this.#options.secret);
    if (!claims || claims.typ !== typ || this.#revoked.has(claims.jti)) return undefined;
    return claims.exp * 1000 > this.#nowMs() ? claims : undefined;
  }
}
