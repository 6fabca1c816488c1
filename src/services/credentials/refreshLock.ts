import { fingerprint } from "../../store/secrets/fingerprint.ts";
import type { Clock } from "../common/clock.ts";
import { leaseMs, type Shared } from "../coordination/leases.ts";

/**
 * Which window shows a refresh token. Other than what `Claims` gives, a turn is not given up when the window is
 * closed, as what was sent goes on for a moment, and nobody has it while the database cannot be asked.
 */
export class RefreshLock {
  readonly #shared: Shared;
  readonly #clock: Clock;
  readonly #holder = crypto.randomUUID();

  constructor(shared: Shared, clock: Clock) {
    this.#shared = shared;
    this.#clock = clock;
  }

  /** `unknown`: there is a database that cannot be asked now. Without one each window has its turn. */
  async take(refreshToken: string): Promise<"mine" | "taken" | "unknown"> {
    const nowMs = this.#clock.now();
    const answer = await this.#shared.share(
      (notes) => notes.claim(nameOf(refreshToken), this.#holder, nowMs, leaseMs).kind,
      "unknown",
    );
    return answer ?? "mine";
  }

  async end(refreshToken: string): Promise<void> {
    await this.#shared.share((notes) => notes.release(nameOf(refreshToken), this.#holder));
  }
}

function nameOf(refreshToken: string): string {
  return `renew ${fingerprint(refreshToken)}`;
}
