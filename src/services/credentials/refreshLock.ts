import { fingerprint } from "../../store/secrets/fingerprint.ts";
import type { Clock } from "../common/clock.ts";
import { type Coordinator, leaseMs } from "../coordination/leases.ts";

/**
 * Which window shows a refresh token. Other than what `Claims` gives, a turn is not given up when the window is
 * closed, as what was sent goes on for a moment, and nobody has it while the database cannot be asked.
 */
export class RefreshLock {
  readonly #coordinator: Coordinator;
  readonly #clock: Clock;
  readonly #holder = crypto.randomUUID();

  constructor(coordinator: Coordinator, clock: Clock) {
    this.#coordinator = coordinator;
    this.#clock = clock;
  }

  /** `unknown`: there is a database that cannot be asked now. Without one each window has its turn. */
  async acquire(refreshToken: string): Promise<"mine" | "taken" | "unknown"> {
    const nowMs = this.#clock.now();
    const answer = await this.#coordinator.coordinate(
      (notes) => notes.acquireLease(leaseName(refreshToken), this.#holder, nowMs, leaseMs).kind,
      "unknown",
    );
    return answer ?? "mine";
  }

  async release(refreshToken: string): Promise<void> {
    await this.#coordinator.coordinate((notes) => notes.releaseLease(leaseName(refreshToken), this.#holder));
  }
}

function leaseName(refreshToken: string): string {
  return `renew ${fingerprint(refreshToken)}`;
}
