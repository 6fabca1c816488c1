import type { Fault } from "./fault.ts";
import type { SampleProviderId } from "./sampleApi.ts";

export interface FaultScope {
  /** How many requests it changes: one when absent, `Infinity` for all. */
  readonly times?: number;
  /** Only requests whose path after the base URL is this one. */
  readonly path?: string;
}

/** The faults that wait for requests; each request takes at most one, the oldest that fits. */
export class FaultQueue {
  #waiting: readonly {
    readonly provider: SampleProviderId;
    readonly fault: Fault;
    readonly left: number;
    readonly path: string | undefined;
  }[] = [];
  /** Resets every connection as it is accepted, before any request can be read. */
  areConnectionsReset = false;

  add(provider: SampleProviderId, fault: Fault, { times = 1, path }: FaultScope = {}): void {
    this.#waiting = [...this.#waiting, { provider, fault, left: times, path }];
  }

  take(provider: SampleProviderId, path: string): Fault | undefined {
    const next = this.#waiting.find(
      (one) => one.provider === provider && (one.path === undefined || one.path === path),
    );
    if (!next) return undefined;
    this.#waiting = this.#waiting
      .map((one) => (one === next ? { ...one, left: one.left - 1 } : one))
      .filter(({ left }) => left > 0);
    return next.fault;
  }

  clear(provider?: SampleProviderId): void {
    this.#waiting = provider ? this.#waiting.filter((one) => one.provider !== provider) : [];
    this.areConnectionsReset = false;
  }
}
