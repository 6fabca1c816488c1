import type { Clock } from "../common/clock.ts";
import type { Disposable } from "../common/disposable.ts";
import type { History } from "../history/history.ts";

/** Gives access to the database that the windows share. */
export type Coordinator = Pick<History, "coordinate">;

/** How long a lease lasts after its holder has crashed, in milliseconds. */
export const leaseMs = 50_000;
/** How often a lease renews itself, each time after half its length. A task that hangs loses it to other windows. */
const maxRenewals = 4;

/** `mine`: this window has the lease until it is released or expires. `taken`: another window has it. */
export type Lease =
  | {
      readonly kind: "mine";
      /** Starts the lease anew. False when another window has it by now, for example after the machine slept. */
      renew(): Promise<boolean>;
      release(): Promise<void>;
    }
  | { readonly kind: "taken"; readonly untilMs: number };

/** The state of one `acquire` until its release; `stopTimer` cancels the next renewal. */
interface HeldLease {
  stopTimer(): void;
}

/**
 * Leases: the right to do something on behalf of all windows of this machine. The first window that asks has a lease
 * until it releases it or, if it crashed, until the lease expires. No window is elected; without the database each
 * window does everything itself.
 */
export class Leases implements Disposable {
  readonly #coordinator: Coordinator;
  readonly #clock: Clock;
  readonly #holder = crypto.randomUUID();
  readonly #closing = new AbortController();
  readonly #held = new Map<string, HeldLease>();
  /** Aborted when the window closes; it acquires no leases after that. */
  readonly closeSignal = this.#closing.signal;

  constructor(coordinator: Coordinator, clock: Clock) {
    this.#coordinator = coordinator;
    this.#clock = clock;
  }

  /** When this window has the lease already, the new holder takes it over, and the old holder's release does nothing. */
  async acquire(name: string): Promise<Lease> {
    if (this.closeSignal.aborted) return { kind: "taken", untilMs: this.#clock.now() + leaseMs };
    const lease: HeldLease = { stopTimer() {} };
    this.#held.get(name)?.stopTimer();
    this.#held.set(name, lease);
    const answer = await this.#renew(name, lease);
    if (answer?.kind === "taken") return answer;
    return {
      kind: "mine",
      renew: async () => {
        await this.#renew(name, lease);
        return this.#held.get(name) === lease;
      },
      release: () => this.#release(name, lease),
    };
  }

  /** Whether any window has the lease. */
  async isHeld(name: string): Promise<boolean> {
    const nowMs = this.#clock.now();
    return (await this.#coordinator.coordinate((store) => store.isLeased(name, nowMs))) ?? false;
  }

  dispose(): void {
    this.#closing.abort();
    for (const [name, lease] of this.#held) void this.#release(name, lease);
  }

  async #renew(name: string, lease: HeldLease, renewalsLeft = maxRenewals) {
    const nowMs = this.#clock.now();
    const isHeld = () => this.#held.get(name) === lease;
    // The lease may be released while the file is busy.
    const answer = await this.#coordinator.coordinate((store) =>
      isHeld() ? store.acquireLease(name, this.#holder, nowMs, leaseMs) : undefined,
    );
    if (answer?.kind === "taken") this.#removeHeld(name, lease);
    else if (renewalsLeft > 0 && isHeld()) {
      lease.stopTimer();
      const renew = () => void this.#renew(name, lease, renewalsLeft - 1);
      lease.stopTimer = this.#clock.after(leaseMs / 2, renew);
    }
    return answer;
  }

  /** Returns whether `lease` was still the current holder of this window. */
  #removeHeld(name: string, lease: HeldLease): boolean {
    lease.stopTimer();
    return this.#held.get(name) === lease && this.#held.delete(name);
  }

  async #release(name: string, lease: HeldLease): Promise<void> {
    if (!this.#removeHeld(name, lease)) return;
    // The lease may be acquired again while the file is busy.
    await this.#coordinator.coordinate(
      (store) => this.#held.has(name) || store.releaseLease(name, this.#holder),
    );
  }
}
