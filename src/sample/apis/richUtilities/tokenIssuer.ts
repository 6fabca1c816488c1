import { randomUUID } from "node:crypto";
import { type JwtClaims, readJwt, signJwt } from "./jwt.ts";

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

/** Issues Rich Utilities token pairs. A refresh token buys one new pair and is spent. */
export class TokenIssuer {
  readonly #plan: TokenOptions;
  readonly #nowMs: () => number;
  readonly #issued: JwtClaims[] = [];
  readonly #used = new Set<string>();
  readonly #revoked = new Set<string>();
  #refreshes = 0;
  #reuses = 0;
  #lastLoginMs: number | undefined;

  constructor(plan: TokenOptions, nowMs: () => number) {
    this.#plan = plan;
    this.#nowMs = nowMs;
  }

  get refreshes(): number {
    return this.#refreshes;
  }

  /** How often a token already spent was shown again; a careful client keeps this at zero. */
  get reuses(): number {
    return this.#reuses;
  }

  get lastLoginMs(): number | undefined {
    return this.#lastLoginMs;
  }

  /** The pair for somebody who has shown e-mail and password. */
  signIn(): TokenPair {
    this.#lastLoginMs = this.#nowMs();
    return this.issue();
  }

  issue(): TokenPair {
    const { accessSeconds, refreshSeconds } = this.#plan;
    return {
      accessToken: this.#sign("access", accessSeconds),
      refreshToken: this.#sign("refresh", refreshSeconds),
      expiresInSeconds: accessSeconds,
    };
  }

  /** A new pair for a valid refresh token that was not spent before. */
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

  /** Refuses every token of the type issued so far, whatever its `exp` says. */
  revoke(typ: JwtClaims["typ"]): void {
    for (const claims of this.#issued) if (claims.typ === typ) this.#revoked.add(claims.jti);
  }

  #sign(typ: JwtClaims["typ"], seconds: number): string {
    const iat = Math.floor(this.#nowMs() / 1000);
    const claims: JwtClaims = { sub: "4711", typ, jti: randomUUID(), iat, exp: iat + seconds };
    this.#issued.push(claims);
    return signJwt(claims, this.#plan.secret);
  }

  #read(token: string, typ: JwtClaims["typ"]): JwtClaims | undefined {
    const claims = readJwt(token, this.#plan.secret);
    if (!claims || claims.typ !== typ || this.#revoked.has(claims.jti)) return undefined;
    return claims.exp * 1000 > this.#nowMs() ? claims : undefined;
  }
}
