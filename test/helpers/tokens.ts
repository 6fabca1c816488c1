import { failed, type Outcome, success } from "../../src/core/readings/outcome.ts";
import { minuteMs } from "../../src/core/time/durations.ts";
import type { RequestContext, SessionClient, Tokens } from "../../src/providers/provider.ts";

/** A JSON Web Token with an expiry; its other parts are placeholders. */
export function jwtUntil(expiryMs: number, name = "access"): string {
  return `${name}.${btoa(JSON.stringify({ exp: expiryMs / 1000 }))}.signature`;
}

/** An exchange for sessions that send no request. */
export function unusedExchange(nowMs: number): RequestContext {
  const baseUrl = "https://rich.example";
  return {
    request: () => Promise.reject(new Error("no request was expected")),
    endpoint: { origin: baseUrl, host: "rich.example", baseUrl },
    nowMs,
    signal: new AbortController().signal,
  };
}

/** A provider's session API: each refresh token is valid once; while `isPaused`, a refresh waits for `resume`. */
export class FakeSessionProvider implements SessionClient {
  readonly usedTokens: string[] = [];
  readonly signals: AbortSignal[] = [];
  readonly #lifeMs: number;
  isPaused = false;
  #resumed = Promise.withResolvers<void>();
  validToken = "refresh-0";
  lastAccess: string | undefined;

  constructor(lifeMs = 15 * minuteMs) {
    this.#lifeMs = lifeMs;
  }

  signIn(): Promise<Outcome<Tokens>> {
    return Promise.reject(new Error("no sign-in was expected"));
  }

  async refresh({ nowMs, signal }: RequestContext, refreshToken: string): Promise<Outcome<Tokens>> {
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
