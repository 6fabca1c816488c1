import { minuteMs } from "../../core/time/durations.ts";

const windowMs = minuteMs;

/** A fixed number of requests in each minute of the clock. */
export class RateLimit {
  readonly #limit: number;
  #window = 0;
  #used = 0;

  constructor(limit: number) {
    this.#limit = limit;
  }

  /** Counts one request; returns the headers, with times in seconds. */
  countRequest(nowMs: number) {
    const window = Math.floor(nowMs / windowMs);
    this.#used = window === this.#window ? this.#used + 1 : 1;
    this.#window = window;
    const resetSeconds = ((window + 1) * windowMs) / 1000;
    return {
      isAllowed: this.#used <= this.#limit,
      retryAfterSeconds: Math.max(1, Math.ceil(resetSeconds - nowMs / 1000)),
      headers: {
        "x-ratelimit-limit": `${this.#limit}`,
        "x-ratelimit-remaining": `${Math.max(0, this.#limit - this.#used)}`,
        "x-ratelimit-reset": `${resetSeconds}`,
      },
    };
  }
}
