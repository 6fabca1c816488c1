import type { Clock } from "./clock.ts";
import type { Disposable } from "./emitter.ts";
import type { History } from "./history.ts";

/** Where windows leave notes for each other. */
export type Shared = Pick<History, "share">;

/**
 * How long a claim holds, in milliseconds, should its holder die. A read takes three exchanges of 15 s at most: one
 * that is refused, one that renews the token, and one more.
 */
export const leaseMs = 50_000;

/** How a claim ended: one's own until it is released or its lease ends, or another window's. */
export type Claim =
  | { readonly kind: "mine"; release(): Promise<void> }
  | { readonly kind: "taken"; readonly untilMs: number };

/**
 * The right to do something on behalf of all windows of this machine: the first who asks has it, until it is
 * done or, should it have died, until the lease ends. Nobody is elected, and without the database each window
 * does everything itself.
 */
export class Claims implements Disposable {
  readonly #shared: Shared;
  readonly #clock: Clock;
  readonly #holder = crypto.randomUUID();
  readonly #stop = new AbortController();
  /** What ends with the window. */
  readonly #abandoned = new Set<string>();
  /** Aborted once the window closes; it claims nothing any more. */
  readonly closed = this.#stop.signal;

  constructor(shared: Shared, clock: Clock) {
    this.#shared = shared;
    this.#clock = clock;
  }

  /** Claimed again by the same window, the lease begins anew. */
  async take(name: string): Promise<Claim> {
    const nowMs = this.#clock.now();
    if (this.closed.aborted) return { kind: "taken", untilMs: nowMs + leaseMs };
    const answer = await this.#shared.share((notes) => notes.claim(name, this.#holder, nowMs, leaseMs));
    if (answer?.kind === "mine") this.#abandoned.add(name);
    return answer?.kind === "taken" ? answer : { kind: "mine", release: () => this.#release(name) };
  }

  /** Whether any window has it. */
  async isTaken(name: string): Promise<boolean> {
    const nowMs = this.#clock.now();
    return (await this.#shared.share((notes) => notes.isClaimed(name, nowMs))) ?? false;
  }

  dispose(): void {
    this.#stop.abort();
    for (const name of this.#abandoned) void this.#release(name);
  }

  async #release(name: string): Promise<void> {
    this.#abandoned.delete(name);
    await this.#shared.share((notes) => notes.release(name, this.#holder));
  }
}
