import type { Shared } from "../../src/services/coordination/leases.ts";
import type { ClaimAnswer, CoordinationStore } from "../../src/store/coordinationStore.ts";

/** The claims of windows that share one memory; nothing else of it is asked for here. */
export class MemoryCoordination implements Shared {
  readonly leases = new Map<string, { readonly holder: string; readonly untilMs: number }>();
  /** Nothing can be shared. */
  isOff = false;

  async share<T>(ask: (notes: CoordinationStore) => T): Promise<T | undefined> {
    return this.isOff ? undefined : ask(this as unknown as CoordinationStore);
  }

  claim(name: string, holder: string, nowMs: number, leaseMs: number): ClaimAnswer {
    const other = this.leases.get(name);
    if (other && other.holder !== holder && other.untilMs > nowMs)
      return { kind: "taken", untilMs: other.untilMs };
    this.leases.set(name, { holder, untilMs: nowMs + leaseMs });
    return { kind: "mine" };
  }

  release(name: string, holder: string): void {
    if (this.leases.get(name)?.holder === holder) this.leases.delete(name);
  }
}
