import type { Clock } from "../common/clock.ts";
import type { Disposable } from "../common/emitter.ts";
import type { History } from "../history/history.ts";

/** Where windows leave notes for each other. */
export type Coordinator = Pick<History, "coordinate">;

/** How long a claim holds, in milliseconds, should its holder die. */
export const leaseMs = 50_000;
/** So often the lease of a claim begins anew by itself, every half of it: what hangs is left to other windows. */
const maxRenewals = 4;

/** How a claim ended: one's own until it is released or its lease ends, or another window's. */
export type Lease =
  | {
      readonly kind: "mine";
      /** The lease begins anew. False where another window has it by now, as after a sleep. */
      renew(): Promise<boolean>;
      release(): Promise<void>;
    }
  | { readonly kind: "taken"; readonly untilMs: number };

/** What one `take` has until its release; `stop` calls off the next renewal. */
interface HeldLease {
  stop(): void;
}

/**
 * The right to do something on behalf of all windows of this machine: the first who asks has it, until it is
 * done or, should it have died, until the lease ends. Nobody is elected, and without the database each window
 * does everything itself.
 */
export class Leases implements Disposable {
  readonly #coordinator: Coordinator;
  readonly #clock: Clock;
  readonly #holder = crypto.randomUUID();
  readonly #stop = new AbortController();
  readonly #held = new Map<string, HeldLease>();
  /** Aborted once the window closes; it claims nothing any more. */
  readonly closeSignal = this.#stop.signal;

  constructor(coordinator: Coordinator, clock: Clock) {
    this.#coordinator = coordinator;
    this.#clock = clock;
  }

  /**
   * Claimed again by the same window, it goes over to the later one, and the release of the earlier one ends
   * nothing.
   */
  async acquire(name: string): Promise<Lease> {
    if (this.closeSignal.aborted) return { kind: "taken", untilMs: this.#clock.now() + leaseMs };
    const hold: HeldLease = { stop() {} };
    this.#held.get(name)?.stop();
    this.#held.set(name, hold);
    const answer = await this.#renew(name, hold);
    if (answer?.kind === "taken") return answer;
    return {
      kind: "mine",
      renew: async () => {
        await this.#renew(name, hold);
        return this.#held.get(name) === hold;
      },
      release: () => this.#release(name, hold),
    };
  }

  /** Whether any window has it. */
  async isHeld(name: string): Promise<boolean> {
    const nowMs = this.#clock.now();
    return (await this.#coordinator.coordinate((notes) => notes.isLeased(name, nowMs))) ?? false;
  }

  dispose(): void {
    this.#stop.abort();
    for (const [name, hold] of this.#held) void this.#release(name, hold);
  }

  async #renew(name: string, hold: HeldLease, left = maxRenewals) {
    const nowMs = this.#clock.now();
    const isHeld = () => this.#held.get(name) === hold;
    // It may have been released while the file was waited for.
    const answer = await this.#coordinator.coordinate((notes) =>
      isHeld() ? notes.acquireLease(name, this.#holder, nowMs, leaseMs) : undefined,
    );
    if (answer?.kind === "taken") this.#removeHeld(name, hold);
    else if (left > 0 && isHeld()) {
      hold.stop();
      hold.stop = this.#clock.after(leaseMs / 2, () => void this.#renew(name, hold, left - 1));
    }
    return answer;
  }

  /** Whether it was the latest. */
  #removeHeld(name: string, hold: HeldLease): boolean {
    hold.stop();
    return this.#held.get(name) === hold && this.#held.delete(name);
  }

  async #release(name: string, hold: HeldLease): Promise<void> {
    if (!this.#removeHeld(name, hold)) return;
    // It may have been claimed again while the file was waited for.
    await this.#coordinator.coordinate(
      (notes) => this.#held.has(name) || notes.releaseLease(name, this.#holder),
    );
  }
}
