import { failed, type Outcome, success } from "../../src/core/readings/outcome.ts";
import type { Exchange, SessionExchange, Tokens } from "../../src/providers/provider.ts";

/** A token of three parts that says when it expires. */
export function jwtUntil(expiryMs: number, name = "access"): string {
  return `${name}.${btoa(JSON.stringify({ exp: expiryMs / 1000 }))}.signature`;
}

/** An exchange for sessions that ask nobody. */
export function unusedExchange(nowMs: number): Exchange {
  const baseUrl = "https://rich.example";
  return {
    request: () => Promise.reject(new Error("nobody was to be asked")),
    endpoint: { origin: baseUrl, host: "rich.example", baseUrl },
    nowMs,
    signal: new AbortController().signal,
  };
}

/** A provider's side of a session: each refresh token is good once, and each refresh waits to be let go. */
export class FakeSessionProvider implements SessionExchange {
  readonly usedTokens: string[] = [];
  readonly signals: AbortSignal[] = [];
  readonly #lifeMs: number;
  isPaused = false;
  #resumed = Promise.withResolvers<void>();
  validToken = "refresh-0";
  lastAccess: string | undefined;

  constructor(lifeMs = 15 * 60_000) {
    this.#lifeMs = lifeMs;
  }

  signIn(): Promise<Outcome<Tokens>> {
    return Promise.reject(new Error("nobody signs in here"));
  }

  async refresh({ nowMs, signal }: Exchange, refreshToken: string): Promise<Outcome<Tokens>> {
    this.usedTokens.push(refreshToken);
    this.signals.push(signal);
    if (this.isPaused) await this.#resumed.promise;
    if (refreshToken !== this.validToken) return failed({ kind: "keyRejected", status: 401 });
    const count = this.usedTokens.length;
    this.validToken = `refresh-${count}`;
    const accessToken = jwtUntil(nowMs + this.#lifeMs, `access-${count}`);
    this.lastAccess = accessToken;
    return success({ accessToken, refreshToken: this.validToken });
  }

  resume(): void {
    this.isPaused = false;
    this.#resumed.resolve();
  }
}
