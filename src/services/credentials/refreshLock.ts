import { fingerprint } from "../../store/secrets/fingerprint.ts";
import type { Clock } from "../common/clock.ts";
import { type Coordinator, leaseMs } from "../coordination/leases.ts";

/**
 * Decides which window may use a refresh token. Unlike the leases of `Leases`, it is not released when the window
 * closes, because the request goes on for a moment, and no window gets it while the database cannot be used.
 */
export class RefreshLock {
  readonly #coordinator: Coordinator;
  readonly #clock: Clock;
  readonly #holder = crypto.randomUUID();

  constructor(coordinator: Coordinator, clock: Clock) {
    this.#coordinator = coordinator;
    this.#clock = clock;
  }

  /** `unknown`: the database cannot be used at the moment. Without a database, each window gets the lock. */
  async acquire(refreshToken: string): Promise<"mine" | "taken" | "unknown"> {
    const nowMs = this.#clock.now();
    const answer = await this.#coordinator.coordinate(
      (store) => store.acquireLease(leaseName(refreshToken), this.#holder, nowMs, leaseMs).kind,
      "unknown",
    );
    return answer ?? "mine";
  }

  async release(refreshToken: string): Promise<void> {
    await this.#coordinator.coordinate((store) => store.releaseLease(leaseName(refreshToken), this.#holder));
  }
}

function leaseName(refreshToken: string): string {
  return `renew ${fingerprint(refreshToken)}`;
}
